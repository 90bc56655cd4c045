import DNS
import FoundationEssentials
import TestSupport
import Testing

@testable import ZoneRules

/// Keys with the same key tag and many signatures, which let few bytes ask for many verifications (CVE-2023-50387).
@Suite("Colliding keys")
struct CollidingKeyTests {
    @Test("Verifications that fail are counted over all name servers of a zone, and end when the budget is spent")
    func budget() throws {
        var random = SeededGenerator(seed: 4242)
        let keys = (0..<8).map { _ in Self.key(withTag: 4242, &random) }
        let apex = try #require(Name("example.com."))
        func answers() -> [String] {
            var lines = ["example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 3600 600 86400 300"]
            lines += keys.map { "example.com. 3600 IN DNSKEY 256 3 8 \(Data($0.dropFirst(4)).base64EncodedString())" }
            lines += ["matrix.example.com. 3600 IN A 192.0.2.10"]
            for (owner, type, labels) in [("example.com.", "SOA", 2), ("matrix.example.com.", "A", 3)] {
                for _ in 0..<40 {
                    let signature = Data(Self.octets(128, &random)).base64EncodedString()
                    lines.append(
                        "\(owner) 3600 IN RRSIG \(type) 8 \(labels) 3600 20361231000000 20250101000000 4242 "
                            + "example.com. \(signature)")
                }
            }
            return lines
        }
        let budget = FailureBudget(200)
        let first = try #require(AnsweredSignatures(answers(), apex: apex, time: 1_790_000_000, budget: budget))
        // While a signature was not verified, it may be the valid one.
        #expect(first.problems.allSatisfy { $0.fault == .missing })
        // For each signature, only some of the keys are tried; see SignatureCheck.candidateLimit and signatureLimit.
        #expect(budget.failures >= 200 && budget.failures <= 203)
        let second = try #require(AnsweredSignatures(answers(), apex: apex, time: 1_790_000_000, budget: budget))
        #expect(budget.failures <= 203)
        #expect(second.problems.allSatisfy { $0.fault == .missing })
    }

    /// The data of a DNSKEY record with RSA/SHA-256 whose modulus is chosen for the key tag (RFC 4034 appendix B).
    private static func key(withTag tag: Int, _ random: inout SeededGenerator) -> [UInt8] {
        let header: [UInt8] = [1, 0, 3, 8, 3, 1, 0, 1]
        while true {
            var data = header + octets(128, &random)
            data[8] |= 0x80
            data[data.count - 1] |= 1
            (data[20], data[21]) = (0, 0)
            let missing = (tag - keyTag(data) + 65535) % 65535
            (data[20], data[21]) = (UInt8(missing >> 8), UInt8(missing & 0xFF))
            if keyTag(data) == tag { return data }
        }
    }

    private static func keyTag(_ data: [UInt8]) -> Int {
        var sum = 0
        for (index, octet) in data.enumerated() { sum += index.isMultiple(of: 2) ? Int(octet) << 8 : Int(octet) }
        return (sum + (sum >> 16 & 0xFFFF)) & 0xFFFF
    }

    private static func octets(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}
