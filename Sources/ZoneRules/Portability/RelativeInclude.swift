import Diagnostics
import ZoneFile

/// Z303: an `$INCLUDE` of a relative path, which servers look for in different folders.
enum RelativeInclude: ZoneRule {
    static let info = RuleInfo(
        "Z303",
        "relative-include",
        .info,
        summary: "servers look for a relative `$INCLUDE` in different folders",
        page: RulePage(
            whatItChecks: """
                With `--target`, says of an `$INCLUDE` without an absolute path where srvlint found the file and where \
                the target looks: BIND, NSD and PowerDNS in their working directory, Knot in the folder of the file \
                that includes it.
                """,
            whyItMatters: """
                RFC 1035 does not say where a relative path begins. A zone that loads on one server is refused on \
                another, or loads another file of the same name.
                """,
            howToFix: """
                Write the absolute path, or set the server's working directory (`directory` for BIND and PowerDNS, \
                `zonesdir` for NSD) to the folder the paths begin at. `--include-base` gives srvlint the same folder.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad(
                "$INCLUDE «hosts.inc»\n$INCLUDE mail.inc\n",
                files: ["hosts.inc": "www IN A 192.0.2.10\n", "mail.inc": "mail IN A 192.0.2.11\n"],
                targets: [.bind, .nsd]
            ),
            .bad("$INCLUDE «größe.inc» ; größer\r\n", files: ["größe.inc": "a IN A 192.0.2.1\n"], targets: [.knot]),
            .good("$INCLUDE hosts.inc\n", files: ["hosts.inc": "www IN A 192.0.2.10\n"]),
            .good("www IN A 192.0.2.10\n", targets: [.bind, .knot, .nsd, .powerdns]),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard !context.targets.isEmpty else { return }
        var counts: [String: Int] = [:]
        let includes = context.problems(folder)
        for (problem, _) in includes { counts[problem.span.source.path, default: 0] += 1 }
        for (problem, folder) in includes {
            guard let count = counts.removeValue(forKey: problem.span.source.path) else { continue }
            findings.report(relative(problem, folder, count, context))
        }
    }

    private static func folder(_ kind: ZoneProblem.Kind) -> String? {
        if case .relativeInclude(let folder) = kind { folder } else { nil }
    }
}

// MARK: - Messages

extension RelativeInclude {
    private static func relative(
        _ problem: ZoneProblem,
        _ folder: String,
        _ count: Int,
        _ context: ZoneContext
    ) -> Finding {
        let working = context.targets(among: ServerHabits.includeFromWorkingFolder, "looks", "look")
            .map { "\($0) in the working directory of the server" }
        let own = context.targets(among: ServerHabits.includeFromOwnFolder, "looks", "look")
            .map { "\($0) in the folder of the file that includes" }
        let habits = [working, own].compactMap { $0 }.joined(separator: ", ")
        return Finding(
            info,
            "\(Words.quoted(problem.span.text)) is a relative path, and servers look for it in different folders",
            at: LabelledSpan(problem.span, "found in \(folder)" + (count == 1 ? "" : "; \(count) in this file")),
            why: habits,
            help: "write the absolute path, or make sure that the server looks in that folder",
            subject: context.subject(of: problem)
        )
    }
}
