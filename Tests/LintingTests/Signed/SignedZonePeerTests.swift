import Foundation
import TestSupport
import Testing

/// Generated zones, signed and then damaged at random, compared with the opinions of three verifiers.
///
/// `SRVLINT_SIGNED_ZONES` is the number of zones, 6 without it, and `SRVLINT_SIGNED_ZONES_FROM` that of the first.
@Suite("Signed zones and other verifiers", .enabled(if: ZoneSigner.isInstalled))
struct SignedZonePeerTests {
    private static let numbers: Range<Int> = {
        let first = environmentNumber("SRVLINT_SIGNED_ZONES_FROM") ?? 0
        return first..<first + (environmentNumber("SRVLINT_SIGNED_ZONES") ?? 6)
    }()

    /// What is reported although no other verifier refuses the zone.
    private static let stricter: [String: String] = [
        "Z402": "others accept an invalid signature beside a valid one of the same algorithm; this is a warning",
        "Z404": "others do not compare signatures with the expire time",
        "Z405": "ldns and Knot accept a signature of an absent type, BIND prints a warning",
        "Z406": "others accept an RRSIG record with another TTL than its RRset (RFC 4034 §3)",
    ]

    @Test("A zone is refused if another verifier refuses it, and an intact one has no finding", arguments: numbers)
    func generated(_ number: Int) throws {
        var random = SeededGenerator(seed: UInt64(number))
        let signer = try ZoneSigner()
        var manner = ZoneSigner.Manner(
            program: ZoneSigner.Program.allCases[number % 3],
            algorithm: ["ECDSAP256SHA256", "ED25519", "RSASHA256", "ECDSAP384SHA384"].randomElement(using: &random)
                ?? "ED25519",
            denial: ZoneSigner.Denial.allCases.randomElement(using: &random) ?? .nsec)
        manner.keys = ZoneSigner.Keys.allCases.randomElement(using: &random) ?? .two
        let zone = Self.zone(&random)
        let intact = SignedText(try signer.sign(zone, manner))
        #expect(SignedZoneTests.codes(intact.text) == [], "\(manner.testDescription)\n\(zone)")
        for _ in 0..<4 {
            var damaged = intact
            let damage = damaged.damage(&random)
            let codes = SignedZoneTests.codes(damaged.text, family: "Z")
            let refusals = try signer.refusals(damaged.text, manner.keys)
            if refusals.isEmpty {
                let own = codes.filter { $0.hasPrefix("Z4") && Self.stricter[$0] == nil }
                #expect(own == [], "\(manner.testDescription), \(damage): no other verifier refuses it")
            } else {
                #expect(codes != [], "\(manner.testDescription), \(damage): refused by \(refusals)")
            }
        }
    }

    private static func zone(_ random: inout SeededGenerator) -> String {
        var zone = """
            $TTL 3600
            $ORIGIN example.com.
            @ SOA ns1 hostmaster 2026112801 7200 3600 604800 3600
            @ NS ns1
            @ NS ns2.example.net.
            ns1 A 192.0.2.1

            """
        let labels = ["a", "B", "www", "x1", "_sip", "z-z", "m", "00"]
        for number in 0..<Int.random(in: 0...12, using: &random) {
            let depth = Int.random(in: 1...3, using: &random)
            let name =
                (0..<depth).map { _ in labels.randomElement(using: &random) ?? "a" }.joined(separator: ".")
                + ".n\(number)"
            zone += template(name).randomElement(using: &random) ?? ""
        }
        return zone
    }

    private static func template(_ name: String) -> [String] {
        let digest = "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"
        return [
            "\(name) NS ns1\n", "\(name) NS ns.\(name)\nns.\(name) AAAA 2001:db8::7\n",
            "\(name) NS ns1\n\(name) DS 20326 8 2 \(digest)\n", "\(name) DNAME Target.example.net.\n",
            "\(name) MX 10 Www.Example.COM.\n\(name) TXT \"x y\" z\n\(name) A 192.0.2.9\n\(name) A 192.0.2.8\n",
            "*.\(name) CNAME www\n", "_x._tcp.\(name) SRV 0 0 443 Www\n\(name) AAAA 2001:db8::1\n",
            "\(name) CAA 0 issue \"ca.example.net\"\n", "below.\(name) A 192.0.2.7\n",
        ]
    }
}

extension SignedText {
    /// Damages one record, and describes what was done.
    fileprivate mutating func damage(_ random: inout SeededGenerator) -> String {
        let all = lines.indices.filter { !lines[$0].hasPrefix(";") }
        func of(_ type: String) -> [Int] { all.filter { lines[$0].contains(" IN \(type) ") } }
        func number(_ types: String...) -> Int? { types.flatMap(of).randomElement(using: &random) }
        switch Int.random(in: 0..<14, using: &random) {
        case 0: return removeLine(all.randomElement(using: &random))
        case 1: return removeLine(number("RRSIG"))
        case 2: return change(number("A")) { $0.replacing("192.0.2.", with: "192.0.3.") }
        case 3:
            return change(all.randomElement(using: &random)) {
                $0.replacing(" 3600 ", with: " 3601 ", maxReplacements: 1)
            }
        case 4: return removeLine(number("NSEC", "NSEC3", "NSEC3PARAM"))
        case 5: return removeLine(number("DNSKEY"))
        case 6: return change(number("NSEC", "NSEC3")) { $0.replacing(" RRSIG", with: " SSHFP RRSIG") }
        case 7: return change(number("NSEC", "NSEC3")) { $0.replacing(" A RRSIG", with: " RRSIG") }
        case 8: return setField(8, of: number("RRSIG"), to: "20200101000000")
        case 9: return setField(9, of: number("RRSIG"), to: "20370101000000")
        case 10: return setField([6, 7, 10].randomElement(using: &random) ?? 6, of: number("RRSIG"), to: "1")
        case 11:
            guard let name = lines[number("RRSIG") ?? 0].split(separator: " ").first else { return "nothing" }
            // Without its SOA record, the file is only a part of a zone.
            return name == "example.com." ? "nothing" : removeName(String(name))
        case 12:
            append("added TXT added")
            return "added: a TXT record"
        default:
            return change(number("RRSIG")) { line in
                var octets = Array(line.utf8)
                let at = octets.count - 20
                octets[at] = octets[at] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
                return String(decoding: octets, as: UTF8.self)
            }
        }
    }
}
