import DNS
import Diagnostics
import ZoneFile

/// Z205: an `@` in the mailbox of the SOA record.
enum SOAMailbox: ZoneRule {
    static let info = RuleInfo(
        "Z205",
        "soa-mailbox",
        .warning,
        fix: .unsafe,
        summary: "an `@` in the mailbox of the SOA record",
        page: RulePage(
            whatItChecks: """
                Reports an SOA record whose second name, the mailbox of the person responsible for the zone, is \
                written with an `@`, escaped or not. A lone `@`, which is the origin, is not reported. If BIND refuses \
                the name, because the part before the `@` has dots, the finding is an error.
                """,
            whyItMatters: """
                The mailbox is a domain name whose first label is the part before the `@`: `hostmaster@example.com` is \
                written `hostmaster.example.com.`. With an `@`, the name means a different mailbox. Knot refuses to \
                load the zone. A BIND primary with default settings refuses it too if there are dots before the `@`; \
                `named-checkzone` only warns.
                """,
            howToFix: """
                Replace the `@` with a dot, put a backslash before each dot in the part before it, and add a final \
                dot.
                """,
            references: ["RFC 1035 §3.3.13", "RFC 1035 §8", "RFC 1912 §2.2"]
        ),
        examples: [
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. «hostmaster@example.com.» 2026112101 7200 3600 1209600 3600
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. «jo.doe@example.com» 2026112101 7200 3600 1209600 3600
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .good(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. jo\\.doe 2026112101 7200 3600 1209600 3600
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard let soa = zone.apexSOA, !zone.records[soa].flags.contains(.genericRDATA) else { return }
        let fields = zone.fields(of: soa).rdata
        guard fields.count > 1, fields[1].text.contains("@"), fields[1].text != "@" else { return }
        findings.report(hasAtSign(context, soa, fields[1]))
    }

    /// The mailbox as a domain name, or `nil` if it does not have exactly one `@` with text on both sides.
    private static func asName(_ text: String) -> String? {
        // `mailto:jo@example.com` and `<jo@example.com>`
        var text = text.replacing("\\@", with: "@")[...]
        if text.lowercased().hasPrefix("mailto:") { text = text.dropFirst(7) }
        if text.hasPrefix("<"), text.hasSuffix(">") || text.hasSuffix(">.") {
            text = text.dropFirst().prefix { $0 != ">" }
        }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        let name = AtSignName.address(parts[0], parts[1]) + (parts[1].hasSuffix(".") ? "" : ".")
        return Name(name) == nil ? nil : name
    }
}

// MARK: - Messages

extension SOAMailbox {
    /// The servers that do not load the zone. Knot reads an escaped `@`.
    private static func refusal(_ text: String, _ isRefusedByBIND: Bool) -> String {
        let isBare = text.replacing("\\@", with: "").contains("@")
        return switch (isRefusedByBIND, isBare) {
        case (true, true): ", and BIND and Knot refuse to load the zone"
        case (true, false): ", and BIND refuses to load the zone"
        case (false, true): ", and Knot refuses to load the zone"
        case (false, false): ""
        }
    }

    private static func hasAtSign(_ context: ZoneContext, _ soa: RecordID, _ field: RecordFields.Field) -> Finding {
        let name = asName(field.text)
        // The first label may have any printable characters (Tests/LintingTests/CheckNamesTests.swift).
        let origin = context.zone.names.name(context.zone.origin(inForceAt: soa))
        let isRefused = Name(field.text, origin: origin).flatMap { CheckNames.fault(of: $0, isMailbox: true) } != nil
        return Finding(
            info,
            "the mailbox of the SOA record is written with an `@`",
            at: LabelledSpan(field.span, "expected a domain name, with a dot instead of the `@`"),
            why:
                "the mailbox is a domain name; with an `@` it means a different one" + refusal(field.text, isRefused),
            help: name.map { "write `\($0)`" } ?? "write a domain name, such as `hostmaster.example.com.`",
            fixes: name.map {
                [Fix("write the mailbox as a domain name", .unsafe, [Edit(replace: field.span, with: $0)])]
            }
                ?? [],
            severity: isRefused ? .error : nil,
            subject: context.subject(of: soa)
        )
    }
}
