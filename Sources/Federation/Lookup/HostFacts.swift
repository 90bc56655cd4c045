import DNS

/// The addresses of a host.
struct HostFacts: Sendable {
    /// The answers to the questions for A and AAAA.
    let answers: [Answer]
    /// The addresses that discovery uses, IPv4 first.
    let addresses: [IPAddress]
    /// The number of all addresses.
    let total: Int
    /// The first blocked address of all.
    let blocked: IPAddress?
    /// Whether all addresses are blocked.
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
