import DNS
import Diagnostics
import ZoneFile

/// S305: a target that resolves, but that much software refuses to connect to.
enum SRVTargetNotHostname: ZoneRule {
    static let info = RuleInfo(
        "S305",
        "srv-target-not-a-hostname",
        .warning,
        scope: .targets,
        stopsPeers: true,
        summary: "the target of an SRV record is not a valid host name",
        page: RulePage(
            whatItChecks: """
                Reports SRV targets with an underscore, with a dot inside a label or with another character that host \
                names cannot have. Also reports a hyphen at either end of a label or in its third and fourth position, \
                and an `xn--` label that cannot be decoded. The name of the zone itself is not checked. A target such as \
                `_sip._tcp` or `*` that has no address either is an error.
                """,
            whyItMatters: """
                The DNS allows any octets in a name, but a target is a host name: letters, digits and hyphens. Synapse \
                refuses to connect to all of these. Dendrite and mautrix bridges connect despite an underscore or a \
                misplaced hyphen, but discard a record with other characters. BIND's `check-names` refuses to load the \
                zone, unless the only fault is a hyphen in the third and fourth position or an invalid `xn--` label. \
                With `--target bind`, such a name is an error.
                """,
            howToFix: "Rename the host, using only letters, digits and hyphens.",
            references: ["RFC 2782", "RFC 1123 §2.1", "RFC 5890 §2.3.1", "RFC 3492"]
        ),
        examples: [
            .bad(
                """
                my_server        IN A   192.0.2.10
                a\\.b             IN A   192.0.2.10
                -edge            IN A   192.0.2.10
                ab--cd           IN A   192.0.2.10
                xn--99999999     IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 0 8448 «my_server»
                _a._tcp          IN SRV 10 0 8448 «a\\.b»
                _b._tcp          IN SRV 10 0 8448 «-edge»
                _c._tcp          IN SRV 10 0 8448 «ab--cd»
                _d._tcp          IN SRV 10 0 8448 «xn--99999999»
                _e._tcp          IN SRV 10 0 8448 «my_server.example.net.»

                """,
                alsoFires: ["Z260"]
            ),
            .bad("_a._tcp IN SRV 10 0 5061 «_sip._tcp.example.com.»\n_b._tcp IN SRV 10 0 80 «*»\n"),
            .good(
                """
                xn--mnchen-3ya   IN A   192.0.2.10
                m-1              IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 0 8448 xn--mnchen-3ya
                _matrix._tcp     IN SRV 10 0 8448 m-1

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, target) in context.srv.targets {
            guard case .notHostname(let fault, let isWithoutAddress) = target else { continue }
            let fields = SRVFields(of: record, in: context.zone)
            // Z262 reports an `@` at the end.
            if fields.targetText.map({ AtSignInName.isMistake($0, inTargetOf: .srv) }) ?? false { continue }
            // Z126 reports letters beyond ASCII and shows the A-label.
            if !context.targets.contains(.bind), case .octet(0x80...) = fault,
                fields.target.text.utf8.contains(where: { $0 >= 0x80 })
            {
                continue
            }
            findings.report(
                isWithoutAddress
                    ? isNoHost(context, record, fields, fault) : notHostname(context, record, fields, fault))
        }
    }
}

// MARK: - Messages

extension SRVTargetNotHostname {
    private static func notHostname(
        _ context: ZoneContext,
        _ id: RecordID,
        _ fields: SRVFields,
        _ fault: HostnameFault
    ) -> Finding {
        let why =
            context.isMatrix(id) && fault != .escapedDot
            ? isDiscarded(fault)
                ? "Synapse cannot connect to it, and Dendrite and mautrix bridges discard the record"
                : "Synapse refuses to connect to it, although Dendrite and mautrix bridges connect"
            : "host names consist of letters, digits and hyphens (RFC 1123), and some software rejects other names"
        return Finding(
            info,
            "SRV target is not a valid host name",
            at: LabelledSpan(fields.target, fault.words),
            why: why,
            help: withDots(context, fields).map { "write \(Words.quoted($0, limit: 280))" }
                ?? "rename the host, using only letters, digits and hyphens",
            fixes: withDots(context, fields).map {
                [Fix("write dots", .unsafe, [Edit(replace: fields.target, with: $0)])]
            } ?? [],
            severity: isRefusedByBIND(context, id) ? .error : nil,
            subject: context.subject(ofSRV: id)
        )
    }

    /// A name that is not that of a host and has no address: probably an owner of SRV records or a wildcard.
    private static func isNoHost(
        _ context: ZoneContext, _ id: RecordID, _ fields: SRVFields, _ fault: HostnameFault
    ) -> Finding {
        let isWildcard = fault == .wildcard
        return Finding(
            info,
            "SRV target is not the name of a host",
            at: LabelledSpan(fields.target, fault.words),
            why:
                "\(context.quoted(context.zone.records[id].target)) has no address, so clients cannot connect; a BIND primary "
                + "refuses to load the zone with its default settings",
            help: isWildcard
                ? "write the name of one host: a wildcard is not expanded in a target"
                : "write the name of the host that offers the service, using only letters, digits and hyphens",
            severity: .error,
            subject: context.subject(ofSRV: id)
        )
    }

    /// The target with dots instead of commas or an `@`, if it is the name of a host of the zone.
    private static func withDots(_ context: ZoneContext, _ fields: SRVFields) -> String? {
        guard let written = fields.targetText, written.contains(where: { $0 == "," || $0 == "@" }) else { return nil }
        let text = String(written.map { $0 == "," || $0 == "@" ? "." : $0 })
        guard text.hasSuffix("."), let name = Name(text),
            case .answer = context.zone.lookup(name, .a)
        else { return nil }
        return text
    }

    /// Whether the zone is for BIND, which refuses to load it because of the target.
    private static func isRefusedByBIND(_ context: ZoneContext, _ id: RecordID) -> Bool {
        let zone = context.zone
        return context.targets.contains(.bind) && CheckNames.fault(of: zone.records[id].target, in: zone) != nil
    }

    private static func isDiscarded(_ fault: HostnameFault) -> Bool {
        switch fault {
        case .octet: true
        default: false
        }
    }
}
