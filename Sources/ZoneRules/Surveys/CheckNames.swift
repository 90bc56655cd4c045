import DNS
import ZoneFile

/// Host names as BIND judges them with its default `check-names` settings, under which a primary server refuses to load a
/// zone with other names. Verified with named 9.18.49 (Tests/LintingTests/CheckNamesTests.swift).
enum CheckNames {
    /// Whether the owner of records of the type must be a host name. The owner may also be a wildcard.
    static func hasHostOwner(_ type: RecordType) -> Bool {
        switch type {
        case .a, .aaaa, .mx, .a6, .wks: true
        default: false
        }
    }

    /// Returns what is wrong with the owner of a record of a type for which ``hasHostOwner(_:)`` holds.
    static func fault(ofOwner owner: NameID, _ type: RecordType, in zone: Zone) -> HostnameFault? {
        let names = zone.names
        let start = names.isWildcard(owner) ? names.parent(of: owner) : owner
        guard let fault = fault(of: start, in: zone) else { return nil }
        if type == .a, hasPolicyLabel(owner, names) { return nil }
        if type == .a || type == .aaaa, names.label(of: owner) == Array("gc".utf8) {
            let forest = names.parent(of: owner)
            // The global catalogue of Active Directory, and what remains must be a host name.
            if names.label(of: forest) == Array("_msdcs".utf8) {
                return Self.fault(of: names.parent(of: forest), in: zone)
            }
        }
        return fault
    }

    /// Returns what is wrong with a name that must be a host name; `nil` for the root.
    static func fault(of name: NameID, in zone: Zone) -> HostnameFault? {
        var current = name
        while zone.names.depth(of: current) > 0 {
            if let fault = zone.names.withLabel(of: current, { fault(ofLabel: $0) }) { return fault }
            current = zone.names.parent(of: current)
        }
        return nil
    }

    /// Returns what is wrong with a name that must be a host name.
    ///
    /// - Parameter isMailbox: whether the first label is the part of a mailbox before the `@`, which may have any printable
    ///   characters.
    static func fault(of name: Name, isMailbox: Bool) -> HostnameFault? {
        for (index, label) in name.labels.enumerated() {
            if isMailbox, index == 0 {
                if let odd = label.first(where: { !(0x21...0x7E ~= $0) }) { return .octet(odd) }
                continue
            }
            if let fault = Array(label).withUnsafeBufferPointer({ fault(ofLabel: $0) }) { return fault }
        }
        return nil
    }

    /// Whether a name in the zone is wrong by itself, and not only because of the name of the zone.
    static func isWrong(_ name: Name, below apex: Name, isOwner: Bool) -> Bool {
        guard name.isSubdomain(of: apex) else { return true }
        return name.labels.prefix(name.labels.count - apex.labels.count).enumerated().contains { index, label in
            if isOwner, index == 0, Array(label) == [UInt8(ascii: "*")] { return false }
            return Array(label).withUnsafeBufferPointer { fault(ofLabel: $0) } != nil
        }
    }

    /// Whether the name differs from a host name only in labels such as `_dmarc`, which belong to a service.
    static func isServiceName(_ name: Name) -> Bool {
        name.labels.allSatisfy { label in
            let host = label.first == UInt8(ascii: "_") ? Array(label.dropFirst()) : Array(label)
            return !host.isEmpty && host.withUnsafeBufferPointer { fault(ofLabel: $0) } == nil
        }
    }

    /// Whether the owner of a PTR record is that of an address, and so its target that of a host.
    static func mustPointToHost(_ owner: NameID, in zone: Zone) -> Bool {
        let name = zone.names.name(owner)
        let trees = ["in-addr.arpa.", "ip6.arpa.", "ip6.int."]
        guard trees.contains(where: { Name($0).map(name.isSubdomain) ?? false }) else { return false }
        let labels = name.labels.prefix(3).map { String(decoding: $0, as: UTF8.self).lowercased() }
        // The browsing domains of DNS-SD (RFC 6763 §11).
        let isBrowsing = labels.count == 3 && labels[1] == "_dns-sd" && labels[2] == "_udp"
        return !(isBrowsing && ["b", "db", "r", "dr", "lb"].contains(labels[0]))
    }

    static func fault(ofLabel label: UnsafeBufferPointer<UInt8>) -> HostnameFault? {
        let hyphen = UInt8(ascii: "-")
        for byte in label where asciiLowercased(byte) &- 0x61 >= 26 && byte &- 0x30 >= 10 && byte != hyphen {
            switch byte {
            case UInt8(ascii: "_"): return .underscore
            case UInt8(ascii: "."): return .escapedDot
            case UInt8(ascii: "*") where label.count == 1: return .wildcard
            default: return .octet(byte)
            }
        }
        return label.first == hyphen || label.last == hyphen ? .edgeHyphen : nil
    }

    /// Whether a label marks the targets of SPF's `exists` (RFC 7208 §5.7), which have A records only.
    private static func hasPolicyLabel(_ owner: NameID, _ names: NameTable) -> Bool {
        var current = owner
        // The label below the root does not count.
        while names.depth(of: current) > 1 {
            let label = String(decoding: names.label(of: current), as: UTF8.self)
            if ["_spf", "_spf_verify", "_spf_rate"].contains(label) { return true }
            current = names.parent(of: current)
        }
        return false
    }
}
