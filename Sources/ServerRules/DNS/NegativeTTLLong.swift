import DNS
import Diagnostics
import Federation

/// N109: negative answers with a long TTL.
enum NegativeTTLLong: ServerRule {
    static let info = RuleInfo(
        "N109",
        "negative-ttl-long",
        .info,
        summary: "negative answers may be cached for more than three hours",
        page: RulePage(
            whatItChecks: """
                Checks the SOA record in answers that a Matrix SRV record does not exist. The lesser of its TTL and \
                its last field is the time for which resolvers may cache such an answer. Values of one to three hours \
                work well, and more than a day is a problem (RFC 2308). More than three hours are reported.
                """,
            whyItMatters: """
                A resolver that queried a name before a record was added does not see the record until this time is \
                over. It looks as if the change had no effect.
                """,
            howToFix: """
                Set the last field of the SOA record to one hour or less. Do this before you add a record, because the \
                old value must expire first.
                """,
            references: ["RFC 2308 §5"]
        ),
        examples: [
            DNSExample.bad([
                DNSExample.entry(
                    "_matrix-fed._tcp.example.com.", "SRV",
                    #""status": "NXDOMAIN", "authority": "#
                        + #"["example.com. 86400 IN SOA ns1.example.net. a.example.com. 1 7200 3600 1209600 86400"]"#)
            ]),
            DNSExample.good([
                DNSExample.entry(
                    "_matrix-fed._tcp.example.com.", "SRV",
                    #""status": "NXDOMAIN", "authority": "#
                        + #"["example.com. 86400 IN SOA ns1.example.net. a.example.com. 1 7200 3600 1209600 3600"]"#)
            ]),
        ]
    )

    /// In seconds.
    private static let limit: UInt32 = 10_800

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let evidence = context.input.evidence, !evidence.dns.isEmpty else { return }
        var reported: Set<Name> = []
        for question in context.askedQuestions where question.type == .srv {
            // The zone's own servers give the full TTL.
            let entries = evidence.dns.filter { $0.question == question }
            let found = entries.compactMap { entry -> (SOAFields, DNSEntry)? in
                guard entry.status == .noError || entry.status == .nxDomain, entry.records.isEmpty else { return nil }
                return entry.authority.lazy.compactMap { SOAFields($0) }.first.map { ($0, entry) }
            }
            guard let (soa, entry) = found.max(by: { $0.0.negativeTTL < $1.0.negativeTTL }),
                soa.negativeTTL > limit, reported.insert(soa.owner).inserted
            else { continue }
            findings.report(isLong(context, soa, entry))
        }
    }
}

// MARK: - Messages

extension NegativeTTLLong {
    private static func isLong(_ context: ServerContext, _ soa: SOAFields, _ entry: DNSEntry) -> Finding {
        let hours = Int(soa.negativeTTL) / 3_600
        let time = hours < 48 ? Words.count(hours, "hour") : Words.count(hours / 24, "day")
        return Finding(
            info,
            "negative answers for `\(entry.question)` may be cached for \(time) (SOA of "
                + "`\(soa.owner.textWithoutFinalDot.lowercased())`)",
            at: nil,
            why: "a resolver that has cached the answer does not see a record that you add until the answer expires",
            help: "set the last field of the SOA record to 3600 or less some time before you add a record",
            subject: context.subject,
            source: FactSource(entry)
        )
    }
}
