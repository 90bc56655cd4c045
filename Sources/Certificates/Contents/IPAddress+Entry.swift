import DNS

extension IPAddress {
    /// Reads an address as a certificate entry of another kind might have it: an IPv6 address with or without brackets.
    init?(entryText text: String) {
        guard text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count > 2 else {
            self.init(text)
            return
        }
        self.init(text.dropFirst().dropLast())
        guard isIPv6 else { return nil }
    }

    /// The octets of an iPAddress entry, or of the IPv4 address in `::ffff:192.0.2.1`.
    static func unmapped(_ octets: [UInt8]) -> [UInt8] {
        let prefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return octets.count == 16 && octets.starts(with: prefix) ? Array(octets[12...]) : octets
    }
}
