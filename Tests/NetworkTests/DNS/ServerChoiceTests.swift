import DNS
import Network
import Testing

extension DNSTests {
    @Suite("Of several servers")
    struct ServerChoiceTests {
        @Test("the next one is used instead of a silent one, and then comes first until the other answers")
        func recovery() async throws {
            let isDown = Counter(1)
            let first = try await ScriptedServer { _, query in
                isDown.value == 1 ? [] : [.send(query.rightReply)]
            }
            let second = try await ScriptedServer { _, query in [.send(query.rightReply)] }
            let time = TestClock()
            let client = DNSClient(
                servers: [first.server, second.server],
                options: .impatient(2000, attempts: 2),
                clock: time.clock
            )
            for round in 0..<2 {
                async let answer = client.ask(asked)
                try await time.passUntil { second.queries.count > round }
                #expect(try await answer.server == second.server)
            }
            let before = first.queries.count
            for _ in 0..<5 { #expect(try await client.ask(asked).server == second.server) }
            #expect(first.queries.count == before)
            // After some time it is queried again and comes first.
            isDown.add(-1)
            time.pass(.seconds(60))
            for _ in 0..<3 { #expect(try await client.ask(asked).server == first.server) }
            await first.stop()
            await second.stop()
        }

        @Test("one with a closed port takes no time")
        func refused() async throws {
            let nowhere = ScriptedServer.nowhere()
            let second = try await ScriptedServer { _, query in [.send(query.rightReply)] }
            let client = DNSClient(servers: [nowhere, second.server], options: .impatient(60_000))
            let answer = try await client.ask(asked)
            #expect(answer.server == second.server)
            #expect(answer.detail == "\(nowhere) refuses the connection")
            let alone = DNSClient(servers: [nowhere], options: .impatient(60_000, attempts: 3))
            #expect(try await alone.ask(asked).status == .refusedConnection)
            // Without IPv6 the address is unreachable, which takes no time either.
            let sixth = DNSClient(servers: [DNSServer(.v6(1), port: nowhere.port)], options: .impatient(60_000))
            #expect([.refusedConnection, .timeout].contains(try await sixth.ask(asked).status))
            await second.stop()
        }

        @Test("another is used instead of one that refuses, which is reported if none answers")
        func refusing() async throws {
            let refusing = try await ScriptedServer { _, query in [.send(query.reply(code: 5))] }
            let right = try await ScriptedServer { _, query in [.send(query.reply(code: 3))] }
            let both = DNSClient(servers: [refusing.server, right.server], options: .impatient(5000))
            #expect(try await both.ask(asked).status == .nxDomain)
            let alone = DNSClient(servers: [refusing.server], options: .impatient(5000, attempts: 3))
            let answer = try await alone.ask(asked)
            #expect(answer.status.word == "REFUSED")
            #expect(answer.queries == 1)
            await refusing.stop()
            await right.stop()
        }

        @Test("each is used first if they rotate")
        func rotation() async throws {
            let first = try await ScriptedServer { _, query in [.send(query.rightReply)] }
            let second = try await ScriptedServer { _, query in [.send(query.rightReply)] }
            var options = DNSClientOptions.impatient(5000)
            options.rotates = true
            let client = DNSClient(servers: [first.server, second.server], options: options)
            for _ in 0..<6 { _ = try await client.ask(asked) }
            #expect(first.queries.count == 3)
            #expect(second.queries.count == 3)
            await first.stop()
            await second.stop()
        }

        @Test(
            "An answer without validation that comes late explains the SERVFAIL and is no answer, whoever is asked next"
        )
        func lateWithoutValidation() async throws {
            let bogus = try await ScriptedServer { _, query in
                query.message.flags.checkingDisabled
                    ? [.sendLater(milliseconds: 300, query.rightReply)] : [.send(query.reply(code: 2))]
            }
            let silent = try await ScriptedServer { _, _ in [] }
            var options = DNSClientOptions.impatient(150)
            options.questionTimeout = .seconds(5)
            options.attempts = 3
            let client = DNSClient(servers: [bogus.server, silent.server], options: options)
            let answer = try await client.ask(asked)
            #expect(answer.status == .bogus)
            #expect(answer.records.isEmpty)
            await bogus.stop()
            await silent.stop()
        }

        @Test("SERVFAIL with an answer when checking is disabled is bogus; without one it stays SERVFAIL")
        func bogus() async throws {
            let server = try await ScriptedServer { _, query in
                if query.type == .a, query.message.flags.checkingDisabled { return [.send(query.rightReply)] }
                return [.send(query.reply(code: 2, options: [0, 15, 0, 2, 0, 6]))]
            }
            let client = DNSClient(servers: [server.server], options: .impatient(5000))
            let bogus = try await client.ask(asked)
            #expect(bogus.status == .bogus)
            #expect(bogus.records.isEmpty)
            #expect(bogus.extendedErrors == [Message.ExtendedError(code: 6, text: "")])
            let broken = try await client.ask(Question(asked.name, .srv))
            #expect(broken.status == .servFail)
            #expect(server.queries.map(\.message.flags.checkingDisabled) == [false, true, false, true])
            await server.stop()
        }

        @Test("none gets more time than the query has, and an unexplained SERVFAIL is returned")
        func questionTimeout() async throws {
            let silent = try await ScriptedServer { _, query in
                query.type == .srv && !query.message.flags.checkingDisabled ? [.send(query.reply(code: 2))] : []
            }
            var options = DNSClientOptions.impatient(60_000)
            options.questionTimeout = .milliseconds(150)
            let client = DNSClient(servers: [silent.server], options: options)
            let answer = try await client.ask(asked)
            #expect(answer.status == .timeout)
            #expect(answer.detail == "\(silent.server) does not answer")
            #expect(try await client.ask(Question(asked.name, .srv)).status == .servFail)
            await silent.stop()
        }

        @Test("the answer of a slow one is accepted while the next is queried")
        func slow() async throws {
            let slow = try await ScriptedServer { _, query in [.sendLater(milliseconds: 300, query.rightReply)] }
            let silent = try await ScriptedServer { _, _ in [] }
            let client = DNSClient(servers: [slow.server, silent.server], options: .impatient(200))
            #expect(try await client.ask(asked).server == slow.server)
            await slow.stop()
            await silent.stop()
        }
    }
}
