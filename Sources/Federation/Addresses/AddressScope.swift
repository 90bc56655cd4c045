import DNS

/// Where an address is reachable.
public enum AddressScope: Sendable, Equatable {
    case publicAddress
    /// Reserved for documentation (RFC 5737, RFC 3849, RFC 9637): a placeholder for another address.
    case documentation
    /// 127.0.53.53, which reports that a private name collides with a public top-level domain (ICANN, 2014).
    case nameCollision
    /// Not reachable from other networks; its kind, as in "a private address".
    case local(String)
    /// Not reachable from other networks either, but not in the block list of any homeserver; its kind, as above.
    case special(String)

    public init(_ address: IPAddress) {
        switch address {
        case .v4(let value): self = Self.scope(value)
        case .v6(let value):
            if let embedded = Self.embedded(value) {
                self = Self.scope(embedded)
            } else if let translated = Self.translated(value) {
                self = Self.special(Self.scope(translated.value), translated.form)
            } else {
                self = Self.scope(value)
            }
        }
    }

    /// Whether it is in the network of the machine that connects to it, or unreachable. Untrusted records and redirects
    /// to such addresses are not followed.
    public var isInternal: Bool {
        switch self {
        case .publicAddress, .documentation: false
        case .nameCollision, .local, .special: true
        }
    }

    /// The kind of an internal address, as in "a private address".
    public var internalKind: String? {
        switch self {
        case .publicAddress, .documentation: nil
        case .nameCollision: "a loopback address"
        case .local(let kind), .special(let kind): kind
        }
    }

    /// Whether Synapse and similar servers refuse to connect to it by default. They also refuse documentation
    /// addresses, but those are placeholders for addresses that they accept.
    public var isBlocked: Bool {
        switch self {
        case .publicAddress, .documentation, .special: false
        case .nameCollision, .local: true
        }
    }

    /// The IPv4 address in an IPv6 address: mapped, the deprecated compatible form (RFC 4291 §2.5.5), or 6to4
    /// (RFC 3056 §2).
    private static func embedded(_ value: UInt128) -> UInt32? {
        if value >> 32 == 0xFFFF || value >> 32 == 0 && value > 1 { return UInt32(truncatingIfNeeded: value) }
        return value >> 112 == 0x2002 ? UInt32(truncatingIfNeeded: value >> 80) : nil
    }

    /// The IPv4 address that a translator derives from an IPv6 address: NAT64 with the well-known prefix (RFC 6052
    /// §2.1), and the deprecated IPv4-translated addresses (RFC 2765 §2.1).
    private static func translated(_ value: UInt128) -> (value: UInt32, form: String)? {
        if value >> 32 == 0x0064_FF9B << 64 { return (UInt32(truncatingIfNeeded: value), "NAT64") }
        if value >> 32 == 0xFFFF_0000 { return (UInt32(truncatingIfNeeded: value), "translated") }
        return nil
    }

    private static func special(_ scope: AddressScope, _ form: String) -> AddressScope {
        scope.internalKind.map { .special("the \(form) form of \($0)") } ?? scope
    }

    private static func scope(_ value: UInt32) -> AddressScope {
        for (network, bits, scope) in v4Networks where (value ^ network) >> (32 - bits) == 0 { return scope }
        return .publicAddress
    }

    private static func scope(_ value: UInt128) -> AddressScope {
        for (network, bits, scope) in v6Networks where (value ^ network) >> (128 - UInt128(bits)) == 0 { return scope }
        return .publicAddress
    }

    /// Networks that the hosts of an organisation share (RFC 1918, RFC 6598).
    private static let privateV4Networks: [(UInt32, UInt32, AddressScope)] = [
        (0x0A00_0000, 8, .local("a private address")),
        (0x6440_0000, 10, .local("an address of carrier-grade NAT")),
        (0xAC10_0000, 12, .local("a private address")),
        (0xC0A8_0000, 16, .local("a private address")),
    ]

    /// RFC 4193.
    private static let privateV6Networks: [(UInt128, UInt32, AddressScope)] = [
        (0xFC00 << 112, 7, .local("a unique local address"))
    ]

    /// Whether an address is in a network that the hosts of an organisation share. IPv4 addresses may be mapped.
    static func isInPrivateNetwork(_ address: IPAddress) -> Bool {
        switch address {
        case .v4(let value): privateV4Networks.contains { (value ^ $0.0) >> (32 - $0.1) == 0 }
        case .v6(let value):
            value >> 32 == 0xFFFF
                ? isInPrivateNetwork(.v4(UInt32(truncatingIfNeeded: value)))
                : privateV6Networks.contains { (value ^ $0.0) >> (128 - UInt128($0.1)) == 0 }
        }
    }

    private static let v4Networks = privateV4Networks + otherV4Networks
    private static let v6Networks = privateV6Networks + otherV6Networks

    // The IANA registries of special-purpose addresses (RFC 6890), without the private networks.
    private static let otherV4Networks: [(UInt32, UInt32, AddressScope)] = [
        (0x7F00_3535, 32, .nameCollision),
        (0x0000_0000, 8, .local("an address of \"this network\"")),
        (0x7F00_0000, 8, .local("a loopback address")),
        (0xA9FE_0000, 16, .local("a link-local address")),
        (0xC000_0000, 24, .local("an address of IETF protocol assignments")),
        (0xC000_0200, 24, .documentation),
        // Deprecated by RFC 7526.
        (0xC058_6300, 24, .local("an address of the former 6to4 relays")),
        (0xC612_0000, 15, .local("a benchmarking address")),
        (0xC633_6400, 24, .documentation),
        (0xCB00_7100, 24, .documentation),
        (0xE000_0000, 4, .local("a multicast address")),
        (0xF000_0000, 4, .local("a reserved address")),
    ]

    private static let otherV6Networks: [(UInt128, UInt32, AddressScope)] = [
        (0, 128, .local("the unspecified address")),
        (1, 128, .local("the loopback address")),
        // RFC 8215: its meaning depends on the translator of the local network.
        (0x0064_FF9B_0001 << 80, 48, .special("a NAT64 address of the local network")),
        // RFC 6666, RFC 9780.
        (0x0100 << 112, 64, .special("a discard-only address")),
        (0x0100 << 112 | 1 << 64, 64, .special("a dummy address")),
        // RFC 7723, RFC 8155, RFC 9665, RFC 7450, RFC 7535 and RFC 9374: the reachable ones of the assignments below.
        (0x2001_0001 << 96 | 1, 128, .publicAddress),
        (0x2001_0001 << 96 | 2, 127, .publicAddress),
        (0x2001_0003 << 96, 32, .publicAddress),
        (0x2001_0004_0112 << 80, 48, .publicAddress),
        (0x2001_0030 << 96, 28, .publicAddress),
        // RFC 4380: the relay in it forwards packets to the address in the other bits.
        (0x2001_0000 << 96, 32, .special("a Teredo address")),
        // RFC 5180.
        (0x2001_0002 << 96, 48, .special("a benchmarking address")),
        // RFC 4843 and RFC 7343: identifiers of hosts in the form of addresses.
        (0x2001_0010 << 96, 28, .special("an ORCHID")),
        (0x2001_0020 << 96, 28, .special("an ORCHID")),
        (0x2001_0000 << 96, 23, .special("an address of IETF protocol assignments")),
        (0x2001_0DB8 << 96, 32, .documentation),
        (0x3FFF << 112, 20, .documentation),
        // RFC 9602.
        (0x5F00 << 112, 16, .special("a segment identifier")),
        (0xFE80 << 112, 10, .local("a link-local address")),
        // Deprecated by RFC 3879.
        (0xFEC0 << 112, 10, .local("a site-local address")),
        (0xFF00 << 112, 8, .local("a multicast address")),
    ]
}
