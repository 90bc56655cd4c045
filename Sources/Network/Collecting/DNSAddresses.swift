import DNS
import Federation

/// Looks hosts of redirects up with the same client that asks everything else.
public struct DNSAddresses: AddressResolver {
    private let client: DNSClient
    private let families: CollectorOptions.Families

    public init(_ client: DNSClient, _ families: CollectorOptions.Families = .both) {
        self.client = client
        self.families = families
    }

    public func addresses(of host: String) async throws -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        guard let name = Name(host) else { throw AddressLookupError("the host is no name") }
        var addresses: [IPAddress] = []
        var failure: AddressLookupError?
        for type in families.types {
            let answer = try await client.ask(Message.Question(name, type))
            guard answer.status == .noError || answer.status == .nxDomain else {
                failure = AddressLookupError("the question for its address is answered with \(answer.status.word)")
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
    /// The types of records that hold such addresses.
    var types: [RecordType] {
        switch self {
        case .both: [.a, .aaaa]
        case .ipv4: [.a]
        case .ipv6: [.aaaa]
        }
    }
}
