import DNS

/// Which internal addresses are contacted on behalf of a server name.
///
/// Names, redirects and records are written by strangers, and may lead into the network of the machine that follows them.
/// What the user typed is not subject to this policy.
public struct InternalAddressPolicy: Sendable, Equatable {
    /// What the user wants.
    public enum Choice: Sendable, Equatable {
        /// Internal addresses are contacted if the server name itself is internal, and then only those of its kind.
        case byServerName
        /// All are contacted.
        case follow
        /// None is contacted, not even the server name's own.
        case refuse
    }

    public let choice: Choice
    /// The addresses of the server name's host, or the address that the server name is.
    public let ownAddresses: Set<IPAddress>

    public init(_ choice: Choice, ownAddresses: some Sequence<IPAddress>) {
        self.choice = choice
        self.ownAddresses = Set(ownAddresses)
    }

    /// Follows everything.
    public static let follow = InternalAddressPolicy(.follow, ownAddresses: [])

    /// Whether the server name has addresses and all of them are internal, as inside a company. A name with a public
    /// address beside is a public one.
    public var isInternalServerName: Bool {
        !ownAddresses.isEmpty && ownAddresses.allSatisfy { AddressScope($0).isInternal }
    }

    /// Whether the server name has an address that anybody can be at. What internal addresses answer on behalf of such a
    /// name is not kept in files that are handed on. A name without any, or with addresses for examples only, is neither
    /// public nor internal: nothing can redirect from there.
    public var isPublicServerName: Bool { ownAddresses.contains { AddressScope($0) == .publicAddress } }

    /// Whether to connect to an address that a record or a redirect gave.
    public func admits(_ address: IPAddress) -> Bool {
        guard AddressScope(address).isInternal else { return true }
        switch choice {
        case .follow: return true
        case .refuse: return false
        case .byServerName:
            guard isInternalServerName else { return false }
            // Loopback and link-local addresses mean another machine to everybody: there it is exactly the one named.
            if ownAddresses.contains(address) { return true }
            return Self.isPrivateUse(address) && ownAddresses.contains(where: Self.isPrivateUse)
        }
    }

    /// What an internal address is, as a clause: "10.0.0.5 is a private address".
    public static func words(for address: IPAddress) -> String {
        "\(address) is \(AddressScope(address).internalKind ?? "an internal address")"
    }

    /// Why an address is not contacted, as a clause: "10.0.0.5 is a private address and was not contacted".
    public static func reason(_ address: IPAddress) -> String {
        "\(words(for: address)) and was not contacted"
    }

    /// Space that the hosts of an organisation share (RFC 1918, RFC 6598, RFC 4193), without the addresses in it at which
    /// clouds give every machine its credentials.
    public static func isPrivateUse(_ address: IPAddress) -> Bool {
        switch address {
        case .v4(let value):
            let isShared = privateNetworks.contains { (value ^ $0.network) >> (32 - $0.bits) == 0 }
            return isShared && value != alibabaMetadata
        case .v6(let value):
            if value >> 32 == 0xFFFF { return isPrivateUse(.v4(UInt32(truncatingIfNeeded: value))) }
            return value >> 121 == 0xFC00 >> 9 && !metadataServices.contains(value)
        }
    }

    private static let privateNetworks: [(network: UInt32, bits: UInt32)] = [
        (0x0A00_0000, 8), (0xAC10_0000, 12), (0xC0A8_0000, 16), (0x6440_0000, 10),
    ]

    /// 100.100.100.200.
    private static let alibabaMetadata: UInt32 = 0x6464_64C8

    /// fd00:ec2::254 of Amazon and fd20:ce::254 of Google.
    private static let metadataServices: Set<UInt128> = [
        0xFD00_0EC2 << 96 | 0x254, 0xFD20_00CE << 96 | 0x254,
    ]
}
