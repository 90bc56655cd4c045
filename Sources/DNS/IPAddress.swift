/// An IPv4 or IPv6 address.
public enum IPAddress: Hashable, Sendable {
    case v4(UInt32)
    case v6(UInt128)

    /// Reads an IPv4 address without leading zeros, or an IPv6 address in any form of RFC 4291 §2.2, without brackets or zone
    /// identifier.
    public init?(_ text: some StringProtocol) {
        var copy = String(text)
        let read = copy.withUTF8 { bytes -> IPAddress? in
            IPv4Text.read(bytes).map(IPAddress.v4) ?? IPv6Text.read(bytes).map(IPAddress.v6)
        }
        guard let read else { return nil }
        self = read
    }

    public var isIPv6: Bool {
        if case .v6 = self { true } else { false }
    }

    /// The four or sixteen octets in network order.
    public var octets: [UInt8] {
        switch self {
        case .v4(let value): (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) }
        case .v6(let value): (0..<16).map { UInt8(truncatingIfNeeded: value >> (120 - 8 * UInt128($0))) }
        }
    }

    /// - Returns: `nil` unless there are four or sixteen octets.
    public init?(octets: some Collection<UInt8>) {
        switch octets.count {
        case 4: self = .v4(octets.reduce(0) { $0 << 8 | UInt32($1) })
        case 16: self = .v6(octets.reduce(0) { $0 << 8 | UInt128($1) })
        default: return nil
        }
    }
}

extension IPAddress: CustomStringConvertible {
    /// Four decimal numbers, or the canonical form of RFC 5952 without brackets.
    public var description: String {
        switch self {
        case .v4: octets.map(String.init).joined(separator: ".")
        case .v6(let value): Self.canonical(value)
        }
    }

    private static func canonical(_ value: UInt128) -> String {
        // RFC 5952 §5: an embedded IPv4 address is written as such.
        if value >> 32 == 0xFFFF { return "::ffff:" + IPAddress.v4(UInt32(truncatingIfNeeded: value)).description }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
        // RFC 5952 §4.2: the longest run of two or more zero groups, and the first of several.
        var gap = 0..<0
        var start = 0
        for index in 0...8 where index == 8 || groups[index] != 0 {
            if index - start > max(gap.count, 1) { gap = start..<index }
            start = index + 1
        }
        let hex = groups.map { String($0, radix: 16) }
        guard !gap.isEmpty else { return hex.joined(separator: ":") }
        return hex[..<gap.lowerBound].joined(separator: ":") + "::" + hex[gap.upperBound...].joined(separator: ":")
    }
}
