import DNS
import Federation
import FoundationEssentials
import Linting
import ServerRules
import TLSIdentity
import TestSupport
import Testing

/// The signatures in the answers of name servers, as `audit --authoritative` collects them.
@Suite("Signed answers", .enabled(if: ZoneSigner.isInstalled))
struct SignedAnswerTests {
    private static let service = "_matrix-fed._tcp SRV 10 5 8448 matrix\nmatrix A 192.0.2.10\n*.wild A 192.0.2.11\n"

    /// The entries that two name servers with these zones answer.
    private static func evidence(_ servers: [SignedText], ds: [String]?) -> Evidence {
        var evidence = Evidence()
        func records(_ zone: SignedText, _ owner: Name, _ type: RecordType, as name: Name) -> [AnswerRecord] {
            zone.lines.compactMap { try? AnswerRecord($0) }.filter { record in
                record.owner == owner
                    && (record.type == type || record.type == .rrsig && record.fields[0] == type.description)
            }.compactMap { record in
                try? AnswerRecord(
                    "\(name) \(record.ttl) IN \(record.type) \(record.fields.joined(separator: " "))")
            }
        }
        let questions: [(String, RecordType, String)] = [
            ("_matrix-fed._tcp.example.com.", .srv, "_matrix-fed._tcp.example.com."),
            ("matrix.example.com.", .a, "matrix.example.com."), ("x.wild.example.com.", .a, "*.wild.example.com."),
            ("example.com.", .soa, "example.com."), ("example.com.", .dnskey, "example.com."),
        ]
        for (name, type, owner) in questions {
            guard let name = Name(name), let owner = Name(owner) else { continue }
            if let first = servers.first, type != .soa, type != .dnskey {
                let plain = records(first, owner, type, as: name).filter { $0.type != .rrsig }
                evidence.dns.append(DNSEntry(Question(name, type), .noError, records: plain))
            }
            for (number, server) in servers.enumerated() {
                var entry = DNSEntry(
                    Question(name, type), .noError, records: records(server, owner, type, as: name),
                    server: "192.0.2.\(53 + number):53", nameServer: Name("ns\(number + 1).example.net."),
                    zone: Name("example.com."), isAuthoritative: true)
                entry.asksForSignatures = true
                evidence.dns.append(entry)
            }
        }
        if let ds, let apex = Name("example.com.") {
            evidence.dns.append(
                DNSEntry(Question(apex, .ds), .noError, records: ds.compactMap { try? AnswerRecord($0) }))
        }
        return evidence
    }

    /// The codes of the findings about signatures, after writing and reading the evidence.
    private static func codes(_ servers: [SignedText], ds: [String]?, after seconds: Int64 = 60) throws -> [String] {
        let text = EvidenceWriter.text(evidence(servers, ds: ds))
        let (read, problems) = EvidenceReader.read(Array(text.utf8))
        #expect(problems.isEmpty)
        var linter = Linter()
        linter.time = Timestamp(seconds: Int64(Date().timeIntervalSince1970) + seconds)
        let report = linter.report(on: ServerInput("example.com", evidence: read), [])
        return report.findings.map(\.rule.code).filter { $0 >= "N112" && $0 <= "N115" }
    }

    private static func ds(_ signer: ZoneSigner) throws -> [String] {
        try signer.delegation().split(separator: "\n").map { line in
            let fields = line.split(whereSeparator: \.isWhitespace)
            return "example.com. 3600 IN " + fields[fields.firstIndex(of: "DS")!...].joined(separator: " ")
        }
    }

    @Test("Answers of a correctly signed zone have no finding, those with wildcards neither")
    func intact() throws {
        let signer = try ZoneSigner()
        let zone = SignedText(try signer.sign(SignedZoneTests.zone + Self.service))
        #expect(try Self.codes([zone, zone], ds: try Self.ds(signer)) == [])
        #expect(try Self.codes([zone], ds: nil) == [])
    }

    @Test("A server with old signatures is reported: those that are expired (N112) and those that expire soon (N113)")
    func outdated() throws {
        let signer = try ZoneSigner()
        let zone = SignedText(try signer.sign(SignedZoneTests.zone + Self.service))
        let ds = try Self.ds(signer)
        let old = SignedText(try signer.signAgain("-s now-20d -e now-1d"))
        #expect(try Self.codes([zone, old], ds: ds) == ["N112"])
        let ending = SignedText(try signer.signAgain("-s now-20d -e now+2d"))
        #expect(try Self.codes([zone, ending], ds: ds) == ["N113"])
        // A server that signs answers when it is asked.
        let brief = SignedText(try signer.signAgain("-s now-1d -e now+1d"))
        #expect(try Self.codes([zone, brief], ds: ds) == [])
    }

    @Test("A signature that is missing, invalid or of an unknown key is reported (N112)")
    func invalid() throws {
        let signer = try ZoneSigner()
        let zone = SignedText(try signer.sign(SignedZoneTests.zone + Self.service))
        let ds = try Self.ds(signer)
        var damaged = zone
        damaged.remove("matrix", "RRSIG A ")
        #expect(try Self.codes([damaged], ds: ds) == ["N112"])
        damaged = zone
        damaged.replace("matrix", "A ", "192.0.2.10", "192.0.2.12")
        #expect(try Self.codes([damaged], ds: ds) == ["N112"])
        damaged = zone
        damaged.replace("*.wild", "A ", "192.0.2.11", "192.0.2.12")
        #expect(try Self.codes([damaged], ds: ds) == ["N112"])
        damaged = zone
        damaged.remove("example.com.", "DNSKEY 256")
        #expect(try Self.codes([damaged], ds: ds).contains("N112"))
    }

    @Test(
        "A number of labels that no signature has neither stops the program nor is counted to", .timeLimit(.minutes(1)),
        arguments: ["-9223372036854775808", "-900000000000000", "256", "9223372036854775807"])
    func numberOfLabels(_ number: String) throws {
        let signer = try ZoneSigner()
        var zone = SignedText(try signer.sign(SignedZoneTests.zone + Self.service))
        zone.replace("matrix", "RRSIG A ", "RRSIG A 13 3 ", "RRSIG A 13 \(number) ")
        #expect(zone.text.contains("RRSIG A 13 \(number) "))
        // A signature that cannot be read is no evidence that there is none.
        #expect(try Self.codes([zone], ds: try Self.ds(signer)) == [])
    }

    @Test("DS records of another key are reported (N114), and so are SHA-1 digests and keys (N115)")
    func delegation() throws {
        let signer = try ZoneSigner()
        let zone = SignedText(try signer.sign(SignedZoneTests.zone + Self.service))
        let own = try Self.ds(signer)
        let other = "example.com. 3600 IN DS 20326 13 2 " + String(repeating: "ab", count: 32)
        #expect(try Self.codes([zone], ds: [other]) == ["N114"])
        #expect(try Self.codes([zone], ds: own + [other]) == [])
        let sha1 = "example.com. 3600 IN DS 1 13 1 " + String(repeating: "ab", count: 20)
        #expect(try Self.codes([zone], ds: [sha1]) == ["N114", "N115"])
        let unsigned = SignedText(SignedZoneTests.zone)
        #expect(try Self.codes([unsigned], ds: own) == ["N114"])
        #expect(try Self.codes([unsigned], ds: []) == [])
    }
}
