import Federation

/// What to collect, and the limits of collecting.
public struct CollectorOptions: Sendable {
    /// The address families that are connected to.
    public var families: Families = .both
    /// The internal addresses that are connected to.
    public var internalAddresses: InternalAddressPolicy.Choice = .byServerName
    /// Whether the zone's own name servers are asked as well.
    public var asksAuthoritative = false
    /// The time limit for one server name.
    public var budget: Duration = .seconds(60)
    /// The maximum number of endpoints that are probed, counting each name in SNI separately. It equals the number of
    /// destinations that are judged. Omitted endpoints are reported.
    public var maximumProbes = DiscoveryLimits.services
    /// The maximum number of octets of documents and certificates that are kept for one server name.
    public var maximumOctets = 4 << 20
    /// The maximum number of addresses of each family that are tried for a host. It equals the number that is judged.
    public var maximumAddresses = DiscoveryLimits.addresses

    /// Returns the documents as peers get them, without judging certificates. Later steps ask only what follows from
    /// documents that peers would use, and what peers use if there are none.
    public var documents: @Sendable (Evidence) async -> [HTTPSEntry] = { $0.https }

    public enum Families: Sendable { case both, ipv4, ipv6 }

    public init() {}
}
