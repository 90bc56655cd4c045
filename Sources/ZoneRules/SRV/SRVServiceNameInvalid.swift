import DNS
import Diagnostics
import ZoneFile

/// S107: a service name that IANA cannot register.
enum SRVServiceNameInvalid: ZoneRule {
    static let info = RuleInfo(
        "S107",
        "srv-service-name-invalid",
        .info,
        summary: "the service of an SRV record is not a valid service name",
        page: RulePage(
            whatItChecks: """
                Checks the service of every SRV record against RFC 6335. A service name has 1 to 15 letters, digits \
                and hyphens and at least one letter. It has no hyphen at either end and no consecutive hyphens.
                """,
            whyItMatters: """
                IANA registers only names of this form. Other names work between programs that agree on them, but some \
                tools reject them.
                """,
            howToFix: "Use the registered name of the service. A private name can stay as it is.",
            references: ["RFC 6335 §5.1", "RFC 2782"]
        ),
        examples: [
            .bad(
                """
                host                 IN A   192.0.2.10
                «_my-very-long-service»._tcp IN SRV 0 0 4000 host
                «_8448»._tcp           IN SRV 0 0 8448 host
                «_-edge»._tcp          IN SRV 0 0 4000 host
                «_two--hyphens»._tcp   IN SRV 0 0 4000 host
                «_my_service»._udp     IN SRV 0 0 4000 host

                """
            ),
            .good(
                """
                host                    IN A   192.0.2.10
                _etcd-server-ssl._tcp   IN SRV 0 0 2380 host
                _sipfederationtls._tcp  IN SRV 0 0 5061 host
                _ts3._udp               IN SRV 0 0 9987 host

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for owner in context.srv.owners {
            guard case .invalidService(let label, let reason) = owner.fault,
                // Z126 reports characters beyond ASCII.
                !isBeyondASCII(label, of: context.zone.records[owner.record].owner, context.zone.names)
            else { continue }
            findings.report(invalid(context, owner.record, label, reason))
        }
    }
}

extension SRVServiceNameInvalid {
    private static func isBeyondASCII(_ label: Int, of owner: NameID, _ names: NameTable) -> Bool {
        var name = owner
        for _ in 0..<label { name = names.parent(of: name) }
        return names.withLabel(of: name) { $0.contains { $0 >= 0x80 } }
    }
}

// MARK: - Messages

extension SRVServiceNameInvalid {
    private static func invalid(
        _ context: ZoneContext,
        _ id: RecordID,
        _ label: Int,
        _ reason: SRVOwner.InvalidService
    ) -> Finding {
        let fault =
            switch reason {
            case .tooLong(let length): "has \(length) characters, at most 15 are allowed"
            case .noLetter: "has no letter"
            case .edgeHyphen: "begins or ends with a hyphen"
            case .doubleHyphen: "has consecutive hyphens"
            case .otherCharacter: "has characters other than letters, digits and hyphens"
            }
        let zone = context.zone
        return Finding(
            info,
            "`\(zone.labelText(of: zone.records[id].owner, label...label))` is not a valid service name",
            at: LabelledSpan(WrittenOwner(of: id, in: zone).span(of: label), fault),
            why: "IANA cannot register such a name, and some tools reject it",
            help: "use the registered name of the service, or keep this one if all programs agree on it",
            subject: context.subject(ofSRV: id)
        )
    }
}
