import Federation
import Testing

@Suite("Implementations")
struct ImplementationTests {
    @Test("All names in reports are present once, the specification first")
    func names() {
        #expect(
            Implementation.all.map(\.name.rawValue) == [
                "specification", "synapse", "dendrite", "mautrix-go", "sydent", "continuwuity", "tuwunel", "conduwuit",
                "conduit", "ejabberd", "matrix-media-repo", "appservice-bridge", "federation-tester",
                "federation-tester-rs",
            ])
    }

    @Test(
        "All implementations follow the specification for a server name with a port",
        arguments: Implementation.all)
    func explicitPort(_ implementation: Implementation) throws {
        let name = try ServerName("example.com:8449")
        let route = Discovery.route(to: name, EvidenceIndex(Evidence()), as: implementation)
        #expect(route.destinations.map(\.host) == ["example.com"])
        #expect(route.destinations.map(\.port) == [8449])
        #expect(route.destinations.first?.certificateName == .dns("example.com"))
    }
}

extension Implementation: CustomTestStringConvertible {
    public var testDescription: String { name.rawValue }
}
