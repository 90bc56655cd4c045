import DNS

/// Names of addresses in `in-addr.arpa.` and `ip6.arpa.` (RFC 1035 §3.5, RFC 3596 §2.5).
enum ReverseName {
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
