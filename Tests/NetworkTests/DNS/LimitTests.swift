import DNS
import Network
import Testing

extension DNSTests {
    @Suite("Many queries")
    struct LimitTests {
        @Test("each get their own answer")
        func many() async throws {
            let server = try await ScriptedServer { _, query in
                let label = query.name.labels[0]
                let number = UInt32(String(decoding: label.dropFirst(), as: UTF8.self)) ?? 0
                let octets = (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
                return [.send(query.reply(answer: [ReceivedQuery.record(.a, octets)]))]
            }
            let client = DNSClient(servers: [server.server], options: .impatient(2000, attempts: 5))
            let right = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<2000 {
                    group.addTask {
                        let question = Question(name("n\(number).example.com."), .a)
                        let answer = try? await client.ask(question)
                        return answer?.records.map(\.content) == [.address(.v4(UInt32(number)))]
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(right == 2000)
            await server.stop()
        }

        @Test("are asked no more at once than is allowed")
        func outstanding() async throws {
            // It never replies, so that all sent queries remain pending.
            let server = try await ScriptedServer { _, _ in [] }
            var options = DNSClientOptions.impatient(60_000)
            options.maximumOutstanding = 5
            let client = DNSClient(servers: [server.server], options: options)
            let asking = Task {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<20 {
                        group.addTask { _ = try? await client.ask(asked) }
                    }
                }
            }
            try await Task.sleep(for: .milliseconds(300))
            #expect(server.queries.count == 5)
            asking.cancel()
            await asking.value
            await server.stop()
        }

        @Test("wait if the rate is limited")
        func rate() async throws {
            let server = try await ScriptedServer { _, query in [.send(query.rightReply)] }
            let time = TestClock()
            var options = DNSClientOptions.impatient(60_000)
            options.queriesPerSecond = 20
            let client = DNSClient(servers: [server.server], options: options, clock: time.clock)
            let done = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        _ = try await client.ask(asked)
                        done.add(1)
                    }
                }
                try await Task.sleep(for: .milliseconds(100))
                // The number for a tenth of a second, and no more until the clock advances.
                #expect(server.queries.count == 2)
                time.pass(.milliseconds(100))
                try await Task.sleep(for: .milliseconds(100))
                #expect(server.queries.count == 4)
                try await time.passUntil { done.value == 12 }
                try await group.waitForAll()
            }
            await server.stop()
        }

        @Test("end with the budget, and those beyond it are refused")
        func budget() async throws {
            let server = try await ScriptedServer { _, query in [.send(query.rightReply)] }
            var options = DNSClientOptions.impatient(5000)
            options.maximumQueries = 3
            let client = DNSClient(servers: [server.server], options: options)
            for _ in 0..<3 { #expect(try await client.ask(asked).status == .noError) }
            await #expect(throws: DNSClientError.budgetExhausted) { try await client.ask(asked) }
            #expect(await client.queriesSent() == 3)
            let none = DNSClient(servers: [], options: options)
            await #expect(throws: DNSClientError.noServers) { try await none.ask(asked) }
            await server.stop()
        }

        @Test("end at once when cancelled, whether sent or waiting, and leave no socket open")
        func cancellation() async throws {
            let silent: ScriptedServer.StreamScript = { _, _ in [] }
            let server = try await ScriptedServer(stream: silent) { number, query in
                number % 2 == 0 ? [] : [.send(query.reply(flags: 0x8380))]
            }
            var options = DNSClientOptions.impatient(3_600_000)
            options.questionTimeout = .seconds(3600)
            options.maximumOutstanding = 10
            options.portLifetime = .milliseconds(50)
            let client = DNSClient(servers: [server.server], options: options)
            let tasks = (0..<30).map { _ in Task { try await client.ask(asked) } }
            for _ in 0..<200 where server.queries.count < 15 { try await Task.sleep(for: .milliseconds(5)) }
            for task in tasks { task.cancel() }
            for task in tasks {
                let result = await task.result
                #expect(throws: DNSClientError.cancelled) { try result.get() }
            }
            for _ in 0..<200 {
                if await client.openSockets() == 0 { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(await client.openSockets() == 0)
            await server.stop()
        }

        @Test("end when the client is shut down")
        func shutDown() async throws {
            let server = try await ScriptedServer { _, _ in [] }
            let client = DNSClient(servers: [server.server], options: .impatient(3_600_000))
            async let answer = client.ask(asked)
            for _ in 0..<200 where server.queries.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            await client.shutDown()
            do {
                _ = try await answer
                Issue.record("an answer from a client that is shut down")
            } catch {
                #expect(error as? DNSClientError == .closed)
            }
            #expect(await client.openSockets() == 0)
            await #expect(throws: DNSClientError.closed) { try await client.ask(asked) }
            await server.stop()
        }
    }
}
