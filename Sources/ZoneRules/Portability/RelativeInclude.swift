import Diagnostics
import ZoneFile

/// Z303: an `$INCLUDE` with a relative path, which servers look up in different directories.
enum RelativeInclude: ZoneRule {
    static let info = RuleInfo(
        "Z303",
        "relative-include",
        .info,
        summary: "servers look up a relative `$INCLUDE` in different directories",
        page: RulePage(
            whatItChecks: """
                With `--target`, reports an `$INCLUDE` without an absolute path. Shows the directory where srvlint \
                found the file and the one where the target looks. BIND, NSD and PowerDNS use their working directory, \
                and Knot uses the directory of the including file.
                """,
            whyItMatters: """
                RFC 1035 does not define what a relative path is relative to. A zone that loads on one server is \
                refused by another, or another server loads a different file with the same name.
                """,
            howToFix: """
                Write the absolute path, or set the working directory of the server to the directory that the paths \
                are relative to: `directory` for BIND and PowerDNS, `zonesdir` for NSD. `--include-base` sets the same \
                directory for srvlint.
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
        let includes = context.problems(directory)
        for (problem, _) in includes { counts[problem.span.source.path, default: 0] += 1 }
        for (problem, directory) in includes {
            guard let count = counts.removeValue(forKey: problem.span.source.path) else { continue }
            findings.report(relative(problem, directory, count, context))
        }
    }

    private static func directory(_ kind: ZoneProblem.Kind) -> String? {
        if case .relativeInclude(let directory) = kind { directory } else { nil }
    }
}

// MARK: - Messages

extension RelativeInclude {
    private static func relative(
        _ problem: ZoneProblem,
        _ directory: String,
        _ count: Int,
        _ context: ZoneContext
    ) -> Finding {
        let working = context.targets(among: NameServerCompatibility.includeFromWorkingDirectory, "looks", "look")
            .map { "\($0) in the working directory of the server" }
        let own = context.targets(among: NameServerCompatibility.includeFromOwnDirectory, "looks", "look")
            .map { "\($0) in the directory of the including file" }
        let lookups = [working, own].compactMap { $0 }.joined(separator: ", ")
        return Finding(
            info,
            "\(Words.quoted(problem.span.text)) is a relative path, which servers look up in different directories",
            at: LabelledSpan(problem.span, "found in \(directory)" + (count == 1 ? "" : "; \(count) in this file")),
            why: lookups,
            help: "write the absolute path, or make sure that the server looks in that directory",
            subject: context.subject(of: problem)
        )
    }
}
