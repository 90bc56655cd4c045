import DNS
import Diagnostics
import ZoneFile

/// Z305: a time of several units, such as `1h30m`.
enum CompoundTime: ZoneRule {
    static let info = RuleInfo(
        "Z305",
        "compound-time",
        .info,
        fix: .safe,
        summary: "a chosen target refuses or misreads a time of several units",
        page: RulePage(
            whatItChecks: """
                With `--target powerdns`, reports times such as `1h30m` and `1w2d` in TTL fields, in `$TTL` and in the \
                timers of SOA records.
                """,
            whyItMatters: """
                PowerDNS 4.7 refuses to load a zone with such a TTL in a record. In `$TTL` and in SOA records it \
                silently uses the first number with the last unit: `1w2d` becomes one day, `1h30m` one minute. BIND, \
                Knot and NSD 4.6 add up the units.
                """,
            howToFix: "Write the time in seconds, or in one unit: `90m`, `9d`.",
            references: ["RFC 1035 §5.1", "RFC 2308 §4"]
        ),
        examples: [
            .bad("www «1h30m» IN A 192.0.2.10\nftp 1w2d IN A 192.0.2.11\n", targets: [.powerdns]),
            .bad(
                """
                $TTL «1d12h» ; größer
                @ IN SOA ns1.example.net. hostmaster.example.com. 1 «2h30m» 1h 2w 1h
                @ IN NS  ns1.example.net.
                @ IN NS  ns2.example.net.

                """,
                continuation: false,
                targets: [.powerdns]
            ),
            .good("www 1h IN A 192.0.2.10\nftp 90M IN A 192.0.2.11\n", targets: [.powerdns]),
            .good("www 1h30m IN A 192.0.2.10\n", targets: [.bind, .knot, .nsd]),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for forms in context.forms {
            if let form = forms.compoundTTL,
                let serversWithVerb = context.targets(
                    among: NameServerCompatibility.refuseCompoundTTL, "refuses", "refuse")
            {
                findings.report(refused(form, serversWithVerb, context))
            }
            guard
                let serversWithVerb = context.targets(
                    among: NameServerCompatibility.misreadCompoundTime, "misreads", "misread")
            else {
                continue
            }
            for form in [forms.compoundDefaultTTL, forms.compoundTimer].compactMap(\.self) {
                findings.report(misread(form, serversWithVerb, context))
            }
        }
    }
}

// MARK: - Messages

extension CompoundTime {
    private static func refused(_ form: PortabilityScan.Form, _ serversWithVerb: String, _ context: ZoneContext)
        -> Finding
    {
        Finding(
            info,
            "\(serversWithVerb) the TTL \(Words.quoted(form.first.text)), which has several units",
            at: LabelledSpan(form.first, "more than one unit" + form.more),
            why: context.refusal(by: NameServerCompatibility.refuseCompoundTTL),
            help: help(form.first.text),
            fixes: fixes(form),
            subject: context.subject(owner: nil)
        )
    }

    private static func misread(_ form: PortabilityScan.Form, _ serversWithVerb: String, _ context: ZoneContext)
        -> Finding
    {
        Finding(
            info,
            "\(serversWithVerb) the time \(Words.quoted(form.first.text)), which has several units",
            at: LabelledSpan(
                form.first,
                "read as \(Words.quoted(misreading(form.first.text))): the first number with the last unit" + form.more),
            why: (context.targets(
                among: NameServerCompatibility.misreadCompoundTime, "silently uses", "silently use") ?? "it uses")
                + " a different time than BIND, Knot and NSD",
            help: help(form.first.text),
            fixes: fixes(form),
            subject: context.subject(owner: nil)
        )
    }

    /// What PowerDNS makes of a time: the first number with the last unit.
    private static func misreading(_ text: String) -> String {
        let time = text.filter { $0 != "\"" }
        return "\(time.prefix { $0.isNumber })\(time.suffix(1))"
    }

    private static func fixes(_ form: PortabilityScan.Form) -> [Fix] {
        form.fix("write the time in seconds") { span in
            seconds(span.text).map { Edit(replace: span, with: $0) }
        }
    }

    private static func help(_ text: String) -> String {
        seconds(text).map { "write `\($0)`, the time in seconds" } ?? "write the time in seconds"
    }

    private static func seconds(_ text: String) -> String? {
        var text = text
        guard case .value(let seconds) = text.withUTF8({ TimeUnits.read($0) }) else { return nil }
        return String(seconds)
    }
}
