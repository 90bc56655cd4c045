import DNS
import Diagnostics
import Federation

/// N109: "there is none" is kept for long.
enum NegativeTTLLong: DelegationRule {
    static let info = RuleInfo(
        "N109",
        "negative-ttl-long",
        .info,
        summary: "the answer that there is no record may be kept for more than three hours",
        page: RulePage(
            whatItChecks: """
                Looks at the SOA record in answers that a Matrix SRV record or an address does not exist: the lesser of \
                its TTL and its last field says how long resolvers may keep that. One to three hours work well, more \
                than a day is a problem (RFC 2308); more than three hours are reported.
                """,
            whyItMatters: """
                Whoever asked before a record was added does not see it until that time is over, which looks as if the \
                change had no effect.
                """,
            howToFix: """
                Set the last field of the SOA record to an hour or less, before a record is added; the old value has to \
                run out first.
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let evidence = context.input.evidence, !evidence.dns.isEmpty else { return }
        var told: Set<Name> = []
        for question in context.askedQuestions where question.type == .srv {
            // The zone's own servers do not count down.
            let entries = evidence.dns.filter { $0.question == question }
            let found = entries.compactMap { entry -> (SOAFields, DNSEntry)? in
                guard entry.status == .noError || entry.status == .nxDomain, entry.records.isEmpty else { return nil }
                return entry.authority.lazy.compactMap { SOAFields($0) }.first.map { ($0, entry) }
            }
            guard let (soa, entry) = found.max(by: { $0.0.negativeTTL < $1.0.negativeTTL }),
                soa.negativeTTL > limit, told.insert(soa.owner).inserted
            else { continue }
            findings.report(isLong(context, soa, entry))
        }
    }
}

// MARK: - Messages

extension NegativeTTLLong {
    private static func isLong(_ context: DelegationContext, _ soa: SOAFields, _ entry: DNSEntry) -> Finding {
        let hours = Int(soa.negativeTTL) / 3_600
        let time = hours < 48 ? Words.count(hours, "hour") : Words.count(hours / 24, "day")
        return Finding(
            info,
            "that there is no `\(entry.question)` may be kept for \(time) (SOA of `\(soa.owner.description.lowercased())`)",
            at: nil,
            why: "whoever asked before a record is added may not see it for so long",
            help: "set the last field of the SOA record to 3600 or less some time before you add a record",
            subject: context.subject,
            source: FactSource(entry)
        )
    }
}
