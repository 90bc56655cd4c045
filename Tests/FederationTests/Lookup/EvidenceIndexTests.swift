import DNS
import Federation
import Testing

/// Answers with aliases, from a resolver in one answer and from servers in several.
@Suite struct EvidenceIndexTests {
    /// The answer for the addresses of a name.
    static func answer(
        _ name: String,
        _ entries: [(String, DNSStatus, [String])],
        authoritative: Bool = false
    ) throws -> Answer {
        let dns = try entries.map { name, status, records in
            DNSEntry(
                Question(try #require(Name(name)), .a), status, records: try records.map { try AnswerRecord($0) },
                isAuthoritative: authoritative ? true : nil)
        }
        return EvidenceIndex(Evidence(dns: dns)).answer(Question(try #require(Name(name)), .a))
    }

    static func words(_ answer: Answer) -> String {
        let aliases = answer.aliases.map { " via \($0)" }.joined()
        return switch answer.state {
        case .records(let records): records.map { $0.fields.joined(separator: " ") }.joined(separator: ", ") + aliases
        case .noData: "no data" + aliases
        case .noName: "no name" + aliases
        case .failed(let status): "failed: \(status.word)" + aliases
        case .notCollected(let question): "not collected: \(question)" + aliases
        }
    }

    @Test func aDirectAnswer() throws {
        let answer = try Self.answer("a.", [("a.", .noError, ["a. 1 IN A 192.0.2.1", "a. 1 IN A 192.0.2.2"])])
        #expect(Self.words(answer) == "192.0.2.1, 192.0.2.2")
    }

    @Test func anUnreachableResolverLeavesTheNameUnknown() throws {
        #expect(Self.words(try Self.answer("a.", [("a.", .refusedConnection, [])])) == "not collected: a. A")
    }

    @Test func namesAreNotCaseSensitive() throws {
        #expect(
            Self.words(try Self.answer("A.Example.", [("A.Example.", .noError, ["a.example. 1 IN A 192.0.2.1"])]))
                == "192.0.2.1")
    }

    @Test func recordsOfOtherNamesAndTypesAreIgnored() throws {
        let answer = try Self.answer("a.", [("a.", .noError, ["b. 1 IN A 192.0.2.1", "a. 1 IN AAAA ::1"])])
        #expect(Self.words(answer) == "no data")
    }

    @Test func absenceFailureAndTimeoutDiffer() throws {
        #expect(Self.words(try Self.answer("a.", [("a.", .noError, [])])) == "no data")
        #expect(Self.words(try Self.answer("a.", [("a.", .nxDomain, [])])) == "no name")
        #expect(Self.words(try Self.answer("a.", [("a.", .servFail, [])])) == "failed: SERVFAIL")
        #expect(Self.words(try Self.answer("a.", [("a.", .rcode("NOTIMP"), [])])) == "failed: NOTIMP")
        #expect(Self.words(try Self.answer("a.", [("a.", .timeout, [])])) == "failed: timeout")
        #expect(Self.words(try Self.answer("a.", [])) == "not collected: a. A")
    }

    @Test func aChainInOneAnswerMayBeInAnyOrder() throws {
        let records = ["c. 1 IN A 192.0.2.1", "b. 1 IN CNAME c.", "a. 1 IN CNAME b."]
        #expect(Self.words(try Self.answer("a.", [("a.", .noError, records)])) == "192.0.2.1 via b. via c.")
    }

    @Test func aChainIsFollowedThroughOtherEntries() throws {
        let entries: [(String, DNSStatus, [String])] = [
            ("a.", .noError, ["a. 1 IN CNAME b."]), ("b.", .noError, ["b. 1 IN CNAME c."]),
            ("c.", .noError, ["c. 1 IN A 192.0.2.1"]),
        ]
        #expect(Self.words(try Self.answer("a.", entries, authoritative: true)) == "192.0.2.1 via b. via c.")
        #expect(
            Self.words(try Self.answer("a.", Array(entries[..<2]), authoritative: true))
                == "not collected: c. A via b. via c.")
    }

    @Test func aResolverFollowsAliasesToTheirEnd() throws {
        let alias = ["a. 1 IN CNAME b."]
        #expect(Self.words(try Self.answer("a.", [("a.", .noError, alias)])) == "no data via b.")
        #expect(Self.words(try Self.answer("a.", [("a.", .nxDomain, alias)])) == "no name via b.")
    }

    @Test func theTargetOfAnAliasDecides() throws {
        let alias = ("a.", DNSStatus.noError, ["a. 1 IN CNAME b."])
        #expect(
            Self.words(try Self.answer("a.", [alias, ("b.", .nxDomain, [])], authoritative: true)) == "no name via b.")
        #expect(
            Self.words(try Self.answer("a.", [alias, ("b.", .servFail, [])], authoritative: true))
                == "failed: SERVFAIL via b.")
    }

    @Test func aLoopEnds() throws {
        let loop: [(String, DNSStatus, [String])] = [
            ("a.", .noError, ["a. 1 IN CNAME b."]), ("b.", .noError, ["b. 1 IN CNAME a."]),
        ]
        #expect(Self.words(try Self.answer("a.", loop, authoritative: true)).hasPrefix("no data"))
        #expect(
            Self.words(try Self.answer("a.", [("a.", .noError, ["a. 1 IN CNAME b.", "b. 1 IN CNAME a."])])).hasPrefix(
                "no data"))
        #expect(Self.words(try Self.answer("a.", [("a.", .noError, ["a. 1 IN CNAME a."])])).hasPrefix("no data"))
    }

    @Test func theFirstEntryForAQuestionCounts() throws {
        let entries: [(String, DNSStatus, [String])] = [
            ("a.", .nxDomain, []), ("a.", .noError, ["a. 1 IN A 192.0.2.1"]),
        ]
        #expect(Self.words(try Self.answer("a.", entries)) == "no name")
    }

    @Test func documentsAreFoundByTheirURL() {
        let entries = [
            HTTPSEntry(url: "https://a/", address: IPAddress("192.0.2.1"), status: 200),
            HTTPSEntry(url: "https://b/", status: 404),
            HTTPSEntry(url: "https://a/", address: IPAddress("192.0.2.2"), error: .timeout),
        ]
        let index = EvidenceIndex(Evidence(https: entries))
        #expect(index.documents(at: "https://a/").map(\.address?.description) == ["192.0.2.1", "192.0.2.2"])
        #expect(index.documents(at: "https://c/").isEmpty)
    }
}
