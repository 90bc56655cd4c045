import DNS
import Network
import Testing

/// A long name, for which mixed case is all lower case with a probability of only 1 in 10⁹.
let asked = Question(name("_matrix-fed._tcp.some-long-server-name.example.com."), .a)

func name(_ text: String) -> Name { Name(text) ?? .root }

extension DNSClientOptions {
    /// Short timeouts, for tests that have to wait.
    static func impatient(_ milliseconds: Int = 100, attempts: Int = 1) -> DNSClientOptions {
        var options = DNSClientOptions()
        options.attemptTimeout = .milliseconds(milliseconds)
        options.attempts = attempts
        return options
    }
}

extension DNSTests {
    @Suite("The DNS client")
    struct DNSClientTests {
        @Test("returns everything in an answer")
        func answer() async throws {
            let options: [UInt8] = [0, 15, 0, 7, 0, 3] + Array("stale".utf8)
            let server = try await ScriptedServer { _, query in
                [.send(query.reply(flags: 0x85A0, answer: [ReceivedQuery.address], options: options))]
            }
            let client = DNSClient(servers: [server.server], options: .impatient(5000))
            let answer = try await client.ask(asked)
            #expect(answer.status == .noError)
            #expect(answer.status.word == "NOERROR")
            #expect(answer.records.map(\.content) == [.address(.v4(0xC000_0201))])
            #expect(answer.records.map(\.ttl) == [300])
            #expect(answer.extendedErrors == [Message.ExtendedError(code: 3, text: "stale")])
            #expect(answer.server == server.server)
            #expect(answer.transport == .udp)
            #expect(answer.isAuthoritative && answer.isAuthentic)
            #expect(answer.size == server.queries.first.map { $0.bytes.count + 16 + 11 })
            #expect(answer.detail == nil)
            #expect(answer.ignored.total == 0)
            #expect(server.queries.map(\.message.edns?.payloadSize) == [1232])
            await server.stop()
        }

        @Test("sends queries with mixed case, and unpredictable ids and ports")
        func unpredictable() async throws {
            let server = try await ScriptedServer { _, query in [.send(query.rightReply)] }
            let client = DNSClient(servers: [server.server], options: .impatient(5000))
            for _ in 0..<40 {
                // The case of letters is chosen by the client.
                let answer = try await client.ask(asked)
                #expect(answer.records.map(\.owner.description) == [asked.name.description])
            }
            let queries = server.queries
            #expect(queries.count == 40)
            #expect(Set(queries.map(\.message.id)).count > 35)
            #expect(Set(server.ports).count > 10)
            #expect(Set(queries.map(\.name.wire)).count > 35)
            #expect(zip(server.ports, server.ports.dropFirst()).contains { abs($0 - $1) > 16 })
            await server.stop()
        }
    }
}
