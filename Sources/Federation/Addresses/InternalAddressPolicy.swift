import DNS

/// Which internal addresses are contacted on behalf of a server name.
///
/// Names, redirects and records are untrusted, and may lead into the network of the machine that follows them.
/// Addresses that the user gave are not subject to this policy.
public struct InternalAddressPolicy: Sendable, Equatable {
    /// The choice of the user.
    public enum Choice: Sendable, Equatable {
        /// Internal addresses are contacted if the server name itself is internal, and then only those of its kind.
        case byServerName
        /// All are contacted.
        case follow
        /// None is contacted, not even that of the server name.
        case refuse
    }

    public let choice: Choice
    /// The addresses of the server name's host, or the address that the server name is.
    public let ownAddresses: Set<IPAddress>

    public init(_ choice: Choice, ownAddresses: some Sequence<IPAddress>) {
        self.choice = choice
        self.ownAddresses = Set(ownAddresses)
    }

    /// Contacts all addresses.
    public static let follow = InternalAddressPolicy(.follow, ownAddresses: [])

    /// Whether the server name has addresses and all of them are internal, as in the network of a company. A name that
    /// also has a public address is public.
    public var isInternalServerName: Bool {
        !ownAddresses.isEmpty && ownAddresses.allSatisfy { AddressScope($0).isInternal }
    }

    /// Whether the server name has a public address. Answers of internal addresses for such a name are not saved in
    /// files, which may be passed on. A name without addresses, or with documentation addresses only, is neither public
    /// nor internal: nothing can redirect from there.
    public var isPublicServerName: Bool { ownAddresses.contains { AddressScope($0) == .publicAddress } }

    /// Whether to connect to an address from a record or a redirect.
    public func admits(_ address: IPAddress) -> Bool {
        guard AddressScope(address).isInternal else { return true }
        switch choice {
        case .follow: return true
        case .refuse: return false
        case .byServerName:
            guard isInternalServerName else { return false }
            // Loopback and link-local addresses mean a different machine on each host, so only the given one is
            // allowed.
            if ownAddresses.contains(address) { return true }
            return Self.isPrivateUse(address) && ownAddresses.contains(where: Self.isPrivateUse)
        }
    }

    /// The kind of an internal address, as a clause: "10.0.0.5 is a private address".
    public static func words(for address: IPAddress) -> String {
        "\(address) is \(AddressScope(address).internalKind ?? "an internal address")"
    }

    /// Why an address is not contacted, as a clause: "10.0.0.5 is a private address and was not contacted".
    public static func reason(_ address: IPAddress) -> String {
        "\(words(for: address)) and was not contacted"
    }

    /// Whether an address is in a network that the hosts of an organisation share, and is not the address of a metadata
    /// service, from which machines in a cloud get their credentials.
    public static func isPrivateUse(_ address: IPAddress) -> Bool {
        AddressScope.isInPrivateNetwork(address) && !metadataServices.contains(address)
    }

    /// 100.100.100.200 of Alibaba, also mapped; fd00:ec2::254 of Amazon and fd20:ce::254 of Google.
    private static let metadataServices: Set<IPAddress> = [
        .v4(0x6464_64C8), .v6(0xFFFF_6464_64C8), .v6(0xFD00_0EC2 << 96 | 0x254), .v6(0xFD20_00CE << 96 | 0x254),
    ]
}
