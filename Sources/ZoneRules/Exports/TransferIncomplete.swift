import DNS
import Diagnostics
import ZoneFile

/// Z144: the output of a zone transfer that broke off.
enum TransferIncomplete: ZoneRule {
    static let info = RuleInfo(
        "Z144",
        "transfer-incomplete",
        .error,
        summary: "the zone transfer failed or broke off",
        page: RulePage(
            whatItChecks: """
                Reports the output of `dig … AXFR` and `kdig … AXFR` that says that the transfer failed, has no \
                records, or does not end with the SOA record that it begins with. Nothing is concluded from records that \
                are missing in it.
                """,
            whyItMatters: """
                An unknown part of the zone is missing. A zone file that is made of it removes these records from the \
                DNS.
                """,
            howToFix: """
                Repeat the transfer. If the server refuses it, allow it for your address or give a key with `-y` or \
                `-k`.
                """,
            references: ["RFC 5936 §2.2", "RFC 5936 §5"]
        ),
        examples: [
            .bad(
                """
                ; <<>> DiG 9.18.49 <<>> @ns1.example.net example.com AXFR
                «; Transfer failed.»

                """,
                continuation: false
            ),
            .bad(
                """
                ; <<>> DiG 9.18.49 <<>> @ns1.example.net example.com AXFR
                example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
                example.com. 3600 IN NS ns1.example.net.
                www.example.com. 3600 IN CNAME web.example.com.
                ;; communications error to 192.0.2.53#53: end of file
                «; Transfer failed.»

                """,
                continuation: false
            ),
            .bad(
                """
                ; <<>> DiG 9.18.49 <<>> @ns1.example.net example.com AXFR
                example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
                example.com. 3600 IN NS ns1.example.net.
                «www.example.com. 3600 IN CNAME web.example.com.»

                """,
                continuation: false
            ),
            .good(
                """
                ; <<>> DiG 9.18.49 <<>> @ns1.example.net example.com AXFR
                example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
                example.com. 3600 IN NS ns1.example.net.
                example.com. 3600 IN NS ns2.example.net.
                example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600

                """,
                continuation: false
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let failure = DigOutput.failure(of: context.zone) else { return }
        findings.report(failed(context, failure))
    }
}

// MARK: - Messages

extension TransferIncomplete {
    private static func failed(_ context: ZoneContext, _ failure: Range<Int>) -> Finding {
        let count = context.zone.records.count
        return Finding(
            info,
            count == 0 ? "the zone transfer failed" : "the zone transfer broke off",
            at: LabelledSpan(
                SourceSpan(context.zone.sources[0], failure),
                count == 0 ? "no record was transferred" : "after \(Words.count(count, "record"))"),
            why: count == 0
                ? "the file has no records to check"
                : "an unknown part of the zone is missing, so missing records are not reported",
            help: "repeat the transfer; the server may allow it only to some addresses, or with a key",
            subject: context.subject(owner: nil)
        )
    }
}
