import DNS
import Diagnostics
import ZoneFile

/// Z204: timers of the SOA record that contradict each other.
enum SOATimers: ZoneRule {
    static let info = RuleInfo(
        "Z204",
        "soa-timers",
        .warning,
        summary: "the timers of the SOA record contradict each other",
        page: RulePage(
            whatItChecks: """
                Reports an SOA record whose retry time is not shorter than its refresh time, whose expire time is over \
                before a failed refresh was tried again, or whose serial is 0. Nothing is said of how long is long \
                enough, nor of timers that are all below a minute: those are placeholders of zones nobody transfers.
                """,
            whyItMatters: """
                Secondary servers go by these numbers. With a retry time as long as the refresh time, a failed transfer \
                is not tried again any sooner; with an expire time of refresh and retry together or less, one failed \
                transfer takes the zone off the secondary servers. A serial of 0 is what servers and generators put \
                where none was set, and dynamic updates step over it.
                """,
            howToFix: "Common values are 7200 (refresh), 900 (retry), 1209600 (expire), with a serial from the date.",
            references: ["RFC 1035 §3.3.13", "RFC 1912 §2.2", "RFC 1982"]
        ),
        examples: [
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 3600 «7200» «9000» 3600
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. ( «0»   ; serial
                    1d   ; refresh
                    2h   ; retry
                    «1d»   ; expire
                    1h ) ; negative answers
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .good("www IN A 192.0.2.10\n"),
            .good(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. 0 0 0 0 0
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.kind != .fragment, let soa = context.zone.apexSOA else { return }
        let tail = context.zone.rdata(of: soa).suffix(20)
        guard tail.count == 20 else { return }
        let numbers = stride(from: tail.startIndex, to: tail.endIndex, by: 4).map { at in
            tail[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        let (serial, refresh, retry, expire) = (numbers[0], numbers[1], numbers[2], numbers[3])
        guard max(refresh, retry, expire) >= 60 else { return }
        if serial == 0 { findings.report(serialIsZero(context, soa)) }
        if retry >= refresh { findings.report(retriesLate(context, soa, refresh, retry)) }
        if expire <= refresh + retry { findings.report(expiresEarly(context, soa, refresh + retry, expire)) }
    }
}

// MARK: - Messages

extension SOATimers {
    private static func serialIsZero(_ context: ZoneContext, _ soa: RecordID) -> Finding {
        Finding(
            info,
            "the serial of the SOA record is 0",
            at: LabelledSpan(field(2, context, soa), "probably never set"),
            why:
                "0 is what stands where no serial was set; secondary servers fetch the zone anew only when it has grown",
            help: "write a serial and raise it with every change, such as 2026112101 for the first of a day",
            subject: context.subject(of: soa)
        )
    }

    private static func retriesLate(_ context: ZoneContext, _ soa: RecordID, _ refresh: Int, _ retry: Int) -> Finding {
        Finding(
            info,
            "the retry time, \(retry) s, is not shorter than the refresh time, \(refresh) s",
            at: LabelledSpan(field(4, context, soa), "retry"),
            why: "a secondary server whose refresh failed tries again no sooner than if it had not failed",
            help: "give retry a fraction of the refresh time",
            related: [LabelledSpan(field(3, context, soa), "refresh")],
            subject: context.subject(of: soa)
        )
    }

    private static func expiresEarly(_ context: ZoneContext, _ soa: RecordID, _ sum: Int, _ expire: Int) -> Finding {
        Finding(
            info,
            "the zone expires after \(expire) s, before a failed refresh was tried again at \(sum) s",
            at: LabelledSpan(field(5, context, soa), "expire; refresh and retry together are \(sum) s"),
            why: "one failed transfer, and secondary servers stop answering for the zone",
            help: "let it expire after weeks: 1209600 (two weeks) or more",
            subject: context.subject(of: soa)
        )
    }

    private static func field(_ number: Int, _ context: ZoneContext, _ soa: RecordID) -> SourceSpan {
        let fields = context.zone.fields(of: soa)
        let isWritten = !context.zone.records[soa].flags.contains(.genericRDATA) && fields.rdata.count == 7
        return isWritten ? fields.rdata[number].span : fields.type.span
    }
}
