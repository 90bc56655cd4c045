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
                Reports an SOA record whose retry time is not shorter than its refresh time, whose expire time ends \
                before a failed refresh is retried, or whose serial is 0. If the serial is behind the times, this is reported \
                in place of them. No other values are reported. If all four \
                times are below a minute, they are not checked: they are placeholders in zones that nobody transfers. \
                The times of catalog zones are not \
                compared. A serial of 0 is not reported in zones that every server loads from a file of its own: `localhost` and \
                empty zones, whose NS and PTR records name only the host itself.
                """,
            whyItMatters: """
                Secondary servers use these numbers. If retry is not shorter than refresh, a failed transfer is not \
                retried any sooner. If expire is not longer than refresh and retry together, a single failed transfer \
                takes the zone off the secondary servers. A serial of 0 is the default of servers and generators, and \
                dynamic updates skip it.
                """,
            howToFix: """
                Common values are 7200 (refresh), 900 (retry) and 1209600 (expire), with a serial derived from the \
                date.
                """,
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
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 1 «1» «1» 3600
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.net. 7200 3600 1209600 3600 «2026112101»
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .good("www IN A 192.0.2.10\n"),
            .good(
                """
                $TTL 1D
                @ IN SOA @ rname.invalid. 0 1D 1H 1W 3H
                  NS    @
                  A     127.0.0.1
                  AAAA  ::1

                """,
                continuation: false,
                origin: "localhost."
            ),
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
        guard max(refresh, retry, expire, numbers[4]) >= 60 else { return }
        // The numbers in their order, but for the serial: it was added at the end.
        let isSerialLast = numbers[4] >= 1_970_010_100 && serial <= 604_800 && refresh < serial && retry > serial
        if isSerialLast, expire < retry {
            findings.report(serialIsLast(context, soa, numbers))
            return
        }
        if serial == 0, !LocalZone.fits(context.zone) { findings.report(serialIsZero(context, soa)) }
        guard retry >= refresh || expire <= refresh + retry else { return }
        // The examples for catalog zones have other times than zones with hosts.
        if CatalogZone(context) != nil { return }
        if retry >= refresh { findings.report(retriesLate(context, soa, refresh, retry)) }
        if expire <= refresh + retry {
            // In the other order, the times may be the usual ones.
            let isSwapped = refresh > expire && refresh > expire + retry
            findings.report(
                isSwapped
                    ? timesAreSwapped(context, soa, refresh, expire)
                    : expiresEarly(context, soa, refresh + retry, expire))
        }
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
                "secondary servers transfer the zone only if its serial has increased, and 0 usually means that it was never set",
            help: "write a serial such as `2026112101`, and increase it with every change",
            subject: context.subject(of: soa)
        )
    }

    private static func serialIsLast(_ context: ZoneContext, _ soa: RecordID, _ numbers: [Int]) -> Finding {
        let order = ([numbers[4]] + numbers.prefix(4)).map(String.init).joined(separator: " ")
        return Finding(
            info,
            "the serial of the SOA record is at the end, so that each time is read as another one",
            at: LabelledSpan(field(6, context, soa), "read as the minimum"),
            why:
                "secondary servers read the retry time as refresh, the expire time as retry and the minimum as expire, so that "
                + "they soon stop answering without the primary",
            help: "write \(Words.quoted(order))",
            related: [LabelledSpan(field(2, context, soa), "read as the serial")],
            subject: context.subject(of: soa)
        )
    }

    private static func retriesLate(_ context: ZoneContext, _ soa: RecordID, _ refresh: Int, _ retry: Int) -> Finding {
        Finding(
            info,
            "the retry time (\(retry) s) is not shorter than the refresh time (\(refresh) s)",
            at: LabelledSpan(field(4, context, soa), "retry"),
            why: "after a failed refresh, secondary servers try again no sooner than after a successful one",
            help: "set retry to a fraction of the refresh time",
            related: [LabelledSpan(field(3, context, soa), "refresh")],
            subject: context.subject(of: soa)
        )
    }

    private static func expiresEarly(_ context: ZoneContext, _ soa: RecordID, _ sum: Int, _ expire: Int) -> Finding {
        Finding(
            info,
            "the zone expires after \(expire) s, before a failed refresh is retried at \(sum) s",
            at: LabelledSpan(field(5, context, soa), "expire; refresh and retry add up to \(sum) s"),
            why: "after a single failed transfer, secondary servers stop answering for the zone",
            help: sum < 1_209_600
                ? "set expire to `1209600` (two weeks) or more"
                : "set expire to more than \(sum) s, or shorten refresh and retry",
            subject: context.subject(of: soa)
        )
    }

    private static func timesAreSwapped(
        _ context: ZoneContext, _ soa: RecordID, _ refresh: Int, _ expire: Int
    ) -> Finding {
        Finding(
            info,
            "the zone expires after \(expire) s, before its first refresh at \(refresh) s",
            at: LabelledSpan(field(5, context, soa), "expire"),
            why: "secondary servers stop answering for the zone between two transfers",
            help: "swap the two times if each is in the position of the other, or set expire to a multiple of refresh",
            related: [LabelledSpan(field(3, context, soa), "refresh")],
            subject: context.subject(of: soa)
        )
    }

    private static func field(_ number: Int, _ context: ZoneContext, _ soa: RecordID) -> SourceSpan {
        let fields = context.zone.fields(of: soa)
        let isWritten = !context.zone.records[soa].flags.contains(.genericRDATA) && fields.rdata.count == 7
        return isWritten ? fields.rdata[number].span : fields.type.span
    }
}
