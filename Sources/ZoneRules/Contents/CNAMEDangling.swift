import DNS
import Diagnostics
import ZoneFile

/// Z223: an alias for a name that does not exist.
enum CNAMEDangling: ZoneRule {
    static let info = RuleInfo(
        "Z223",
        "cname-dangling",
        .warning,
        fix: .unsafe,
        scope: .targets,
        summary: "an alias for a name that does not exist",
        page: RulePage(
            whatItChecks: """
                Reports CNAME records whose target is in this zone, or in another zone of the run, and does not exist \
                or owns no records. Aliases for domain validation (`_acme-challenge` and similar) are not reported, \
                because their targets exist only for minutes. Targets in zones outside the run are not checked, nor those \
                whose records may be in a line that could not be read.
                """,
            whyItMatters: """
                A lookup of the alias finds no records. Usually a host was renamed or removed and its alias was left, \
                or the name is misspelt.
                """,
            howToFix: "Correct the target, create it, or remove the alias.",
            references: ["RFC 1034 §3.6.2", "RFC 1912 §2.4"]
        ),
        examples: [
            .bad("web IN A 192.0.2.10\nwww IN CNAME «wbe»\n"),
            .bad("chat IN CNAME «_tcp»\n_matrix-fed._tcp IN SRV 10 0 8448 matrix.example.net.\n"),
            .bad(
                """
                $TTL 3600
                @     IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @     IN NS  ns1.example.net.
                @     IN NS  ns2.example.net.
                64/26 IN NS  ns1.example.net.
                64/26 IN NS  ns2.example.net.
                65    IN CNAME «65.64-26»
                66    IN CNAME 66.64/26

                """,
                continuation: false,
                origin: "2.0.192.in-addr.arpa."
            ),
            .good("web IN A 192.0.2.10\nwww IN CNAME web\n*.pool IN A 192.0.2.11\nchat IN CNAME one.pool\n"),
            .good("_acme-challenge IN CNAME 5bd2.challenges\n_dmarc IN CNAME example.com._dmarc.example.net.\n"),
            .good("5.0 IN NS ns1.example.net.\n5.0 IN NS ns2.example.net.\n1 IN CNAME 1.5.0\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, other) in context.contents.aliases.dangling where !isForValidation(record, context.zone) {
            findings.report(isDangling(context, record, other))
        }
    }

    /// Whether the alias is for domain validation, whose target is created only when it is needed.
    private static func isForValidation(_ id: RecordID, _ zone: Zone) -> Bool {
        [zone.records[id].owner, zone.records[id].target].contains { name in
            var current = name
            while zone.names.depth(of: current) > 0, current != zone.apex {
                let label = String(decoding: zone.names.label(of: current), as: UTF8.self)
                if label.contains("challenge") || label.contains("validation") || label == "_dnsauth" { return true }
                current = zone.names.parent(of: current)
            }
            return false
        }
    }
}

// MARK: - Messages

extension CNAMEDangling {
    private static func isDangling(_ context: ZoneContext, _ id: RecordID, _ other: Zone) -> Finding {
        let zone = context.zone
        let (owner, target) = (zone.records[id].owner, zone.records[id].target)
        let exists = other.names.find(zone.names.name(target)).map(other.exists) ?? false
        let network = DelegatedNetwork(meantBy: id, in: zone)
        return Finding(
            info,
            "\(context.quoted(owner)) is an alias for \(context.quoted(target)), which "
                + (exists ? "owns no records" : "does not exist"),
            at: LabelledSpan(
                context.targetSpan(of: id),
                exists ? "has names below it, but owns no records" : "no such name in \(context.zoneName(other))"
            ),
            why: "clients that look up \(context.quoted(owner)) find no records",
            help: network.map { "write \(Words.exact($0.text)): \(Words.quoted($0.label)) is delegated in this zone" }
                ?? "correct the target, add records at \(context.quoted(target)), or remove the alias",
            fixes: network.map {
                [
                    Fix(
                        "write \(Words.exact($0.text))", .unsafe,
                        [Edit(replace: context.targetSpan(of: id), with: $0.text)])
                ]
            } ?? [],
            subject: context.subject(of: id)
        )
    }
}
