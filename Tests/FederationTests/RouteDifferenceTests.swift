import DNS
import Federation
import Testing

@Suite("Differences between routes")
struct RouteDifferenceTests {
    private func routes(_ records: [String], absent: [String] = []) throws -> RouteSet {
        var evidence = Evidence()
        evidence.https = [HTTPSEntry(url: WellKnown.url("example.com", .server), status: 404)]
        for text in records {
            let record = try AnswerRecord(text)
            evidence.dns.append(DNSEntry(Question(record.owner, record.type), .noError, records: [record]))
        }
        for text in absent {
            let words = text.split(separator: " ")
            let name = try #require(Name(String(words[0])))
            let type = try #require(RecordType(mnemonic: String(words[1])))
            evidence.dns.append(DNSEntry(Question(name, type), .nxDomain))
        }
        return RouteSet(to: try ServerName("example.com"), EvidenceIndex(evidence))
    }

    @Test("There is no difference from a route of the specification that is unknown for lack of evidence")
    func missingAnswerIsNoDifference() throws {
        // Only `_matrix._tcp` was collected, which is enough for ejabberd.
        let routes = try routes(
            ["_matrix._tcp.example.com. 3600 IN SRV 10 5 8448 synapse.example.com."],
            absent: ["synapse.example.com. A", "synapse.example.com. AAAA"])
        #expect(routes.specification.outcome == .unknown)
        #expect(routes.all.allSatisfy { $0.difference == nil })
    }

    @Test("A failure of an implementation in a case that the specification leaves open is a difference")
    func silenceOfTheSpecificationIsADifference() throws {
        let name = try #require(Name("_matrix-fed._tcp.example.com."))
        var evidence = Evidence()
        evidence.https = [HTTPSEntry(url: WellKnown.url("example.com", .server), status: 404)]
        evidence.dns = [DNSEntry(Question(name, .srv), .servFail)]
        let routes = RouteSet(to: try ServerName("example.com"), EvidenceIndex(evidence))
        #expect(routes[.synapse].difference?.kind == .outcome)
    }

    @Test("A target with a refused address is not one without addresses")
    func refusedTargetKeepsItsAddress() throws {
        let routes = try routes(
            [
                "_matrix-fed._tcp.example.com. 3600 IN SRV 10 5 8448 synapse.example.com.",
                "synapse.example.com. 3600 IN A 10.0.0.5",
                "example.com. 3600 IN A 9.9.9.9",
            ],
            absent: ["synapse.example.com. AAAA", "example.com. AAAA"])
        #expect(routes[.continuwuity].route.destinations.map(\.addresses) == [[try #require(IPAddress("10.0.0.5"))]])
    }

    @Test("A fallback to the address of the server name is explained")
    func ownAddressIsExplained() throws {
        let routes = try routes(
            [
                "_matrix-fed._tcp.example.com. 3600 IN SRV 10 5 8448 synapse.example.com.",
                "example.com. 3600 IN A 9.9.9.9",
            ],
            absent: ["synapse.example.com. A", "synapse.example.com. AAAA", "example.com. AAAA"])
        let compared = routes[.continuwuity]
        #expect(compared.route.destinations.map(\.addresses) == [[try #require(IPAddress("9.9.9.9"))]])
        #expect(compared.difference?.because.contains("the address of the server name, at port 8448") == true)
    }
}
