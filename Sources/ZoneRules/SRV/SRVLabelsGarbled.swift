import DNS
import Diagnostics
import ZoneFile

/// S109: a service and a transport that are not written as `_service._proto`.
enum SRVLabelsGarbled: ZoneRule {
    static let info = RuleInfo(
        "S109",
        "srv-labels-garbled",
        .error,
        fix: .unsafe,
        summary: "the service and the transport of an SRV record are not written as `_service._proto`",
        page: RulePage(
            whatItChecks: """
                Reports owners of SRV records with a service and a transport that are not two adjacent labels with one \
                underscore each: `_sip_tcp`, `_sip_._tcp`, `_.sip._tcp`, `_sip._t.cp`, `_sip.voice._tcp`, `_sip._tcp._tcp` and \
                `_sip._tcp,`. A label that only lacks its leading underscore is S101.
                """,
            whyItMatters: """
                Clients query exactly `_service._proto.name`, such as `_sip._tcp.example.com.`, and never find this \
                record. Such names often come from text in which markup removed an underscore.
                """,
            howToFix: """
                Write the service, the transport and the name in this order, separated by dots. If labels between \
                service and transport are not a name of the zone, there is no automatic fix.
                """,
            references: ["RFC 2782", "RFC 6335 §5.1"]
        ),
        examples: [
            .bad(
                """
                voice            IN A   192.0.2.10
                «_sip_tcp»         IN SRV 0 0 5060 voice
                «_imaps_»._tcp     IN SRV 0 0 993 voice
                «_.sips»._tcp      IN SRV 0 0 5061 voice
                _sip.«_.udp»       IN SRV 0 0 5060 voice
                «_sip.voice._tcp»  IN SRV 0 0 5060 voice
                «_stun._udp,»      IN SRV 0 0 3478 voice
                «_ldap._tcp._tcp»  IN SRV 0 0 389 voice
                «_pop3._pop3._tcp» IN SRV 0 0 110 voice
                «_tcp._pop3s._tcp» IN SRV 0 0 995 voice
                «_turn._tcp._udp»  IN SRV 0 0 3478 voice
                «_matrix-fed._tcp._udp» IN SRV 0 0 8448 voice

                """
            ),
            .good(
                """
                voice            IN A   192.0.2.10
                _sip._tcp        IN SRV 0 0 5060 voice
                _sip._tcp.voice  IN SRV 0 0 5060 voice
                _color._sub._ipp._tcp IN SRV 0 0 631 voice
                web-tcp          IN SRV 0 0 8080 voice

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        var diff: DiffSigns?
        for owner in context.srv.owners {
            guard case .garbled(let labels, let garbled) = owner.fault else { continue }
            // Z260 reports the `+` of a diff.
            if WrittenOwner(of: owner.record, in: context.zone).span.text.hasPrefix("+") {
                let known = diff ?? DiffSigns(context.zone)
                diff = known
                if known.block(with: context.zone.records[owner.record].owner) != nil { continue }
            }
            // Below `$ORIGIN _tcp.example.com.` some servers' zones have `_minecraft.lobby` on purpose.
            if case .notAdjacent = garbled,
                WrittenOwner(of: owner.record, in: context.zone).labels.count <= labels.upperBound
            {
                continue
            }
            findings.report(notServiceAndTransport(context, owner.record, labels, garbled))
        }
    }

    /// Whether it is certain what was meant.
    private static func isCertain(_ garbled: GarbledLabels, _ zone: Zone) -> Bool {
        if case .twoTransports = garbled { return false }
        guard case .notAdjacent(_, let between, _) = garbled else { return true }
        return Name(between, origin: zone.names.name(zone.apex)).flatMap(zone.names.find).map(zone.exists) ?? false
    }
}

// MARK: - Messages

extension SRVLabelsGarbled {
    private static func notServiceAndTransport(
        _ context: ZoneContext,
        _ id: RecordID,
        _ labels: ClosedRange<Int>,
        _ garbled: GarbledLabels
    ) -> Finding {
        let zone = context.zone
        let right = garbled.right
        let choices = Words.list(garbled.choices.map { "`\($0)`" }, "or")
        let edits =
            isCertain(garbled, zone)
            ? WrittenOwner.edits(of: zone.records[id].owner, in: zone, labels: labels, to: right) : []
        let message =
            if case .notAdjacent = garbled {
                "SRV service and transport are not adjacent"
            } else {
                "SRV service and transport are not written as `_service._proto`"
            }
        return Finding(
            info,
            message,
            at: LabelledSpan(WrittenOwner(of: id, in: zone).span(of: labels), "expected \(choices)"),
            why: "clients query exactly `_service._proto.name`, so they never find this record",
            help: "write \(choices)",
            fixes: edits.isEmpty ? [] : [Fix("write `\(right)`", .unsafe, edits)],
            subject: context.subject(ofSRV: id)
        )
    }
}
