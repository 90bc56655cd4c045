import DNS
import ZoneFile

/// A label of an SRV owner that differs by a typing error from the one that clients look up: `_xmpp_server`, `_submision`,
/// `_kerberos._tpc`, and `_msdc` or `_dc._msdcs` of a domain controller.
struct MisspeltSRVLabel: Sendable {
    /// The number of the label, from the left.
    let index: Int
    let written: String
    let right: String

    /// Services whose clients find them by SRV records only, so that another spelling has no use.
    private static let services = [
        "xmpp-client", "xmpp-server", "xmpps-client", "xmpps-server", "submission", "submissions", "imaps", "pop3s",
        "caldav", "caldavs", "carddav", "carddavs", "autodiscover", "sipfederationtls", "kerberos", "kpasswd",
        "minecraft",
    ]
    private static let directoryServices: Set = ["_ldap", "_kerberos", "_gc", "_kpasswd"]
    /// The labels in front of `_msdcs` ([MS-ADTS] §6.3.2.3).
    private static let directoryRoles: Set = ["dc", "gc", "pdc", "domains"]

    /// Returns `nil` if the owner is right, or a name of its own.
    init?(_ record: RecordID, in zone: Zone) {
        let (names, owner) = (zone.names, zone.records[record].owner)
        guard owner != zone.apex, names.withLabel(of: owner, { $0.first == UInt8(ascii: "_") && !Self.isFrequent($0) })
        else { return nil }
        var labels: [String] = []
        var current = owner
        while current != zone.apex, names.depth(of: current) > 0 {
            labels.append(String(decoding: names.label(of: current), as: UTF8.self))
            current = names.parent(of: current)
        }
        guard current == zone.apex, labels.count > 1 else { return nil }
        self.init(labels, port: zone.records[record].port)
    }

    /// Most owners have one of these labels. It is recognised without a copy. Other rules read the labels of Matrix.
    private static func isFrequent(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
        label.foldedEquals("_matrix-fed") || label.foldedEquals("_matrix") || label.foldedEquals("_sip")
            || label.foldedEquals("_sips")
    }

    /// - Parameter labels: those below the apex, in lower case.
    private init?(_ labels: [String], port: UInt16) {
        if let transport = labels.firstIndex(where: SRVOwner.isTransport) {
            if transport > 0, let right = Self.service(labels[transport - 1], port) {
                self.init(labels, transport - 1, "_" + right)
                return
            }
            guard transport > 0, Self.directoryServices.contains(labels[transport - 1]) else { return nil }
            self.init(ofDirectory: labels, behind: transport)
            return
        }
        guard ServicePorts.port(named: labels[0]) != nil, labels[1].hasPrefix("_"),
            !["_sub", "_tls"].contains(labels[1])
        else {
            return nil
        }
        let near = ["tcp", "udp", "sctp", "dccp"].filter {
            Spelling.distance(Array(labels[1].utf8.dropFirst().prefix(8)), Array($0.utf8)) == 1
        }
        guard near.count == 1 else { return nil }
        self.init(labels, 1, "_" + near[0])
    }

    private init?(ofDirectory labels: [String], behind transport: Int) {
        for index in (transport + 1)..<max(labels.count, transport + 1) {
            let label = labels[index]
            if label == "_msdcs" {
                let role = index > transport + 1 ? String(labels[index - 1].dropFirst()) : ""
                guard labels[index - 1].hasPrefix("_"), Self.directoryRoles.contains(role) else { return nil }
                self.init(labels, index - 1, role)
                return
            }
            let isBehindRole = index > transport + 1 && Self.directoryRoles.contains(labels[index - 1])
            guard isBehindRole, label.hasPrefix("_") || label == "msdcs",
                Spelling.distance(Array(label.utf8.prefix(16)), Array("_msdcs".utf8)) == 1
            else { continue }
            self.init(labels, index, "_msdcs")
            return
        }
        return nil
    }

    private init(_ labels: [String], _ index: Int, _ right: String) {
        (self.index, written, self.right) = (index, labels[index], right)
    }

    /// The service that was meant: one with the same letters, or with one other letter if the port is that of the service.
    private static func service(_ label: String, _ port: UInt16) -> String? {
        guard label.hasPrefix("_"), ServicePorts.port(named: label) == nil else { return nil }
        let name = label.dropFirst()
        let letters = name.filter { $0 != "-" && $0 != "_" }
        if let same = services.first(where: { $0.filter { $0 != "-" } == letters }) { return same }
        guard name.utf8.count > 4, name.last?.isNumber == false else { return nil }
        let near = services.filter {
            ServicePorts.port(named: $0) == port && Spelling.distance(Array(name.utf8.prefix(32)), Array($0.utf8)) == 1
        }
        return near.count == 1 ? near[0] : nil
    }
}

extension SRVOwner {
    /// Whether a misspelt label may be the cause of the fault.
    var mayBeMisspelt: Bool {
        if case .invalidService = fault { true } else { false }
    }
}
