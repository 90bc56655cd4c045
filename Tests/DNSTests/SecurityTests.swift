import DNS
import Testing

/// Keys, digests and hashes of DNSSEC, with the examples of the RFCs.
@Suite("DNSSEC")
struct SecurityTests {
    private func rdata(_ type: RecordType, _ text: String) throws -> [UInt8] {
        let reading = read(type, text)
        #expect(reading.problem == nil)
        return reading.wire
    }

    private static let key = """
        256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7Or\
        zKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==
        """

    @Test("The key tag and the DS records of RFC 4034 §5.4 and RFC 4509 §2.3, and no others, are those of their key")
    func delegationSigner() throws {
        let key = try #require(DNSKEYData(try rdata(.dnskey, Self.key)))
        let owner = try #require(Name("dskey.example.com."))
        #expect(key.keyTag == 60485)
        #expect(key.isZoneKey && !key.isSecureEntryPoint && key.rsaLength == 1024)
        for (text, expected) in [
            ("60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118", true),
            ("60485 5 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A", true),
            ("60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292119", false),
            ("60485 8 1 2BB183AF5F22588179A53B0A98631FAD1A292118", false), ("60485 5 9 2BB183AF", nil),
        ] as [(String, Bool?)] {
            let ds = try #require(DSData(try rdata(.ds, text)))
            #expect(ds.matches(key, owner: owner) == expected, "\(text)")
        }
    }

    @Test("Names have the NSEC3 hashes of RFC 5155 appendix A")
    func hashes() throws {
        let parameters = try #require(NSEC3Parameters(try rdata(.nsec3param, "1 0 12 aabbccdd")))
        for (name, hash) in [
            ("example.", "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom"), ("a.example.", "35mthgpgcu1qg68fab165klnsnk3dpvl"),
        ] {
            let octets = parameters.hash(try #require(Name(name)).wire)
            #expect(Base32Hex.encode(octets) == hash)
            #expect(Base32Hex.decode(hash.uppercased().utf8) == octets)
        }
        #expect(Base32Hex.decode("0p9mhaveqvm6t7vbl5lop2u3t2rp3tow".utf8) == nil)
    }

    @Test("A type bitmap has the types it was made of")
    func types() throws {
        let data = try #require(NSECData(try rdata(.nsec, "host.example.com. A MX RRSIG NSEC TYPE1234")))
        #expect(data.types == TypeSet([.a, .mx, .rrsig, .nsec, RecordType(rawValue: 1234)]))
        #expect(data.next == Name("host.example.com."))
    }

    @Test("Truncated data of every kind is refused and does not crash")
    func truncated() throws {
        let signature = try rdata(.rrsig, "A 13 2 60 20301231000000 20251231000000 12345 example.com. c2ln")
        let nsec = try rdata(.nsec, "host.example.com. A MX")
        let nsec3 = try rdata(.nsec3, "1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A RRSIG")
        #expect(RRSIGData(signature) != nil && NSECData(nsec) != nil && NSEC3Data(nsec3) != nil)
        for count in 0..<signature.count - 3 { #expect(RRSIGData(Array(signature.prefix(count))) == nil) }
        for count in 0..<18 { #expect(NSECData(Array(nsec.prefix(count))) == nil) }
        for count in 0..<30 { #expect(NSEC3Data(Array(nsec3.prefix(count))) == nil) }
        for algorithm in UInt8.min...UInt8.max {
            for key in [[], [0], [0, 0, 0, 0], [255, 1, 2, 3], Array(repeating: 255, count: 64)] as [[UInt8]] {
                let verifier = SignatureVerifier(algorithm: algorithm, publicKey: key)
                #expect(verifier?.verifies([1, 2, 3], of: [1]) ?? false == false)
            }
        }
    }

    @Test("A table of multiples of a key confirms the same signatures as OpenSSL does, and no others")
    func multiples() throws {
        // RFC 6979 §A.2.5: the key, and the signature of "sample" with SHA-256.
        let key = hex(
            "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")
        let signature = hex(
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")
        let multiples = try #require(KeyMultiples(algorithm: 13, publicKey: key))
        let verifier = try #require(SignatureVerifier(algorithm: 13, publicKey: key, multiples: multiples))
        let data = Array("sample".utf8)
        var wrong: [[UInt8]] = [[], Array(signature.dropLast())]
        for octet in [0, 255] as [UInt8] { wrong.append(Array(repeating: octet, count: 64)) }
        for index in [0, 31, 32, 63] {
            var changed = signature
            changed[index] ^= 1
            wrong.append(changed)
        }
        for round in 0..<KeyMultiples.threshold + 20 {
            #expect(verifier.verifies(signature[...], of: data), "round \(round)")
            if round % 40 > 0, round < KeyMultiples.threshold { continue }
            for other in wrong { #expect(!verifier.verifies(other[...], of: data), "round \(round)") }
            #expect(!verifier.verifies(signature[...], of: Array("test".utf8)))
        }
        #expect(KeyMultiples(algorithm: 14, publicKey: key) == nil)
        // Not a point of the curve.
        let invalid = Array(repeating: UInt8(7), count: 64)
        let none = KeyMultiples(algorithm: 13, publicKey: invalid)
        let unusable = SignatureVerifier(algorithm: 13, publicKey: invalid, multiples: none)
        #expect(unusable?.verifies(signature[...], of: data) ?? false == false)
    }

    private func hex(_ digits: String) -> [UInt8] {
        let values = digits.compactMap { $0.hexDigitValue.map(UInt8.init) }
        return stride(from: 0, to: values.count - 1, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }

    @Test("The times of signatures are near the time of the check, before and after the year 2106")
    func times() {
        #expect(RRSIGData.seconds(1_800_000_000, near: 1_790_000_000) == 1_800_000_000)
        #expect(RRSIGData.seconds(10, near: 4_294_967_290) == 4_294_967_306)
        #expect(RRSIGData.seconds(4_294_967_290, near: 4_294_967_306) == 4_294_967_290)
    }
}
