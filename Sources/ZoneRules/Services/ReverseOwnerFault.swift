import DNS

/// Why the owner of a PTR record is not the name of an address, although it was meant to be.
enum ReverseOwnerFault: Equatable {
    /// The owner is written as the address, or as a whole reverse name, below a name that already has a part of it.
    case address(IPAddress)
    /// The owner ends in `in-addr.arpa` or `ip6.arpa` without a final dot, in a zone that is not a reverse zone.
    case relativeTree
    /// A label that cannot be a part of an IPv4 address: over 255, or with leading zeros.
    case octet(String)
    /// An IPv6 name has this number of digits in place of 32, or a label with several.
    case digitCount(Int)
    case digits(String)

    /// - Parameters:
    ///   - written: the owner as the file has it.
    ///   - name: the owner as it is read.
    ///   - apex: the name of the zone.
    init?(_ written: String, _ name: Name, below apex: Name) {
        if let address = Self.address(written, below: apex) {
            self = .address(address)
            return
        }
        let labels = Self.texts(name)
        guard labels.count > 2, labels.last == "arpa" else {
            let text = written.lowercased()
            guard text.hasSuffix(".in-addr.arpa") || text.hasSuffix(".ip6.arpa") else { return nil }
            self = .relativeTree
            return
        }
        let own = labels.dropLast(2)
        switch labels[labels.count - 2] {
        case "in-addr":
            // Other labels, such as `0-25` and `128/25`, are those of delegations of a part of a network (RFC 2317).
            guard own.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return nil }
            if let octet = own.first(where: { UInt8($0).map { "\($0)" } != $0 }) {
                self = .octet(octet)
            } else if 5...7 ~= own.count, let address = Self.repeated(Array(own)) {
                self = .address(address)
            } else {
                return nil
            }
        case "ip6":
            guard own.allSatisfy({ $0.allSatisfy(\.isHexDigit) }) else {
                let others = own.filter { !$0.allSatisfy(\.isHexDigit) }
                guard own.count == 32, others.count == 1, others[0].utf8.count == 1, others[0] != "*" else {
                    return nil
                }
                self = .digits(others[0])
                return
            }
            if let digits = own.first(where: { $0.utf8.count > 1 }) {
                self = .digits(digits)
            } else if own.count != 32, own.count > 16 {
                self = .digitCount(own.count)
            } else {
                return nil
            }
        default: return nil
        }
    }

    /// The address that the owner is written as: in the order of addresses, or in that of reverse names if only this fits the
    /// network of the zone.
    private static func address(_ written: String, below apex: Name) -> IPAddress? {
        guard let address = IPAddress(written.hasSuffix(".") ? written.dropLast() : written[...]) else { return nil }
        let labels = texts(apex)
        let network = labels.dropLast(2).reversed().compactMap { UInt8($0) }
        guard !address.isIPv6, labels.suffix(2) == ["in-addr", "arpa"], !address.octets.starts(with: network),
            address.octets.reversed().starts(with: network)
        else { return address }
        return IPAddress(octets: Array(address.octets.reversed()))
    }

    /// The address of `6.2.0.192.2.0.192`, where the network is repeated: `192.0.2.6`. The labels after it may as well be those
    /// of a delegation of a part of a network (RFC 2317): `65.64.2.0.192`.
    private static func repeated(_ labels: [String]) -> IPAddress? {
        guard labels.prefix(4).suffix(labels.count - 4) == labels.dropFirst(4) else { return nil }
        let octets = labels.prefix(4).reversed().compactMap { UInt8($0) }
        return octets.count == 4 ? IPAddress(octets: octets) : nil
    }

    private static func texts(_ name: Name) -> [String] {
        name.labels.map { String(decoding: $0, as: UTF8.self).lowercased() }
    }
}
