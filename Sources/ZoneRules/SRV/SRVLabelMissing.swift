import DNS
import Diagnostics
import ZoneFile

/// S110: an owner of SRV records with a service or a transport, but not both.
enum SRVLabelMissing: ZoneRule {
    static let info = RuleInfo(
        "S110",
        "srv-label-missing",
        .error,
        summary: "the owner of an SRV record has no service or no transport",
        page: RulePage(
            whatItChecks: """
                Reports owners of SRV records that begin with a service without a transport, such as `_sip`, or with a \
                transport without a service, such as `_tcp`. Owners without any underscore, as some service registries \
                use, are not reported. As a warning, those are reported whose port is 8448 or whose first label is \
                `matrix`, because they are probably meant for Matrix, and names such as `autodiscover` and `sip` with the \
                port of that service. So are records of Matrix with labels in front of the service.
                """,
            whyItMatters: """
                Clients query exactly `_service._proto.name`, such as `_sip._tcp.example.com.`, and never find this \
                record.
                """,
            howToFix: "Add the missing label: the service first, then `_tcp`, `_udp` or another transport.",
            references: ["RFC 2782"]
        ),
        examples: [
            .bad(
                """
                host       IN A   192.0.2.10
                «_sip»       IN SRV 0 0 5060 host
                «_ldap».host IN SRV 0 0 389 host
                «_tcp»       IN SRV 0 0 8448 host
                «_».host     IN SRV 0 0 5060 host

                """
            ),
            .bad(
                """
                host     IN A   192.0.2.10
                «@»        IN SRV 10 0 8448 host
                «matrix»   IN SRV 10 0 443  host
                «autodiscover» IN SRV 0 0 443 host
                «chat»._matrix-fed._tcp IN SRV 10 0 8448 host

                """
            ),
            .good(
                """
                host       IN A   192.0.2.10
                _sip._tcp  IN SRV 0 0 5060 host
                _sip._ws   IN SRV 0 0 5066 host
                web        IN SRV 0 0 8080 host
                redis      IN SRV 0 0 6379 host
                sip.voice  IN SRV 0 0 5060 host
                chat._http._tcp IN SRV 0 0 80 host

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for owner in context.srv.owners {
            switch owner.fault {
            case .incomplete(let label, let isTransport):
                findings.report(incomplete(context, owner.record, label, isTransport))
            case .matrixHost: findings.report(isAtHost(context, owner.record))
            case .serviceHost where isQueried(context, owner.record): continue
            case .labelsBeforeMatrix where isQueried(context, owner.record): continue
            case .serviceHost:
                findings.report(isAtServiceHost(context, owner.record))
            case .noService(let label): findings.report(hasNoService(context, owner.record, label))
            case .labelsBeforeMatrix(let service):
                // Z262 reports an `@` that is not the whole name.
                guard !AtSignInName.isReported(context.zone.records[owner.record].owner, in: context.zone) else {
                    continue
                }
                findings.report(hasLabelsBefore(context, owner.record, service))
            default: break
            }
        }
    }
}

extension SRVLabelMissing {
    /// Whether other records lead clients to the name: an alias, an instance of DNS-SD (RFC 6763 §4.1), or NAPTR, type 35
    /// (RFC 3958 §2.2).
    private static func isQueried(_ context: ZoneContext, _ id: RecordID) -> Bool {
        let zone = context.zone
        let owner = zone.records[id].owner
        return context.aliasTargets(zone).contains(owner) || zone.has(.txt, at: owner)
            || !zone.records(ofType: RecordType(rawValue: 35)).isEmpty
    }
}

// MARK: - Messages

extension SRVLabelMissing {
    private static func incomplete(_ context: ZoneContext, _ id: RecordID, _ label: Int, _ isTransport: Bool) -> Finding
    {
        let zone = context.zone
        let text = zone.labelText(of: zone.records[id].owner, label...label)
        return Finding(
            info,
            isTransport ? "SRV owner has a transport, but no service" : "SRV owner has a service, but no transport",
            at: LabelledSpan(
                WrittenOwner(of: id, in: zone).span(of: label),
                isTransport ? "no service before this label" : "no transport after this label"
            ),
            why: "clients query exactly `_service._proto.name`, so they never find this record",
            help: isTransport
                ? "write the service before it, as in `_sip.\(text)`"
                : "write the transport after it, such as `\(text)._tcp` or `\(text)._udp`",
            subject: context.subject(ofSRV: id)
        )
    }

    private static func hasNoService(_ context: ZoneContext, _ id: RecordID, _ label: Int) -> Finding {
        let zone = context.zone
        return Finding(
            info,
            "SRV owner has an underscore without a service",
            at: LabelledSpan(WrittenOwner(of: id, in: zone).span(of: label), "no name after the underscore"),
            why: "clients query exactly `_service._proto.name`, so they never find this record",
            help: "write the service and the transport, such as `_sip._tcp`",
            subject: context.subject(ofSRV: id)
        )
    }

    private static func isAtServiceHost(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        let owner = zone.records[id].owner
        let service = zone.labelText(of: owner, 0...0)
        let rest = zone.names.text(zone.names.parent(of: owner))
        return Finding(
            info,
            "SRV record is at a name that clients do not query",
            at: LabelledSpan(context.ownerOrType(of: id), "has neither `_\(service)` nor a transport"),
            why: "clients query exactly `_service._proto.name`, so they never find this record",
            help: "write the service and the transport with underscores, such as `_\(service)._tcp.\(rest)`",
            severity: .warning,
            subject: context.subject(ofSRV: id)
        )
    }

    private static func hasLabelsBefore(_ context: ZoneContext, _ id: RecordID, _ service: Int) -> Finding {
        let zone = context.zone
        let owner = zone.records[id].owner
        let labels = zone.labelText(of: owner, 0...service - 1)
        let isHost = labels.utf8.allSatisfy {
            asciiLowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
        var server = owner
        for _ in 0..<service + 2 { server = zone.names.parent(of: server) }
        let (name, text) = (zone.names.text(server), zone.labelText(of: owner, service...service + 1))
        return Finding(
            info,
            "SRV record is not at a name that Matrix servers query",
            at: LabelledSpan(
                WrittenOwner(of: id, in: zone).span(of: 0...service - 1), "expected nothing before the service"),
            why: "servers query `\(text)` directly in front of the server name, so they never find this record",
            help: "write `\(text).\(name)` for the server name `\(name.dropLast())`"
                + (isHost ? ", or `\(text).\(labels).\(name)` for `\(labels).\(name.dropLast())`" : ""),
            severity: .warning,
            subject: context.subject(ofSRV: id)
        )
    }

    private static func isAtHost(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let name = context.zone.origin ?? "example.com."
        return Finding(
            info,
            "SRV record is not at a name that Matrix servers query",
            at: LabelledSpan(context.ownerOrType(of: id), "has neither `_matrix-fed` nor `_tcp`"),
            why:
                "servers query only `_matrix-fed._tcp` and `_matrix._tcp` in front of the server name, so they never find it",
            help: "write `_matrix-fed._tcp` in front of the server name, such as `_matrix-fed._tcp.\(name)`",
            severity: .warning,
            subject: context.subject(ofSRV: id)
        )
    }
}
