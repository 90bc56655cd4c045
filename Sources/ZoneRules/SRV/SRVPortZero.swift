import DNS
import Diagnostics
import ZoneFile

/// S201: port 0 with a target other than the root.
enum SRVPortZero: ZoneRule {
    static let info = RuleInfo(
        "S201",
        "srv-port-zero",
        .error,
        stopsPeers: true,
        summary: "the port of an SRV record is 0",
        page: RulePage(
            whatItChecks:
                "Reports SRV records whose port is 0, unless the target is `.` or the owner is an instance of DNS-SD.",
            whyItMatters: """
                Clients cannot connect to port 0. Synapse and Dendrite try it and fail. They do not fall back to port \
                8448, because a record was found.
                """,
            howToFix: "Write the port that the service listens on, or the target `.` if the service is not offered.",
            references: ["RFC 2782", "RFC 6335 §6"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 «0» matrix

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 0 0 8448 matrix
                _imap._tcp       IN SRV 0 0 0 .
                Office._printer._tcp IN SRV 0 0 0 matrix

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for id in context.srv.oddNumbers {
            let record = context.zone.records[id]
            guard record.port == 0, record.target != .root, !isInstance(record.owner, context.zone),
                SRVFieldOrder(of: id, in: context.zone) == nil
            else { continue }
            findings.report(portZero(context, id))
        }
    }
}

extension SRVPortZero {
    /// Whether the owner is an instance of DNS-SD, such as `Office._printer._tcp`. A host that does not offer the flagship protocol
    /// reserves the name of the instance with port 0 (RFC 6763 §8).
    private static func isInstance(_ owner: NameID, _ zone: Zone) -> Bool {
        func begins(_ name: NameID) -> Bool { zone.names.withLabel(of: name) { $0.first == UInt8(ascii: "_") } }
        return zone.names.depth(of: owner) > 2 && !begins(owner) && begins(zone.names.parent(of: owner))
            && begins(zone.names.parent(of: zone.names.parent(of: owner)))
    }
}

// MARK: - Messages

extension SRVPortZero {
    private static func portZero(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        let owner = zone.labelText(of: zone.records[id].owner, 0...0)
        let usual = ServicePorts.port(named: owner).map { " (usually \($0) for `\(owner)`)" } ?? ""
        return Finding(
            info,
            "SRV port is 0",
            at: LabelledSpan(SRVFields(of: id, in: zone).port, "not a usable port"),
            why: "clients cannot connect to port 0, and they do not fall back to another port when a record exists",
            help: "write the port that the service listens on\(usual), or the target `.` if the service is not offered",
            subject: context.subject(ofSRV: id)
        )
    }
}
