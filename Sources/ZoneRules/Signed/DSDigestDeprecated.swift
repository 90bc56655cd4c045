import DNS
import Diagnostics
import ZoneFile

/// Z432: a DS record with a digest that resolvers do not accept.
enum DSDigestDeprecated: ZoneRule {
    private static let digest = "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"

    static let info = RuleInfo(
        "Z432",
        "ds-digest-deprecated",
        .warning,
        tag: .deprecated,
        summary: "a DS record with a SHA-1 or GOST digest",
        page: RulePage(
            whatItChecks: """
                Reports DS and CDS records of the digest types 1 (SHA-1) and 3 (GOST R 34.11-94). It is information if the \
                same key has another record of type 2 (SHA-256) or 4 (SHA-384).
                """,
            whyItMatters: """
                SHA-1 digests must not be used for delegations any more, and resolvers that reject them treat the \
                delegated zone as unsigned. Few resolvers ever supported GOST. If a SHA-256 digest is present, \
                resolvers ignore the SHA-1 digest.
                """,
            howToFix: "Publish a DS record of digest type 2 for the key, and remove this one.",
            references: ["RFC 8624 §3.3", "RFC 9905", "RFC 4509 §3"]
        ),
        examples: [
            .bad(
                """
                chat IN NS ns1.example.net.
                chat IN NS ns2.example.net.
                chat IN DS 20326 8 «1» AE1EA5B974D4C858B740BD03E3CED7EBFCBD1724

                """
            ),
            .good(
                """
                chat IN NS ns1.example.net.
                chat IN NS ns2.example.net.
                chat IN DS 20326 8 2 \(digest)

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.kind == .zone else { return }
        for type in [RecordType.ds, .cds] {
            for number in context.zone.records(ofType: type) {
                let id = Int(number)
                guard context.isPublished(id), let data = DSData(context.zone.rdata(of: id)),
                    data.digestType == 1 || data.digestType == 3
                else {
                    continue
                }
                let set = context.zone.records(at: context.zone.records[id].owner, type: type)
                let hasBetter = set.prefix(64).contains { other in
                    guard let other = DSData(context.zone.rdata(of: other)) else { return false }
                    return other.keyTag == data.keyTag && other.algorithm == data.algorithm
                        && (other.digestType == 2 || other.digestType == 4)
                }
                findings.report(isDeprecated(context, id, data, hasBetter: hasBetter))
            }
        }
    }
}

// MARK: - Messages

extension DSDigestDeprecated {
    private static func isDeprecated(_ context: ZoneContext, _ id: RecordID, _ data: DSData, hasBetter: Bool) -> Finding
    {
        let record = context.zone.records[id]
        let name = data.digestType == 1 ? "SHA-1" : "GOST R 34.11-94"
        return Finding(
            info,
            "the \(record.type) record of \(context.quoted(record.owner)) has a digest of type \(data.digestType) (\(name))",
            at: LabelledSpan(context.dataField(2, of: id), "deprecated digest type"),
            why: hasBetter
                ? "resolvers use the other digest of the same key, so that this one has no effect"
                : "resolvers that reject this digest treat the delegated zone as unsigned",
            help: hasBetter
                ? "remove this record" : "publish a \(record.type) record of digest type 2 (SHA-256) instead",
            severity: hasBetter ? .info : nil,
            subject: context.subject(of: id)
        )
    }
}
