import DNS

/// Names of addresses in `in-addr.arpa.` and `ip6.arpa.` (RFC 1035 §3.5, RFC 3596 §2.5).
enum ReverseName {
    /// Whether the name is that of a reverse zone, or one above it such as `in-addr.arpa.`.
    static func isBelowTree(_ name: Name) -> Bool { trees.contains { name.isSubdomain(of: $0) } }

    static let ipv6Tree = Name("ip6.arpa.") ?? .root
    private static let trees = ["in-addr.arpa.", "ip6.arpa."].compactMap { Name($0) }

    /// The reverse name of an address.
    static func name(of address: IPAddress) -> String {
        guard address.isIPv6 else {
            return address.octets.reversed().map { "\($0)" }.joined(separator: ".") + ".in-addr.arpa."
        }
        let digits = address.octets.flatMap { [$0 >> 4, $0 & 0xF] }
        return digits.reversed().map { String($0, radix: 16) }.joined(separator: ".") + ".ip6.arpa."
    }

    /// The address of a complete reverse name.
    static func address(of name: Name) -> IPAddress? {
        let labels = name.labels.map { String(decoding: $0, as: UTF8.self).lowercased() }
        if labels.count == 6, labels[4...] == ["in-addr", "arpa"] {
            let octets = labels[..<4].reversed().compactMap { UInt8($0) }
            return octets.count == 4 ? IPAddress(octets: octets) : nil
        }
        guard labels.count == 34, labels[32...] == ["ip6", "arpa"] else { return nil }
        let digits = labels[..<32].reversed().compactMap { $0.count == 1 ? UInt8($0, radix: 16) : nil }
        guard digits.count == 32 else { return nil }
        return IPAddress(octets: stride(from: 0, to: 32, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }
}
