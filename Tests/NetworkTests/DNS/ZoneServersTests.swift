import DNS
import Network
import TestSupport
import Testing

extension DNSTests {
    @Suite("The servers of a zone")
    struct ZoneServersTests {
        @Test("are found from a name deep in it, with their addresses, and each is queried")
        func found() async throws {
            let origin = name("example.com.")
            let zone = """
                $TTL 300
                @ SOA ns1 host 1 7200 3600 1209600 300
                @ NS ns1
                @ NS ns2
                ns1 A 127.0.0.1
                ns2 A 127.0.0.1
                _matrix-fed._tcp SRV 10 5 8448 matrix
                matrix A 192.0.2.7
                alias CNAME matrix.a.b
                *.a TXT "text with \\"quotes\\" and \\200"
                sub NS ns.sub
                ns.sub A 127.0.0.1
                """
            let bind = try NameServer(.bind, [NameServer.ServedZone(origin: origin, text: zone)])
            defer { bind.stop() }
            let server = DNSServer(.v4(0x7F00_0001), port: bind.port)
            let client = DNSClient(servers: [server], options: .impatient(5000, attempts: 2))

            let deep = name("_matrix-fed._tcp.example.com.")
            let servers = try await client.zoneServers(of: deep, port: bind.port, admitting: { _ in true })
            #expect(servers.apex == origin)
            #expect(Set(servers.hosts.map(\.name.description)) == ["ns1.example.com.", "ns2.example.com."])
            #expect(servers.hosts.flatMap(\.addresses) == [.v4(0x7F00_0001), .v4(0x7F00_0001)])
            #expect(!servers.isFromParent && servers.omittedHosts == 0)
            #expect(servers.lookups.count == 6)

            let answers = try await client.ask(Question(deep, .srv), ofEach: servers, port: bind.port)
            #expect(answers.map(\.host) == servers.hosts.map(\.name))
            for answer in answers {
                #expect(answer.answer.isAuthoritative && !answer.isLame)
                #expect(
                    answer.answer.records.map(\.description) == [
                        "_matrix-fed._tcp.example.com. 300 IN SRV 10 5 8448 matrix.example.com."
                    ]
                )
            }
            let outside = Question(name("example.net."), .a)
            let lame = try await client.ask(outside, ofEach: servers, port: bind.port)
            #expect(lame.map(\.isLame) == [true, true])
            #expect(lame.map(\.answer.status.word) == ["REFUSED", "REFUSED"])

            let delegation = try await client.delegation(
                of: name("x.sub.example.com."), by: servers, port: bind.port, admitting: { _ in true })
            #expect(delegation?.apex == name("sub.example.com."))
            #expect(delegation?.isFromParent == true)
            #expect(delegation?.hosts.map(\.addresses) == [[.v4(0x7F00_0001)]])
            #expect(
                try await client.delegation(of: deep, by: servers, port: bind.port, admitting: { _ in true })?.apex
                    == nil)
        }

        @Test("give the answers of BIND: no such name, no such record, an alias, a wildcard, unusual octets")
        func answers() async throws {
            let origin = name("example.com.")
            let zone = """
                $TTL 300
                @ SOA ns1 host 1 7200 3600 1209600 300
                @ NS ns1
                ns1 A 127.0.0.1
                alias CNAME ns1
                *.a TXT "a \\"b\\" \\200"
                """
            let bind = try NameServer(.bind, [NameServer.ServedZone(origin: origin, text: zone)])
            defer { bind.stop() }
            let client = DNSClient(
                servers: [DNSServer(.v4(0x7F00_0001), port: bind.port)],
                options: .impatient(5000, attempts: 2)
            )
            func ask(_ text: String, _ type: RecordType) async throws -> DNSAnswer {
                try await client.ask(Question(name(text), type))
            }
            let missing = try await ask("nothing.example.com.", .a)
            #expect(missing.status == .nxDomain)
            #expect(missing.authority.map(\.type) == [.soa])
            let empty = try await ask("ns1.example.com.", .aaaa)
            #expect(empty.status == .noError && empty.records.isEmpty)
            let alias = try await ask("alias.example.com.", .a)
            #expect(alias.records.map(\.type) == [.cname, .a])
            let wildcard = try await ask("x.a.example.com.", .txt)
            #expect(wildcard.records.map(\.rdataText) == [#""a \"b\" \200""#])
            #expect(try await ask("example.org.", .a).status.word == "REFUSED")
            #expect(await client.ignoredReplies().total == 0)
        }

        @Test("at addresses that are not allowed are not queried, not even for the delegation of a child zone")
        func refused() async throws {
            let server = try await ScriptedServer { _, query in
                switch query.type {
                case .soa where query.name == Self.apex:
                    [
                        .send(
                            query.reply(answer: [ReceivedQuery.record(.soa, [0, 0] + [UInt8](repeating: 1, count: 20))])
                        )
                    ]
                // If all servers of a zone fail, its parent still has the delegation.
                case .soa: [.send(query.reply(code: 2))]
                case .ns:
                    [
                        .send(
                            query.reply(answer: [
                                ReceivedQuery.record(.ns, [2] + Array("ns".utf8) + Array(Self.apex.wire))
                            ]))
                    ]
                case .a: [.send(query.reply(answer: [ReceivedQuery.record(.a, [127, 0, 0, 1])]))]
                default: [.send(query.reply())]
                }
            }
            let client = DNSClient(servers: [server.server], options: .impatient(5000, attempts: 1))
            let name = try #require(Name("sub.example.com."))
            let zone = try await client.zoneServers(of: name, port: server.server.port, admitting: { _ in false })
            #expect(zone.apex == Self.apex)
            #expect(zone.hosts.flatMap(\.addresses).isEmpty)
            #expect(zone.hosts.flatMap(\.refusedAddresses) == [.v4(0x7F00_0001)])
            let asked = server.queries.count
            let answers = try await client.ask(Question(name, .srv), ofEach: zone, port: server.server.port)
            #expect(answers.isEmpty)
            #expect(server.queries.count == asked)
            #expect(server.queries.allSatisfy { $0.message.flags.recursionDesired })
            await server.stop()
        }

        private static let apex = Name("example.com.") ?? .root
    }
}
