import DNS
import Testing

/// Wire forms of BIND 9.18: for the expected octets, named-compilezone prints the same record.
///
/// They include types that ldns 1.8.3 does not know or reads differently, and other notations that BIND accepts.
struct EncodingTests {
    struct Record: Sendable, CustomTestStringConvertible {
        let type: String
        let rdata: String
        let wire: String

        init(_ type: String, _ rdata: String, _ wire: String) {
            (self.type, self.rdata, self.wire) = (type, rdata, wire)
        }

        var testDescription: String { "\(type) \(rdata)" }
    }

    @Test("RDATA is read as in BIND", arguments: records)
    func encodes(record: Record) {
        let reading = read(type(record.type), record.rdata)
        #expect(reading.problem == nil)
        #expect(reading.hex == record.wire)
    }

    static let records: [Record] = [
        Record("NXT", "a. NS SOA MX SIG KEY LOC NXT", "016100220100c6"),
        Record("NXT", ". 127", "0000000000000000000000000000000001"),
        Record("NXT", ".", "00"),
        Record("A6", "0 ::1", "0000000000000000000000000000000001"),
        Record("A6", "64 1:2:3:4:5:6:7:8 foo.", "40000500060007000803666f6f00"),
        Record("A6", "61 ffff:ffff:ffff:ffff::1 foo.", "3d07000000000000000103666f6f00"),
        Record("A6", "128 foo.", "8003666f6f00"),
        Record("NINFO", #"a "b c""#, "016103622063"),
        Record("RKEY", "0 255 1 AAAA", "0000ff01000000"),
        Record(
            "TA", "12345 3 1 123456789abcdef67890123456789abcdef67890",
            "30390301123456789abcdef67890123456789abcdef67890"),
        Record(
            "AVC", #""app-name:WOLFGANG|app-class:OAM|business=yes""#,
            "2c6170702d6e616d653a574f4c4647414e477c6170702d636c6173733a4f414d7c627573696e6573733d796573"),
        Record("DOA", #"0 1 2 "" aHR0"#, "00000000000000010200687474"),
        Record("DOA", #"4294967295 1 2 "text/html" -"#, "ffffffff000000010209746578742f68746d6c"),
        Record("AMTRELAY", "0 0 0 .", "0000"),
        Record("AMTRELAY", "10 0 1 203.0.113.15", "0a01cb00710f"),
        Record("AMTRELAY", "10 1 2 2001:db8::15", "0a8220010db8000000000000000000000015"),
        Record("AMTRELAY", "128 1 3 amt.example.", "808303616d74076578616d706c6500"),
        Record("SINK", "8 0 2 l4ik", "0800029788a4"),
        Record("SINK", "8 0 2", "080002"),
        Record("ATMA", "+61.200000000", "013631323030303030303030"),
        Record("ATMA", "39.246f", "0039246f"),
        Record(
            "HIP", "2 200100107B1A74DF365639CC39F1D578 AAAAAA== a. b.c.",
            "10020004200100107b1a74df365639cc39f1d578000000000161000162016300"),
        Record("HIP", "176 abbc308a AAAA", "04b00003abbc308a000000"),
        Record("NSAP-PTR", "a.b.", "0161016200"),
        Record("WKS", "10.0.0.1 tcp telnet ftp 0 1 2", "0a00000106e00005"),
        Record("WKS", "10.0.0.1 6", "0a00000106"),
        Record("KEY", "NOKEY|ZONE 3 8", "c1000308"),
        Record("KEY", "0x100 DNSSEC RSASHA256 AAAA", "01000308000000"),
        Record("DNSKEY", "ZONE 3 8 AAAA", "01000308000000"),
        Record("CAA", "0 issue ca.example.net", "0005697373756563612e6578616d706c652e6e6574"),
        Record("CAA", #"0 issue """#, "00056973737565"),
        Record("CERT", "iPGP 0 ECDSAP256SHA256 AAAA", "000600000d000000"),
        Record("SSHFP", "1 3", "0103"),
        Record("APL", "", ""),
        Record("APL", "1:192.168.32.1/21 !2:ff00::/8", "00011504c0a8200100020881ff"),
        Record(
            "NSAP", "0x47.0005.80.005a00.0000....0001.e133.ffffff000162.00", "47000580005a0000000001e133ffffff00016200"),
        Record("LOC", "60 9 N 24 39 E 10 20 2000 20", "002325238ce82360854a10a000989a68"),
        Record("LOC", "60 9 1.5 S 24 39 59.999 W -100000.00 0.99 1.99 0.09", "009112907317d6c47ab5050100000000"),
        Record("LOC", "0 N 0 E 42849672.95m 90000000m", "009916138000000080000000ffffffff"),
        Record("GPOS", #""-22.6882" 116.8652 "250.0""#, "082d32322e36383832083131362e38363532053235302e30"),
        Record("ISDN", "isdn-address", "0c6973646e2d61646472657373"),
        Record("ISDN", "a b", "01610162"),
        Record("X25", "123456789", "09313233343536373839"),
        Record("EID", "12 89 AB", "1289ab"),
        Record("MX", #"1 \@.example."#, "00010140076578616d706c6500"),
        Record(
            "RRSIG", "NSEC 1 3 3600 20200101000000 20030101000000 2143 foo. AAAA",
            "002f010300000e105e0be1003e122f80085f03666f6f00000000"),
        Record(
            "RRSIG", "1 8 3 3600 1577836800 15 2143 foo. AA AA", "0001080300000e105e0be1000000000f085f03666f6f00000000"),
        Record(
            "SVCB", #"1 foo. port=60 alpn=h3 ech="ZWFzdGVyIGVnZyE=""#,
            "000103666f6f000001000302683300030002003c0005000b6561737465722065676721"),
        Record(
            "SVCB", #"16 foo.example.org. alpn="foo\\,bar,h2""#,
            "001003666f6f076578616d706c65036f7267000001000b07666f6f2c626172026832"),
        Record(
            "SVCB", #"16 foo.example.org. alpn=foo\092,bar,h2"#,
            "001003666f6f076578616d706c65036f7267000001000b07666f6f2c626172026832"),
        Record("SVCB", "1 . mandatory=port,alpn alpn=h2 port=01", "000100000000040001000300010003026832000300020001"),
        Record("SVCB", #"1 . key3=\001\187 key65535="a b""#, "0001000003000201bbffff0003612062"),
        Record(
            "SVCB", "1 . ipv6hint=::1,::ffff:192.0.2.1 dohpath=/{?dns}",
            "000100000600200000000000000000000000000000000100000000000000000000ffffc0000201000700072f7b3f646e737d"),
        Record(
            "NSEC3", "1 0 10 - 2t7b4g4vsa5smi47k61mv5bv1a22bojr", "0100000a0014174eb2409fe28bcb4887a1836f957f0a8425e27b"
        ),
        Record(
            "NSEC3", "2 1 12 aabbccdd CPNMU MX DNSKEY NS SOA NSEC3PARAM RRSIG",
            "0201000c04aabbccdd03666f6f000722010000000290"),
        Record("NAPTR", #"1 1 "u" "x" "!(a)!\\1!" ."#, "00010001017501780821286129215c312100"),
        Record("CSYNC", "0 0", "000000000000"),
        Record("TXT", #"a\034b \065\\"#, "0361226202415c"),
        // Types that are newer than BIND 9.18, from RFCs and drafts.
        Record("DSYNC", "CDS NOTIFY 5300 a.", "003b0114b4016100"),
        Record("RESINFO", "qnamemin exterr=15", "08716e616d656d696e096578746572723d3135"),
        Record("WALLET", "a b", "01610162"),
        Record("CLA", "a", "0161"),
        Record("IPN", "18446744073709551615", "ffffffffffffffff"),
        Record("HHIT", "AAEC", "000102"),
        Record("BRID", "AA EC", "000102"),
        Record("SVCB", "1 . ohttp", "00010000080000"),
        Record("AMTRELAY", "0 0 0", "0000"),
        // The example of RFC 8976, appendix A.3, which BIND refuses: the digest of a private scheme can have any length.
        Record(
            "ZONEMD",
            "2018031900 241 1 e1846540e33a9e41 89792d18d5d131f6 05fc283e",
            "7848b91cf101e1846540e33a9e4189792d18d5d131f605fc283e"
        ),
    ]

    @Test("Relative names are completed with the origin, and @ is the origin")
    func origin() {
        #expect(read(type("MX"), "10 mail").hex == "000a046d61696c076578616d706c6503636f6d00")
        #expect(read(type("NS"), "@").hex == "076578616d706c6503636f6d00")
        #expect(read(type("NS"), "mail", origin: nil).hex == "046d61696c00")
    }

    @Test("A reused buffer does not contain data of the record before")
    func reuse() {
        var coder = RDATACoder()
        let long = Array("a.long.name.before.it.".utf8)
        let short = Array(".".utf8)
        for text in [long, short] {
            text.withUnsafeBufferPointer { bytes in
                let fields = [FieldText(bytes: bytes, isQuoted: true)]
                fields.withUnsafeBufferPointer { #expect(coder.encode(.ns, fields: $0, origin: nil) == nil) }
            }
        }
        #expect(coder.wire == [0])
        #expect(coder.notes == [RDATANote(.quoted, fieldIndex: 0)])
    }

    @Test("Unusual notations are accepted with a note")
    func notes() {
        #expect(read(.srv, "010 5 8448 a.").notes == [RDATANote(.leadingZero(field: "priority"), fieldIndex: 0)])
        #expect(read(.srv, "0 5 8448 a.").notes.isEmpty)
        #expect(read(.srv, "10 5 8448 \"a.\"").notes == [RDATANote(.quoted, fieldIndex: 3)])
        #expect(read(.srv, "10 \"5\" 8448 a.").notes == [RDATANote(.quoted, fieldIndex: 1)])
        #expect(read(.ns, "bücher.").notes == [RDATANote(.nonASCIIName, fieldIndex: 0)])
        #expect(read(.ns, "b\\252cher.").notes.isEmpty)
        #expect(read(.txt, "bücher \"0\"").notes.isEmpty)
    }
}
