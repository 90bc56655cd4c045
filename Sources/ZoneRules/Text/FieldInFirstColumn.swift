import DNS
import Diagnostics
import ZoneFile

/// Z134: a class, a type or a TTL in the first column, where the owner belongs.
enum FieldInFirstColumn: ZoneRule {
    static let info = RuleInfo(
        "Z134",
        "field-in-first-column",
        .error,
        fix: .unsafe,
        scope: .inheritance,
        summary: "a line begins with a class, a type or a TTL in place of an owner",
        page: RulePage(
            whatItChecks: """
                A line without a space before its first field begins with an owner. Reports lines that begin with `IN` in \
                capitals, followed by a type without another class, and lines that cannot be read because they begin with \
                the type, unless it may be a host in lower case. Consecutive lines are reported once. srvlint takes such \
                records for records of the owner before them. A number in the first column is reported if it is the \
                TTL of the record and of the one before it, except in reverse zones.
                """,
            whyItMatters: """
                Name servers read `IN A 192.0.2.10` as a record of the host `in.example.com.` and load the zone without a \
                message, so the record is missing where it was meant to be. They refuse to load a zone with `A 192.0.2.10`.
                """,
            howToFix: """
                Put a space before the class or type to continue with the owner of the line before, or write the owner, \
                such as `@` for the zone itself. If a host is really called `IN`, write it in lower case or with its class: \
                `in IN A`.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("«IN» A 192.0.2.10\nIN 300 MX 10 mail.example.net.\nIN TXT \"größer\"\nwww IN A 192.0.2.10\n"),
            .bad("www IN A 192.0.2.10\n«IN» AAAA 2001:db8::10 ; the same host\r\n"),
            .bad("«MX» 10 mail.example.net.\nA 192.0.2.10\nIN TXT \"v=spf1 mx -all\"\nwww IN A 192.0.2.10\n"),
            .bad("«A» www 192.0.2.10\n\n«SRV» _matrix-fed._tcp 10 0 8448 matrix.example.net.\n"),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                «NS» ns1.example.net.
                NS ns2.example.net.

                """,
                continuation: false
            ),
            .bad(
                """
                $TTL 3600
                «IN» SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                IN NS ns1.example.net.
                IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .bad("www 300 IN A 192.0.2.10\n«300» IN AAAA 2001:db8::10\n"),
            .good("www 300 IN A 192.0.2.10\n500 IN A 192.0.2.11\n300 300 IN A 192.0.2.12\n"),
            .good(
                "in A 192.0.2.10\nIN IN A 192.0.2.11\nmx A 192.0.2.25\nns MX 10 mx\na IN A 192.0.2.10\nIN 300 IN AAAA 2001:db8::1\n"
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let problems = context.zone.problems.filter { if case .fieldAsOwner = $0.kind { true } else { false } }
        for group in ConsecutiveLines.groups(problems, where: { isWithoutOwner($0) && isWithoutOwner($1) && $0.owner == $1.owner }) {
            if case .fieldAsOwner(.typeBeforeOwner(let type)) = group[0].kind {
                findings.report(isBeforeOwner(group[0], type, context))
            } else {
                findings.report(inFirstColumn(group, context))
            }
        }
        for (id, seconds) in TimeInFirstColumn.records(of: context) {
            findings.report(isTimeToLive(id, seconds, context))
        }
    }

    private static func isWithoutOwner(_ problem: ZoneProblem) -> Bool {
        if case .fieldAsOwner(.typeBeforeOwner) = problem.kind { false } else { true }
    }
}

// MARK: - Messages

extension FieldInFirstColumn {
    /// - Parameter problems: those of consecutive lines; at least one.
    private static func inFirstColumn(_ problems: [ZoneProblem], _ context: ZoneContext) -> Finding {
        let problem = problems[0]
        let text = problem.span.text
        let isClass = problem.kind == .fieldAsOwner(.recordClass)
        let owner = problem.owner.map { context.quoted($0) } ?? "the owner before it"
        let lines = problems.count > 1 ? " in \(problems.count) lines" : ""
        // The first record of a file has no owner to continue with.
        let edits = problems.map { problem in
            let start = problem.span.range.lowerBound
            return Edit(
                replace: SourceSpan(problem.span.source, start..<start), with: problem.related == nil ? "    " : "@ ")
        }
        // Records after those of a host are as likely meant for the zone as for the host.
        let isCertain = problem.owner == context.zone.apex && !problem.span.source.isGenerated
        return Finding(
            info,
            isClass
                ? "the class `\(text)` in the first column is read as the owner\(lines)"
                : "expected an owner in the first column, found the type `\(text)`\(lines)",
            at: LabelledSpan(problem.span, "no owner and no space before it"),
            why: isClass
                ? "servers publish the record at the name `\(text)` below the origin, and not at \(owner)"
                : "name servers read it as the owner and refuse to load the zone",
            help: problem.related == nil
                ? "put a space before it if the record belongs to \(owner), or write the owner there"
                : "write the owner before it, such as `@` for \(owner)",
            related: problems.dropFirst().prefix(3).map { LabelledSpan($0.span, "also here") },
            fixes: isCertain ? [Fix("write its owner or a space before it", .unsafe, edits)] : [],
            subject: context.subject(of: problem)
        )
    }

    private static func isTimeToLive(_ id: RecordID, _ span: SourceSpan, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the TTL \(Words.quoted(span.text)) in the first column is read as the owner",
            at: LabelledSpan(span, "no owner and no space before it"),
            why: "servers publish the record at \(context.quoted(context.zone.records[id].owner)), and not at the owner before it",
            help: "put a space before it, or write the owner there",
            subject: context.subject(of: id)
        )
    }

    private static func isBeforeOwner(_ problem: ZoneProblem, _ type: RecordType, _ context: ZoneContext) -> Finding {
        let owner = problem.related?.text ?? ""
        return Finding(
            info,
            "the type `\(type)` is before the owner \(Words.quoted(owner))",
            at: LabelledSpan(problem.span, "read as the owner"),
            why: "name servers refuse to load a zone with such a record",
            help: "write the owner first: `\(owner) \(type)` and then the data",
            related: problem.related.map { [LabelledSpan($0, "the owner")] } ?? [],
            subject: context.subject(of: problem)
        )
    }
}
