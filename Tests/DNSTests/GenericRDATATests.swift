import DNS
import Testing

/// The generic form of any type, `\# length hex` (RFC 3597 §5).
struct GenericRDATATests {
    @Test(
        "The generic form is equivalent to the ordinary one",
        arguments: [
            ("A", "\\# 4 c0000201", "c0000201"), ("SRV", "\\# 7 00 01 0002 0003 00", "00010002000300"),
            ("TYPE65280", "\\# 0", ""), ("TYPE65280", "\\# 1 0 0", "00"), ("TYPE65280", "\\# 01 AB", "ab"),
            ("NULL", "\\# 1 00", "00"), ("TYPE33", "1 2 3 .", "00010002000300"), ("GID", "\\# 1 00", "00"),
            ("TXT", "\\# 2 0161", "0161"), ("APL", "\\# 0", ""), ("KEY", "\\# 4 c0000308", "c0000308"),
            // Without a length after it, it is text.
            ("TXT", "\\#", "0123"), ("TXT", "\\# x", "01230178"), ("TXT", "foo \\#", "03666f6f0123"),
            ("TXT", "\"\\#\" 1 00", "01230131023030"),
        ]
    )
    func reads(mnemonic: String, rdata: String, wire: String) {
        let reading = read(type(mnemonic), rdata)
        #expect(reading.problem == nil)
        #expect(reading.hex == wire)
    }

    // BIND 9.18 refuses these in the generic form.
    @Test(
        "Octets that are not RDATA of a known type are refused",
        arguments: [
            ("TXT", ""), ("TXT", "0261"), ("A", "7f00000100"), ("CAA", "000100"), ("CAA", "0005697373"),
            ("DS", "0001080201"), ("NSEC", "00"), ("NSEC", "0000020000"), ("HIP", "00000000"),
            ("LOC", "001216138ce82554854a10a000989a"), ("TLSA", "030101"), ("X25", "0131"),
            ("SVCB", "00000000010000"), ("SVCB", "00010000010000"), ("HTTPS", "00010000020000"), ("A6", "8100"),
            ("IPSECKEY", "0a0002"), ("NSAP", ""), ("ATMA", "00"), ("WKS", "0a0000010600"), ("DNSKEY", "01000308"),
            ("KEY", "01000308"), ("SINK", "0800"), ("AMTRELAY", "000000"), ("SSHFP", "010101"),
            ("ZONEMD", "000000010101"), ("CERT", "0001000000"), ("GPOS", "0000"),
            ("NXT", "000000"), ("SRV", "00010002000340"), ("MX", "0001c0"), ("HINFO", "00"), ("RKEY", "0001030801"),
            ("APL", "0001210101"), ("EID", ""), ("DHCID", ""), ("NSEC3", "0100000100010000"),
        ]
    )
    func refuses(mnemonic: String, hex: String) {
        let problem = read(type(mnemonic), "\\# \(hex.utf8.count / 2) \(hex)").problem
        #expect(problem != nil)
        #expect(problem?.fieldIndex == (hex.isEmpty ? 1 : 2))
    }

    @Test("Every record reads the same in the ordinary and the generic form")
    func roundTrip() {
        var generator = RecordGenerator(seed: 3597)
        for number in (1...264).map(UInt16.init) + [32768, 32769] {
            let type = RecordType(rawValue: number)
            for _ in 0..<40 {
                guard let rdata = generator.rdata(of: type) else { break }
                let ordinary = read(type, rdata)
                let generic = read(type, "\\# \(ordinary.wire.count) \(ordinary.hex)")
                #expect(ordinary.problem == nil, "\(type) \(rdata)")
                #expect(generic.problem == nil, "\(type) \(rdata)")
                #expect(generic.wire == ordinary.wire, "\(type) \(rdata)")
            }
        }
    }
}
