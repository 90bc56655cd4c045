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

    @Test("The times of signatures are near the time of the check, before and after the year 2106")
    func times() {
        #expect(RRSIGData.seconds(1_800_000_000, near: 1_790_000_000) == 1_800_000_000)
        #expect(RRSIGData.seconds(10, near: 4_294_967_290) == 4_294_967_306)
        #expect(RRSIGData.seconds(4_294_967_290, near: 4_294_967_306) == 4_294_967_290)
    }
}
