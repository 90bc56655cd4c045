import DNS

/// Looks hosts of redirects up with the same client that asks everything else.
public struct DNSAddresses: AddressResolving {
    private let client: DNSClient

    public init(_ client: DNSClient) {
        self.client = client
    }

    public func addresses(of host: String) async throws -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        guard let name = Name(host) else { throw AddressRefusal("the host is no name") }
        var addresses: [IPAddress] = []
        for type in [RecordType.a, .aaaa] {
            let answer = try await client.ask(Message.Question(name, type))
            for record in answer.records where record.type == type {
                if case .address(let address) = record.content { addresses.append(address) }
            }
        }
        return addresses
    }
}
