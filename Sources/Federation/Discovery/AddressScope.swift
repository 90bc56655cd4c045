import DNS

/// What an address is good for.
public enum AddressScope: Sendable, Equatable {
    case publicAddress
    /// Set aside for examples (RFC 5737, RFC 3849, RFC 9637): it stands for another one.
    case documentation
    /// 127.0.53.53, which says that a private name collides with a public top-level domain (ICANN, 2014).
    case nameCollision
    /// Not reachable from elsewhere; which kind, as in "a private address".
    case local(String)

    public init(_ address: IPAddress) {
        switch address {
        case .v4(let value): self = Self.scope(value)
        case .v6(let value):
            // RFC 4291 §2.5.5.2: an IPv4 address in IPv6 clothes.
            if value >> 32 == 0xFFFF {
                self = Self.scope(UInt32(truncatingIfNeeded: value))
            } else {
                self = Self.scope(value)
            }
        }
    }

    /// Whether Synapse and its like refuse to connect to it by default. Those for examples are refused as well, but
    /// they stand for addresses that are not.
    public var isBlocked: Bool {
        switch self {
        case .publicAddress, .documentation: false
        case .nameCollision, .local: true
        }
    }

    private static func scope(_ value: UInt32) -> AddressScope {
        for (network, bits, scope) in v4Networks where (value ^ network) >> (32 - bits) == 0 { return scope }
        return .publicAddress
    }

    private static func scope(_ value: UInt128) -> AddressScope {
        for (network, bits, scope) in v6Networks where (value ^ network) >> (128 - UInt128(bits)) == 0 { return scope }
        return .publicAddress
    }

    // The IANA registries of special-purpose addresses (RFC 6890).
    private static let v4Networks: [(UInt32, UInt32, AddressScope)] = [
        (0x7F00_3535, 32, .nameCollision),
        (0x0000_0000, 8, .local("an address of \"this network\"")),
        (0x0A00_0000, 8, .local("a private address")),
        (0x6440_0000, 10, .local("an address of carrier-grade NAT")),
        (0x7F00_0000, 8, .local("a loopback address")),
        (0xA9FE_0000, 16, .local("a link-local address")),
        (0xAC10_0000, 12, .local("a private address")),
        (0xC000_0000, 24, .local("an address of IETF protocol assignments")),
        (0xC000_0200, 24, .documentation),
        (0xC0A8_0000, 16, .local("a private address")),
        (0xC612_0000, 15, .local("an address of benchmarks")),
        (0xC633_6400, 24, .documentation),
        (0xCB00_7100, 24, .documentation),
        (0xE000_0000, 4, .local("a multicast address")),
        (0xF000_0000, 4, .local("a reserved address")),
    ]

    private static let v6Networks: [(UInt128, UInt32, AddressScope)] = [
        (0, 128, .local("the unspecified address")),
        (1, 128, .local("the loopback address")),
        (0x2001_0DB8 << 96, 32, .documentation),
        (0x3FFF << 112, 20, .documentation),
        (0xFC00 << 112, 7, .local("a unique local address")),
        (0xFE80 << 112, 10, .local("a link-local address")),
        (0xFF00 << 112, 8, .local("a multicast address")),
    ]
}
