import Federation
import Foundation
import ServerRules
import TLSIdentity
import TestSupport
import Testing

@testable import ServerRules

/// Documents that the reference signer created and verified, see `fixtures/keys/make-vectors`.
struct KeyVector: Decodable, CustomTestStringConvertible {
    var name: String
    var body: String
    var canonical: String
    /// The expected result: ok, wrong or missing.
    var keys: [String: String]

    var testDescription: String { name }

    static let all: [KeyVector] = {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../fixtures/keys/vectors.json")
        guard let data = try? Data(contentsOf: path) else { return [] }
        return (try? JSONDecoder().decode([KeyVector].self, from: data)) ?? []
    }()
}

@Suite("Key documents")
struct KeyJudgementTests {
    @Test("The test vectors are complete")
    func vectorsExist() {
        #expect(KeyVector.all.count > 15)
    }

    @Test("The signed bytes are those of the reference signer", arguments: KeyVector.all)
    func canonicalForm(_ vector: KeyVector) throws {
        let document = try KeyDocument(Array(vector.body.utf8))
        #expect(String(decoding: try document.signed.get(), as: UTF8.self) == vector.canonical)
        #expect(try document.signed.get() == Array(vector.canonical.utf8))
    }

    @Test("Signatures are verified with the result of the reference verifier", arguments: KeyVector.all)
    func signatures(_ vector: KeyVector) throws {
        let judgement = KeyJudgement(try KeyDocument(Array(vector.body.utf8)), of: "example.com", at: nil)
        #expect(Set(judgement.keys.map(\.name)) == Set(vector.keys.keys))
        for (name, verdict) in judgement.keys {
            let expected = vector.keys[name]
            switch verdict {
            case .valid: #expect(expected == "ok", "\(name)")
            case .unsigned: #expect(expected == "missing", "\(name)")
            default: #expect(expected == "wrong", "\(name)")
            }
        }
    }

    @Test(
        "Numbers that canonical JSON does not have are not signed",
        arguments: ["1.0", "1e3", "9007199254740992", "-9007199254740992", "123456789012345678901234567890"])
    func numbers(_ number: String) throws {
        let value = try JSONReader.read(Array("{\"a\": \(number)}".utf8))
        #expect(throws: CanonicalJSONProblem.self) { try CanonicalJSON.encode(value) }
    }

    @Test("Of duplicate keys the last is signed, and -0 as 0")
    func duplicateKeys() throws {
        let value = try JSONReader.read(Array(#"{"b": 1, "a": -0, "b": 2}"#.utf8))
        #expect(String(decoding: try CanonicalJSON.encode(value), as: UTF8.self) == #"{"a":0,"b":2}"#)
    }

    @Test("A key document expires exactly at its time, and its name is compared octet by octet")
    func timeAndName() throws {
        let body = #"{"server_name": "Example.com", "valid_until_ts": 1900000000999, "verify_keys": {}}"#
        let document = try KeyDocument(Array(body.utf8))
        func judgement(_ seconds: Int64) -> KeyJudgement {
            KeyJudgement(document, of: "example.com", at: Timestamp(seconds: seconds))
        }
        #expect(judgement(1_899_999_999).isExpired == false)
        #expect(judgement(1_900_000_000).isExpired == true)
        #expect(!judgement(0).hasExpectedName)
        #expect(!judgement(0).areSignaturesValid)
    }
}
