import DNS
import Network
import TestSupport
import Testing

extension DNSTests {
    @Suite("A reply that is not the answer to the query")
    struct ForgedReplyTests {
        /// A reply that a forger or a broken server sends before the correct answer, and the counter for it.
        struct Forgery: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let counter: @Sendable (IgnoredReplies) -> Int
            let actions: @Sendable (ReceivedQuery) -> [ScriptedServer.Action]
        }

        static let forgeries = [
            Forgery(testDescription: "another id", counter: \.unknownID) { query in
                [.send(query.forged { $0[1] ^= 1 })]
            },
            Forgery(testDescription: "another name", counter: \.otherQuestion) { query in
                [.send(query.forged { $0[14] = UInt8(ascii: "9") })]
            },
            Forgery(testDescription: "another type", counter: \.otherQuestion) { query in
                let typeAt = 12 + query.name.wire.count + 1
                return [.send(query.forged { $0[typeAt] = 28 })]
            },
            Forgery(testDescription: "another class", counter: \.otherQuestion) { query in
                let classAt = 12 + query.name.wire.count + 3
                return [.send(query.forged { $0[classAt] = 3 })]
            },
            Forgery(testDescription: "no question", counter: \.otherQuestion) { query in
                [.send(Array(query.forged { $0[5] = 0 }))]
            },
            Forgery(testDescription: "two questions", counter: \.otherQuestion) { query in
                [.send(query.forged { $0[5] = 2 })]
            },
            Forgery(testDescription: "QR is 0", counter: \.notAReply) { query in
                [.send(query.forged { $0[2] &= 0x7F })]
            },
            Forgery(testDescription: "another opcode", counter: \.notAReply) { query in
                [.send(query.forged { $0[2] |= 0x20 })]
            },
            Forgery(testDescription: "another port", counter: \.otherSource) { query in
                [.sendFromOtherPort(query.forged { _ in })]
            },
            Forgery(testDescription: "cut in the header", counter: \.malformed) { query in
                [.send(Array(query.forged { _ in }[..<7]))]
            },
            Forgery(testDescription: "one octet", counter: \.malformed) { _ in [.send([0x80])] },
            Forgery(testDescription: "nothing at all", counter: \.malformed) { _ in [.send([])] },
        ]

        @Test("is ignored and counted", arguments: forgeries)
        func ignored(_ forgery: Forgery) async throws {
            let server = try await ScriptedServer { _, query in
                forgery.actions(query) + forgery.actions(query) + [.sendLater(milliseconds: 50, query.rightReply)]
            }
            let client = DNSClient(servers: [server.server], options: .impatient(5000))
            let answer = try await client.ask(asked)
            #expect(answer.records.map(\.content) == [.address(.v4(0xC000_0201))])
            let ignored = await client.ignoredReplies()
            #expect(forgery.counter(ignored) == 2)
            #expect(ignored.total == 2)
            #expect(server.queries.count == 1)
            await server.stop()
        }

        @Test("is not accepted even if it is the only one")
        func silence() async throws {
            let server = try await ScriptedServer { _, query in
                Self.forgeries.flatMap { $0.actions(query) }
            }
            let client = DNSClient(servers: [server.server], options: .impatient(150))
            let answer = try await client.ask(asked)
            #expect(answer.status == .timeout)
            #expect(answer.detail == "\(server.server) does not answer")
            #expect(answer.ignored.total > 0)
            await server.stop()
        }

        @Test("that is a duplicate or late is ignored and counted")
        func lateAndDuplicate() async throws {
            let server = try await ScriptedServer { number, query in
                switch number {
                case 0: [.send(query.rightReply), .send(query.rightReply), .send(query.forged { _ in })]
                case 1: [.sendLater(milliseconds: 200, query.forged { _ in })]
                default: [.sendLater(milliseconds: 400, query.rightReply)]
                }
            }
            var options = DNSClientOptions.impatient(80)
            options.portsPerServer = 1
            let client = DNSClient(servers: [server.server], options: options)
            #expect(try await client.ask(asked).status == .noError)
            #expect(try await client.ask(asked).status == .timeout)
            try await Task.sleep(for: .milliseconds(250))
            let ignored = await client.ignoredReplies()
            #expect(ignored.duplicate == 2)
            #expect(ignored.late == 1)
            #expect(ignored.total == 3)
            await server.stop()
        }

        @Test("that is malformed, even a thousand times, does not hide the correct one")
        func flood() async throws {
            var generator = SeededGenerator(seed: 7)
            let noise = (0..<2000).map { _ in
                (0..<Int.random(in: 0..<80, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
                }
            }
            let server = try await ScriptedServer { _, query in
                noise.enumerated().map { index, bytes in
                    if index == 1500 { return .send(query.rightReply) }
                    // Never the correct id.
                    return .send(bytes.isEmpty ? bytes : [query.bytes[0] ^ 0x55] + bytes.dropFirst())
                }
            }
            let client = DNSClient(servers: [server.server], options: .impatient(1000, attempts: 5))
            let answer = try await client.ask(asked)
            #expect(answer.status == .noError)
            #expect(await client.ignoredReplies().total > 100)
            await server.stop()
        }

        @Test("with malformed records ends the query to that server only")
        func malformed() async throws {
            let broken = try await ScriptedServer { _, query in
                var reply = query.reply(answer: [ReceivedQuery.record(.a, [1, 2, 3])])
                if query.message.id & 1 == 0 { reply += [0, 0, 0] }
                return [.send(reply)]
            }
            let alone = DNSClient(servers: [broken.server], options: .impatient(5000))
            let answer = try await alone.ask(asked)
            #expect(answer.status == .malformed)
            #expect(answer.records.isEmpty)
            #expect(answer.ignored.malformed == 1)
            let right = try await ScriptedServer { _, query in [.send(query.rightReply)] }
            let both = DNSClient(servers: [broken.server, right.server], options: .impatient(5000))
            let second = try await both.ask(asked)
            #expect(second.status == .noError)
            #expect(second.server == right.server)
            #expect(second.detail == "\(broken.server) sends a malformed reply")
            await broken.stop()
            await right.stop()
        }
    }
}
