import DNS

/// What the answers say of a host's addresses.
struct HostFacts: Sendable {
    /// To the questions for A and for AAAA.
    let answers: [Answer]
    /// Those that are judged, IPv4 first.
    let addresses: [IPAddress]
    /// How many there are.
    let total: Int
    /// The first of all of them that is not for the public network.
    let blocked: IPAddress?
    /// Whether all of them are like that.
    let isAllBlocked: Bool

    init(_ answers: [Answer]) {
        self.answers = answers
        let found = answers.map { $0.records.compactMap(\.address) }
        addresses = found.flatMap { $0.prefix(DiscoveryLimits.addresses) }
        total = found.reduce(0) { $0 + $1.count }
        blocked = found.joined().first { AddressScope($0).isBlocked }
        isAllBlocked = found.joined().allSatisfy { AddressScope($0).isBlocked }
    }
}
