import DNS
import Diagnostics
import ZoneFile

/// Z290: a trigger of a response-policy zone that resolvers cannot read, or that matches nothing.
enum PolicyTriggerInvalid: ZoneRule {
    static let info = RuleInfo(
        "Z290",
        "rpz-trigger-invalid",
        .error,
        fix: .unsafe,
        summary: "a trigger of a response-policy zone is not valid",
        page: RulePage(
            whatItChecks: """
                Reads owners below `rpz-ip`, `rpz-client-ip` and `rpz-nsip` in a response-policy zone. Reports those \
                that are not a prefix length followed by the parts of an address in reverse order, such as \
                `24.0.2.0.192.rpz-ip` for 192.0.2.0/24 and `32.zz.db8.2001.rpz-ip` for 2001:db8::/32. Also reports \
                bits that are set after the prefix. Of the other owners, URLs and names such as `*bad.example.org` are \
                reported.
                """,
            whyItMatters: "Resolvers log an error and ignore the rule, so the addresses are not matched.",
            howToFix:
                "Write the prefix length first, and then the parts of the address from right to left, with `zz` for `::`.",
            references: ["Response Policy Zones (draft-vixie-dnsop-dns-rpz-00) §4.3"]
        ),
        examples: [
            .bad(
                """
                «192.0.2.1.rpz-ip»           IN CNAME .
                «192.0.2.1.32.rpz-ip»        IN CNAME .
                «33.1.2.0.192.rpz-ip»        IN CNAME .
                «24.1.2.0.192.rpz-ip»        IN CNAME .
                «32.1.2.0.300.rpz-client-ip» IN CNAME rpz-drop.
                «48.db8.2001.rpz-nsip»       IN CNAME .
                *.bad.example.org          IN CNAME .
                «http://bad.example.net/»   IN CNAME .
                «bad.example.com/path»      IN CNAME .
                «*worse.example.org»        IN CNAME .

                """,
                origin: "rpz.example.com."
            ),
            .good(
                """
                32.1.2.0.192.rpz-ip        IN CNAME .
                24.0.2.0.192.rpz-client-ip IN CNAME rpz-passthru.
                32.zz.db8.2001.rpz-nsip    IN CNAME *.
                128.1.zz.db8.2001.rpz-ip   IN CNAME rpz-drop.
                ns1.example.org.rpz-nsdname IN CNAME .

                """,
                origin: "rpz.example.com."
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind == .responsePolicy else { return }
        for (id, mistake) in NameTrigger.mistakes(in: context) { findings.report(isNotAName(context, id, mistake)) }
        let kinds = ["rpz-ip", "rpz-client-ip", "rpz-nsip"].compactMap { label in
            zone.names.child(of: zone.apex, label: label).map { (name: $0, label: label) }
        }
        guard !kinds.isEmpty else { return }
        let depth = zone.names.depth(of: zone.apex) + 1
        var last: NameID?
        for (id, record) in zone.records.enumerated() where record.owner != last {
            last = record.owner
            var labels: [String] = []
            var current = record.owner
            while zone.names.depth(of: current) > depth {
                labels.append(String(decoding: zone.names.label(of: current), as: UTF8.self))
                current = zone.names.parent(of: current)
            }
            guard let kind = kinds.first(where: { $0.name == current }),
                ![.rrsig, .nsec, .nsec3].contains(record.type), let mistake = AddressTrigger(labels).mistake
            else { continue }
            findings.report(isInvalid(context, id, kind.label, mistake, labels.count))
        }
    }
}

// MARK: - Messages

extension PolicyTriggerInvalid {
    private static func isNotAName(_ context: ZoneContext, _ id: RecordID, _ mistake: NameTrigger.Mistake) -> Finding {
        let span = WrittenOwner(of: id, in: context.zone).span
        if case .misspelt(let right) = mistake.kind { return isMisspelt(context, id, span, mistake.meant, right) }
        let isURL = mistake.kind == .url
        return Finding(
            info,
            isURL
                ? "the trigger \(Words.quoted(span.text, limit: 80)) has a scheme or a path"
                : "`*` in the trigger \(Words.quoted(span.text, limit: 80)) is not a label of its own",
            at: LabelledSpan(span, isURL ? "read as a domain name" : "read as a name with an asterisk"),
            why: "resolvers match only names, so no query matches this rule",
            help: mistake.meant.map { "write \(Words.exact($0))" } ?? "write a name",
            subject: context.subject(of: id)
        )
    }

    private static func isMisspelt(
        _ context: ZoneContext, _ id: RecordID, _ span: SourceSpan, _ meant: String?, _ right: String
    ) -> Finding {
        Finding(
            info,
            "the kind of the trigger \(Words.quoted(span.text, limit: 80)) is written with `_`",
            at: LabelledSpan(span, "read as a domain name"),
            why: right == "rpz-nsdname"
                ? "resolvers take it for a name that someone queries, so no name server matches this rule"
                : "resolvers take it for a name that someone queries, so no address matches this rule",
            help: meant.map { "write \(Words.exact($0))" } ?? "write `\(right)` in the `$ORIGIN` before the record",
            subject: context.subject(of: id)
        )
    }

    private static func isInvalid(
        _ context: ZoneContext,
        _ id: RecordID,
        _ kind: String,
        _ mistake: AddressTrigger.Mistake,
        _ count: Int
    ) -> Finding {
        let (label, help) = texts(mistake, kind)
        var edits: [Edit] = []
        if case .written(let meant, reversed: nil) = mistake {
            edits = WrittenOwner.edits(
                of: context.zone.records[id].owner, in: context.zone, labels: 0...count - 1, to: meant)
        }
        return Finding(
            info,
            "\(context.quoted(context.zone.records[id].owner)) is not a valid address trigger",
            at: LabelledSpan(WrittenOwner(of: id, in: context.zone).span, label),
            why: "resolvers ignore the rule, so the addresses are not matched",
            help: help,
            fixes: edits.isEmpty ? [] : [Fix("write the parts in reverse", .unsafe, edits)],
            subject: context.subject(of: id)
        )
    }

    private static func texts(_ mistake: AddressTrigger.Mistake, _ kind: String) -> (label: String, help: String) {
        let forms = "write it as `32.1.2.0.192.\(kind)` for 192.0.2.1, or `32.zz.db8.2001.\(kind)` for 2001:db8::/32"
        switch mistake {
        case .written(let meant, let reversed):
            let other = reversed.map { ", or `\($0).\(kind)` if the parts are in reverse already" } ?? ""
            return (
                "expected the prefix length first, and then the address in reverse", "write `\(meant).\(kind)`\(other)"
            )
        case .prefixMissing: return ("no prefix length and address", forms)
        case .prefixLength(let limit): return ("the first label is not a prefix length from 1 to \(limit)", forms)
        case .part(let part, let isIPv6):
            return ("\(Words.quoted(part)) is not a part of an IPv\(isIPv6 ? 6 : 4) address", forms)
        case .partCount: return ("not four octets, eight IPv6 words, or fewer words with one `zz`", forms)
        case .hostBits(let network):
            return (
                "bits are set after the prefix",
                network.map { "write `\($0).\(kind)` for the network, or the prefix length of a single address" }
                    ?? "set the bits after the prefix to 0, or write the prefix length of a single address"
            )
        }
    }
}
