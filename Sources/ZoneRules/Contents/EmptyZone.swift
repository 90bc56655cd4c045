import DNS
import Diagnostics
import ZoneFile

/// Z233: a zone file without a record.
enum EmptyZone: ZoneRule {
    static let info = RuleInfo(
        "Z233",
        "empty-zone",
        .error,
        summary: "a zone file without any record",
        page: RulePage(
            whatItChecks: """
                Reports a file that has no record at all: nothing, comments, or directives only. A file with anything \
                that could not be read is not empty; other rules say what is wrong with it.
                """,
            whyItMatters: """
                No server loads it. Usually the program that should have written the file failed, or the wrong file was \
                given.
                """,
            howToFix: "Write the zone again, or leave the file out of what is checked.",
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
        guard zone.records.isEmpty, zone.isComplete, zone.problems.allSatisfy({ $0.kind == .noFinalNewline }) else {
            return
        }
        findings.report(isEmpty(context))
    }
}

// MARK: - Messages

extension EmptyZone {
    private static func isEmpty(_ context: ZoneContext) -> Finding {
        let source = context.zone.sources[0]
        return Finding(
            info,
            source.count == 0 ? "the zone file is empty" : "the zone file has no record",
            at: LabelledSpan(SourceSpan(source, 0..<0), source.count == 0 ? "nothing here" : "no record from here on"),
            why: "a zone has at least an SOA record and NS records; no server loads this file",
            help: "write the zone again; what should have written it probably failed",
            subject: context.subject(owner: nil)
        )
    }
}
