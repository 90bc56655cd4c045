import DNS
import FoundationEssentials
import TestSupport
import Testing
import ZoneFile

/// Compares `Zone.lookup` with the answers of name servers for the same zones.
///
/// `LOOKUP_QUESTIONS` sets the number of questions (10,000 by default), and `LOOKUP_SEED` the seed.
@Suite("Look-ups compared with name servers", .serialized)
struct LookupTests {
    static let questions = environmentNumber("LOOKUP_QUESTIONS") ?? 10_000
    static let seed = UInt64(environmentNumber("LOOKUP_SEED") ?? 1)
    static let questionsPerZone = 200

    @Test("Every answer from a generated zone equals that of the server", arguments: NameServer.Product.allCases)
    func answers(_ product: NameServer.Product) throws {
        let zones = (0..<(Self.questions + Self.questionsPerZone - 1) / Self.questionsPerZone).map {
            ZoneGenerator.zone(seed: Self.seed &* 1_000_003 &+ UInt64($0), origin: "zone\($0).test.")
        }
        let begin = ContinuousClock.now
        let served = zones.filter { KnownDifference.loads($0, product) }
        let server = try NameServer(product, served.map { .init(origin: $0.origin, text: $0.text) })
        defer { server.stop() }
        var count = 0
        var known: [KnownDifference: Int] = [:]
        var found: [Disagreement] = []
        // If a server does not load a zone, more questions are asked for the others.
        let perZone = (Self.questions + served.count - 1) / served.count
        for (number, zone) in served.enumerated() {
            var generator = QuestionGenerator(zone, seed: Self.seed &+ UInt64(number))
            let questions = (0..<perZone).map { _ in generator.next() }
            // Names in the zone's table and other names are looked up in different ways. Test both.
            let read = zone.read(mentioning: number.isMultiple(of: 2) ? [] : questions.map(\.name))
            let ours = try #require(WireZone(read), "a record of \(zone.origin) has no wire form")
            for question in questions {
                let response = try #require(server.ask(question), "no answer: \(product), \(question)\n\(server.log)")
                let answer = ExpectedAnswer(ours, question)
                count += 1
                guard let difference = answer.difference(from: response, apex: zone.origin) else { continue }
                if let why = KnownDifference.explaining(answer, response, product) {
                    known[why, default: 0] += 1
                } else {
                    found.append(Disagreement(zone, question, answer, response, difference))
                }
            }
        }
        #expect(count >= Self.questions)
        let summary = known.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")
        print(
            "\(product): \(count) questions to \(served.count) zones, seed \(Self.seed), in",
            "\(ContinuousClock.now - begin); \(found.count) disagreements; known: \(summary)")
        for disagreement in found.prefix(3) {
            Issue.record("\(product) (seed \(Self.seed)): \(disagreement.reduced(product))")
        }
        #expect(found.count == 0, "\(found.count) answers differ from \(product)'s")
    }
}

extension GeneratedZone {
    /// Reads the zone, with records outside it whose targets are the given names.
    func read(mentioning names: [Name] = []) -> Zone {
        let mentions = names.map { "mention.outside.test. PTR \($0)\n" }.joined()
        return Zone(reading: SourceFile(path: "generated", text: text + mentions), options: .init(origin: origin))
    }
}

/// A question for which our answer differs from that of a server.
struct Disagreement: CustomStringConvertible {
    var zone: GeneratedZone
    let question: DNSQuestion
    var answer: ExpectedAnswer
    var response: DNSResponse
    var difference: String

    init(
        _ zone: GeneratedZone,
        _ question: DNSQuestion,
        _ answer: ExpectedAnswer,
        _ response: DNSResponse,
        _ difference: String
    ) {
        self.zone = zone
        self.question = question
        self.answer = answer
        self.response = response
        self.difference = difference
    }

    /// The same disagreement with a zone of as few records as possible.
    func reduced(_ product: NameServer.Product) -> Disagreement {
        var smallest = self
        var size = max(1, zone.lines.count / 2)
        while true {
            var start = 0
            while start < smallest.zone.lines.count {
                var candidate = smallest.zone
                candidate.lines.removeSubrange(start..<min(start + size, candidate.lines.count))
                if let still = Self.differing(candidate, question, product) { smallest = still } else { start += size }
            }
            if size == 1 { return smallest }
            size /= 2
        }
    }

    private static func differing(
        _ zone: GeneratedZone,
        _ question: DNSQuestion,
        _ product: NameServer.Product
    ) -> Disagreement? {
        guard let ours = WireZone(zone.read()),
            let server = try? NameServer(product, [.init(origin: zone.origin, text: zone.text)])
        else { return nil }
        defer { server.stop() }
        guard let response = server.ask(question) else { return nil }
        let answer = ExpectedAnswer(ours, question)
        guard let difference = answer.difference(from: response, apex: zone.origin) else { return nil }
        guard KnownDifference.explaining(answer, response, product) == nil else { return nil }
        return Disagreement(zone, question, answer, response, difference)
    }

    var description: String {
        """
        \(difference)
        zone \(zone.origin)
        \(zone.text)
        question \(question)
        ours: code \(answer.code), \(answer.answer.sorted()), referral \(answer.referral.sorted())
          \(answer.trace.joined(separator: "\n  "))
        theirs: code \(response.code), authoritative \(response.isAuthoritative), \(response.answer), \
        authority \(response.authority)
        """
    }
}
