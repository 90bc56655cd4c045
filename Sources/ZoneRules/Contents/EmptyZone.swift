import DNS
import Diagnostics
import ZoneFile

/// Z233: a zone file without records.
enum EmptyZone: ZoneRule {
    static let info = RuleInfo(
        "Z233",
        "empty-zone",
        .error,
        summary: "a zone file without records",
        page: RulePage(
            whatItChecks: """
                Reports a file without any record: an empty file, or one with only comments or directives. A file with \
                text that could not be read is not empty; other rules report that text.
                """,
            whyItMatters: """
                No server loads it. Usually the program that should have written the file failed, or the wrong file \
                was given.
                """,
            howToFix: "Restore or generate the file again, or exclude it from the check.",
            references: ["RFC 1035 §5.2"]
        ),
        examples: [
            .bad("«»; written by a script\n\n", continuation: false),
            .bad("«»$ORIGIN example.com.\n$TTL 3600\n", continuation: false, origin: nil),
            .good("www 3600 IN A 192.0.2.10\n", continuation: false),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard zone.records.isEmpty, zone.isComplete, zone.problems.allSatisfy({ $0.kind == .noFinalNewline }),
            // Z144 reports a transfer that failed.
            DigOutput.failure(of: zone) == nil
        else { return }
        findings.report(isEmpty(context))
    }
}

// MARK: - Messages

extension EmptyZone {
    private static func isEmpty(_ context: ZoneContext) -> Finding {
        let source = context.zone.sources[0]
        return Finding(
            info,
            source.count == 0 ? "the zone file is empty" : "the zone file has no records",
            at: LabelledSpan(
                SourceSpan(source, 0..<0), source.count == 0 ? "the file has no content" : "no record in this file"),
            why: "a zone needs at least an SOA record and NS records, so no server loads this file",
            help: "restore or generate the file again; the program that writes it has probably failed",
            subject: context.subject(owner: nil)
        )
    }
}
