import DNS
import Diagnostics
import ZoneFile

/// Z268: an SPF record that includes a name without an SPF record.
enum SPFIncludeWithoutRecord: ZoneRule {
    static let info = RuleInfo(
        "Z268",
        "spf-include-without-record",
        .warning,
        scope: .targets,
        summary: "an SPF record includes a name that has no SPF record",
        page: RulePage(
            whatItChecks: """
                Looks up the domain of every `include` and `redirect` of an SPF record, if it is in this zone or in \
                another zone of the run. Reports domains that have no SPF record there. Domains with macros are not \
                checked, nor those whose record may be in a line that could not be read.
                """,
            whyItMatters: """
                A receiver that evaluates an `include` or `redirect` of a domain without an SPF record reports a \
                permanent error, and mail may be rejected.
                """,
            howToFix: "Correct the domain, add the SPF record there, or remove the part.",
            references: ["RFC 7208 §5.2", "RFC 7208 §6.1"]
        ),
        examples: [
            .bad("@ IN TXT \"v=spf1 mx «include:_spf.example.com» -all\"\n"),
            .bad("@ IN TXT \"v=spf1 mx «redirect=www.example.com.»\"\nwww IN TXT \"no mail\"\n"),
            .good(
                """
                @    IN TXT "v=spf1 include:_spf.example.com include:alias.example.com include:%{d}.example.com -all"
                _spf IN TXT "v=spf1 mx -all"
                alias IN CNAME _spf.example.net.

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (id, record) in context.mail.unusualSPF {
            let end = record.terms.firstIndex { $0.name == "all" } ?? record.terms.count
            for term in record.terms[..<end] where term.name == "include" || term.name == "redirect" {
                guard let domain = term.domain, SPFDomain.isValid(domain), !domain.contains("%"),
                    let name = Name(domain), isMissing(name, context)
                else { continue }
                findings.report(isMissing(context, id, term, name))
            }
        }
    }

    /// Whether the zone that is authoritative for the name shows that it has no SPF record.
    private static func isMissing(_ name: Name, _ context: ZoneContext) -> Bool {
        var zone = context.zone
        var isWhole = context.isWholeForTargets
        var result = zone.lookup(name, .txt)
        switch result {
        case .outOfZone, .delegated:
            guard let other = context.zones.zone(for: name), other !== zone else { return false }
            zone = other
            isWhole = other.isWhole
            result = zone.lookup(name, .txt)
        default: break
        }
        guard isWhole, zone.isCertain(name, .txt) else { return false }
        return switch result {
        case .noName, .noData: true
        case .answer(let set, _): !set.contains { SPFRecord.isRecord(TextValue(of: $0, in: zone).bytes) }
        default: false
        }
    }
}

// MARK: - Messages

extension SPFIncludeWithoutRecord {
    private static func isMissing(
        _ context: ZoneContext,
        _ id: RecordID,
        _ term: SPFRecord.Term,
        _ name: Name
    ) -> Finding {
        Finding(
            info,
            "the SPF record of \(context.quoted(context.zone.records[id].owner)) uses `\(name)`, which has no SPF record",
            at: LabelledSpan(TextValue.span(of: term.range, in: id, context.zone), "no SPF record at this name"),
            why: "receivers that evaluate this part report a permanent error, and mail may be rejected",
            help: "correct the domain, add an SPF record at `\(name)`, or remove the part",
            subject: context.subject(of: id)
        )
    }
}
