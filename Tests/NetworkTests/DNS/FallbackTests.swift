import DNS
import Network
import Synchronization
import Testing

extension DNSTests {
    @Suite("A server that requires a fallback")
    struct FallbackTests {
        @Test("because it folds the case of names is queried again without mixed case, and always after the third time")
        func folding() async throws {
            let server = try await ScriptedServer { _, query in [.send(query.foldedReply)] }
            let client = DNSClient(servers: [server.server], options: .impatient(5000))
            let first = try await client.ask(asked)
            #expect(first.status == .noError)
            #expect(first.ignored.caseFolded == 1)
            #expect(first.queries == 2)
            for _ in 1...3 { _ = try await client.ask(asked) }
            #expect(server.queries.map(\.isMixed) == [true, false, true, false, true, false, false])
            #expect(server.queries[0].message.id != server.queries[1].message.id)
            await server.stop()
        }

        @Test("but once preserved the case is always queried with mixed case, since folded replies may be forged")
        func foldedAfterKeeping() async throws {
            let count = Mutex(0)
            let server = try await ScriptedServer { _, query in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                return [.send(number == 1 ? query.rightReply : query.foldedReply)]
            }
            let client = DNSClient(servers: [server.server], options: .impatient(5000))
            for _ in 1...5 { _ = try await client.ask(asked) }
            #expect(server.queries.map(\.isMixed) == [true, true, false, true, false, true, false, true, false])
            await server.stop()
        }

        @Test(
            "because it lacks EDNS is queried once without it",
            arguments: [(1, true), (4, true), (1, false), (4, false)])
        func withoutEDNS(code: UInt8, hasQuestion: Bool) async throws {
            let server = try await ScriptedServer { _, query in
                guard query.message.edns != nil else { return [.send(query.rightReply)] }
                if hasQuestion { return [.send(query.reply(code: code))] }
                return [.send(Array(query.bytes[..<2]) + [0x81, 0x80 | code] + [UInt8](repeating: 0, count: 8))]
            }
            let client = DNSClient(servers: [server.server], options: .impatient(5000))
            let answer = try await client.ask(asked)
            #expect(answer.status == .noError)
            #expect(answer.queries == 2)
            await server.stop()
        }

        @Test("but also refuses without EDNS is believed")
        func refusal() async throws {
            let server = try await ScriptedServer { _, query in [.send(query.reply(code: 1))] }
            let client = DNSClient(servers: [server.server], options: .impatient(5000, attempts: 3))
            let answer = try await client.ask(asked)
            #expect(answer.status.word == "FORMERR")
            #expect(answer.queries == 2)
            await server.stop()
        }

        @Test("to TCP is queried there for the complete answer")
        func truncated() async throws {
            let text = ReceivedQuery.record(.txt, [200] + [UInt8](repeating: 0x61, count: 200))
            let whole: ScriptedServer.StreamScript = { _, query in
                [.send(query.reply(answer: [[UInt8]](repeating: text, count: 100)))]
            }
            let server = try await ScriptedServer(stream: whole) { _, query in
                [.send(query.reply(flags: 0x8380))]
            }
            let client = DNSClient(servers: [server.server], options: .impatient(5000))
            let answer = try await client.ask(asked)
            #expect(answer.status == .noError)
            #expect(answer.transport == .tcp)
            #expect(answer.records.count == 100)
            #expect(Set(server.queries.map(\.message.id)).count == 2)
            await server.stop()
        }

        @Test("to TCP but does not listen there is reported to refuse the connection")
        func refusedStream() async throws {
            let server = try await ScriptedServer { _, query in [.send(query.reply(flags: 0x8380))] }
            let client = DNSClient(servers: [server.server], options: .impatient(5000))
            let answer = try await client.ask(asked)
            #expect(answer.status == .refusedConnection)
            #expect(answer.transport == .tcp)
            #expect(answer.detail == "\(server.server) refuses the connection over TCP")
            await server.stop()
        }

        /// The problems of a TCP connection.
        struct BadStream: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let status: DNSAnswer.Status
            let script: ScriptedServer.StreamScript
        }

        static let badStreams = [
            BadStream(testDescription: "a byte now and then", status: .timeout) { _, query in
                [.sendSlowly([0, 100] + query.rightReply)]
            },
            BadStream(testDescription: "a length that never comes", status: .timeout) { _, query in
                [.sendRaw([0xFF, 0xFF] + query.rightReply)]
            },
            BadStream(testDescription: "a length that is cut short", status: .malformed) { _, query in
                [.sendRaw([0xFF, 0xFF] + query.rightReply), .close]
            },
            BadStream(testDescription: "a length shorter than a message", status: .malformed) { _, query in
                [.sendRaw([0, 2] + query.rightReply)]
            },
            BadStream(testDescription: "no length", status: .malformed) { _, _ in [.sendRaw([0, 0, 0, 0])] },
            BadStream(testDescription: "a length that cuts the message", status: .malformed) { _, query in
                [.sendRaw([0, UInt8(query.rightReply.count - 1)] + query.rightReply)]
            },
            BadStream(testDescription: "closed at once", status: .refusedConnection) { _, _ in [.close] },
            BadStream(testDescription: "another question", status: .timeout) { _, query in
                [.send(query.forged { $0[14] = UInt8(ascii: "9") })]
            },
        ]

        @Test("to TCP but sends an invalid reply there gets no more time and no trust", arguments: badStreams)
        func badStream(_ bad: BadStream) async throws {
            let server = try await ScriptedServer(stream: bad.script) { _, query in
                [.send(query.reply(flags: 0x8380))]
            }
            let client = DNSClient(servers: [server.server], options: .impatient(200))
            let answer = try await client.ask(asked)
            #expect(answer.status == bad.status)
            #expect(answer.records.isEmpty)
            #expect(answer.detail != nil)
            await client.shutDown()
            await server.stop()
        }
    }
}
