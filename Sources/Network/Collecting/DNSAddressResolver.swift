import DNS
import Federation

/// Looks up the hosts of redirects with the DNS client that asks all other questions.
public struct DNSAddressResolver: AddressResolver {
    private let client: DNSClient
    private let families: CollectorOptions.Families

    public init(_ client: DNSClient, _ families: CollectorOptions.Families = .both) {
        self.client = client
        self.families = families
    }

    public func addresses(of host: String) async throws -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        guard let name = Name(host) else { throw AddressLookupError("the host is not a valid name") }
        var addresses: [IPAddress] = []
        var failure: AddressLookupError?
        for type in families.types {
            let answer = try await client.ask(Question(name, type))
            guard answer.status == .noError || answer.status == .nxDomain else {
                failure = AddressLookupError("the query for its address failed with \(answer.status.word)")
                continue
            }
            for record in answer.records where record.type == type {
                if case .address(let address) = record.content { addresses.append(address) }
            }
        }
        if addresses.isEmpty, let failure { throw failure }
        return addresses
    }
}

extension CollectorOptions.Families {
    /// The record types of the addresses.
    var types: [RecordType] {
        switch self {
        case .both: [.a, .aaaa]
        case .ipv4: [.a]
        case .ipv6: [.aaaa]
        }
    }
}
