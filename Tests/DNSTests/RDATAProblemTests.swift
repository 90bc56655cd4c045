import DNS
import TestSupport
import Testing

/// The problems of RDATA that BIND refuses. The mark is the offending field, or the offending part of it.
struct RDATAProblemTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let type: String
        /// The RDATA with `«…»` around the offending text. Without a mark, the problem is after the last field.
        let rdata: String
        let kind: RDATAProblem.Kind

        init(_ type: String, _ rdata: String, _ kind: RDATAProblem.Kind) {
            (self.type, self.rdata, self.kind) = (type, rdata, kind)
        }

        var testDescription: String { "\(type) \(rdata)" }
    }

    @Test("The problem has the field and range of the mistake", arguments: cases)
    func problem(example: Case) throws {
        let marked = MarkedText(example.rdata)
        let problem = try #require(read(type(example.type), marked.text).problem)
        #expect(problem.kind == example.kind)
        // Fields are split at spaces, and so are their starts.
        let starts = fieldStarts(marked.text)
        guard let mark = marked.ranges.first else {
            #expect(problem.fieldIndex == starts.count)
            #expect(problem.range == nil)
            return
        }
        try #require(problem.fieldIndex < starts.count)
        let start = starts[problem.fieldIndex]
        if let range = problem.range {
            #expect(start + range.lowerBound..<start + range.upperBound == mark)
        } else {
            #expect(start == mark.lowerBound)
        }
    }

    @Test(
        "RDATA that some servers accept and others refuse is accepted with a note",
        arguments: [("NAPTR", "1 1 \"\" \"\" \"blegh\" ."), ("NSEC3", "1 0 10 - IMQ912BREQP1POLAH3RMONG A")]
    )
    func doubtful(_ typeName: String, _ rdata: String) throws {
        let reading = read(type(typeName), rdata)
        #expect(reading.problem == nil)
        let note = try #require(reading.notes.first)
        guard case .doubtful = note.kind else {
            Issue.record("not doubtful: \(note.kind)")
            return
        }
        #expect(note.fieldIndex == 4)
    }

    /// The offset of the content of every field, after the opening quote of a quoted one.
    private func fieldStarts(_ text: String) -> [Int] {
        let bytes = Array(text.utf8)
        var starts: [Int] = []
        var inQuotes = false
        var atStart = true
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\"") {
                if atStart { starts.append(index + 1) }
                inQuotes.toggle()
                atStart = false
            } else if byte == UInt8(ascii: " "), !inQuotes {
                atStart = true
            } else {
                if atStart { starts.append(index) }
                atStart = false
            }
        }
        return starts
    }

    private static func invalid(_ field: String, _ expected: String) -> RDATAProblem.Kind {
        .invalid(field: field, expected: expected)
    }

    private static let eui48 = "six pairs of hexadecimal digits such as 00-00-5e-00-53-2a"
    private static let protocols = "non-empty protocol identifiers such as h2,h3"

    static let cases: [Case] = [
        // Number of fields.
        Case("SRV", "10 5 8448", .missing(field: "target")),
        Case("SRV", "", .missing(field: "priority")),
        Case("SRV", "10 5 8448 a. «b. c.»", .extra(expected: 4)),
        Case("A", "192.0.2.1 «x»", .extra(expected: 1)),
        Case("TXT", "", .missing(field: "text")),
        Case("DHCID", "", .missing(field: "data")),
        Case("EID", "", .missing(field: "data")),
        Case("NSEC", "a.", .missing(field: "types")),
        Case("HINFO", "a", .missing(field: "operating system")),
        Case("LOC", "60 9 N 24 39 E", .missing(field: "altitude")),
        // Numbers.
        Case("SRV", "10 5 «70000» a.", .outOfRange(field: "port", range: 0...65535)),
        Case("SRV", "10 «-5» 8448 a.", .outOfRange(field: "weight", range: 0...65535)),
        Case("SRV", "10 «x» 8448 a.", invalid("weight", "a number from 0 to 65535")),
        Case("SRV", "10 «5.» 8448 a.", invalid("weight", "a number from 0 to 65535")),
        Case("MX", "«0x10» a.", invalid("preference", "a number from 0 to 65535")),
        Case("CAA", "«256» issue \"x\"", .outOfRange(field: "flags", range: 0...255)),
        Case("IPN", "«18446744073709551616»", .outOfRange(field: "node number", range: 0 ... .max)),
        // Times.
        Case("SOA", ". . 1 «1w2d3» 3 4 5", .ttlInvalid),
        Case("SOA", ". . 1 «abc» 3 4 5", .ttlInvalid),
        Case("SOA", ". . 1 2 3 «9999999999» 5", .ttlTooLarge),
        Case("SOA", ". . 1 2 3 «8000w» 5", .ttlTooLarge),
        Case("SOA", ". . «1h» 2 3 4 5", invalid("serial", "a number from 0 to 4294967295")),
        Case(
            "RRSIG", "A 8 2 60 «20260230000000» 1 1 . AAAA",
            invalid("expiration", "an existing date and time as YYYYMMDDHHmmSS")
        ),
        Case(
            "RRSIG", "A 8 2 60 1 «2026010100000» 1 . AAAA",
            invalid("inception", "a time such as 20260101000000 (YYYYMMDDHHmmSS, UTC)")
        ),
        Case(
            "RRSIG", "A 8 1 60 2 1 1 «a.b.» AAAA",
            invalid("signer", "a name of at most 1 label, the value of the labels field")
        ),
        // Names.
        Case("SRV", "1 2 3 a«..»b.", .emptyLabel),
        Case("NS", "a.«\\999».", .invalidEscape),
        Case("NS", "«\(String(repeating: "a", count: 64))».b.", .labelTooLong(64)),
        Case("NS", "«\(String(repeating: "a.", count: 130))»", .nameTooLong(261)),
        // 244 octets alone, 257 with the origin's 13.
        Case("NS", "«\(String(repeating: "a.", count: 121))a»", .nameTooLong(257)),
        // Strings.
        Case("TXT", "a «\(String(repeating: "a", count: 256))»", .stringTooLong(256)),
        Case("TXT", "\"a«\\256»b\"", .invalidEscape),
        Case("TXT", "a«\\1»b", .invalidEscape),
        Case("URI", "1 2 «foo»", invalid("target", "text in double quotes")),
        Case("CAA", "0 is«-»sue \"x\"", invalid("tag", "a tag of letters and digits such as issue")),
        Case("X25", "«123»", invalid("address", "at least four digits")),
        Case("A", "«192.0.2.256»", invalid("address", "an IPv4 address such as 192.0.2.10")),
        Case("A", "«192.0.2.01»", invalid("address", "an IPv4 address such as 192.0.2.10")),
        Case("A", "«192.0.2»", invalid("address", "an IPv4 address such as 192.0.2.10")),
        Case("A", "\"«192.0.2.1»\"", invalid("address", "an IPv4 address such as 192.0.2.10, without quotes")),
        Case("AAAA", "«192.0.2.1»", invalid("address", "an IPv6 address such as 2001:db8::10")),
        Case("AAAA", "«1::2::3»", invalid("address", "an IPv6 address such as 2001:db8::10")),
        Case("AAAA", "«1:2:3:4:5:6:7:8:9»", invalid("address", "an IPv6 address such as 2001:db8::10")),
        Case("AAAA", "«1:2:3:4::5:6:7:8»", invalid("address", "an IPv6 address such as 2001:db8::10")),
        Case("AAAA", "«1:2:3:4:5:6:7:»", invalid("address", "an IPv6 address such as 2001:db8::10")),
        Case("AAAA", "«:1:2:3:4:5:6:7:8»", invalid("address", "an IPv6 address such as 2001:db8::10")),
        Case("AAAA", "«12345::»", invalid("address", "an IPv6 address such as 2001:db8::10")),
        Case("EUI48", "«1-23-45-67-89-ab»", invalid("address", eui48)),
        Case("EUI48", "«01-23-45-67-89-abgarbage»", invalid("address", eui48)),
        Case("EUI48", "«01:23:45:67:89:ab»", invalid("address", eui48)),
        Case("NSAP", "«0x4»", invalid("address", "an even number of hexadecimal digits")),
        Case(
            "NSAP", "«0x»", invalid("address", "0x and pairs of hexadecimal digits such as 0x47.0005.80.005a00")
        ),
        Case("IPSECKEY", "1 «4» 2 . AAAA", .outOfRange(field: "gateway type", range: 0...3)),
        Case("IPSECKEY", "1 1 2 «a.» AAAA", invalid("gateway", "an IPv4 address such as 192.0.2.10")),
        Case("APL", "1:192.0.2.0/«33»", .outOfRange(field: "address prefix", range: 0...32)),
        Case("APL", "1:192.0.2.0/24 «3»:ab/8", invalid("address prefix", "family 1 (IPv4) or 2 (IPv6)")),
        Case("LOC", "«91» N 24 E 10", .outOfRange(field: "latitude degrees", range: 0...90)),
        Case("LOC", "60 «60» N 24 E 10", .outOfRange(field: "latitude minutes", range: 0...59)),
        // Binary.
        Case("DS", "1 8 2 «abcd»", invalid("digest", "64 hexadecimal digits for this type (found 4)")),
        Case("DS", "1 8 9 ab«x»d", invalid("digest", "hexadecimal digits")),
        Case("DS", "1 8 9 «abc»", invalid("digest", "an even number of hexadecimal digits")),
        Case("SSHFP", "1 1 «ab»", invalid("fingerprint", "40 hexadecimal digits for this type (found 2)")),
        Case("ZONEMD", "1 1 1 «ab»", invalid("digest", "96 hexadecimal digits for this type (found 2)")),
        Case("DNSKEY", "256 3 8 AA«!»A", invalid("public key", "base64")),
        Case(
            "DNSKEY", "256 3 8 «AAA»",
            invalid("public key", "base64 in complete groups of four characters")
        ),
        Case("DNSKEY", "256 3 8 AAB«=»", invalid("public key", "base64")),
        Case(
            "DNSKEY", "256 3 «BOGUS» AAAA",
            invalid("algorithm", "a DNSSEC algorithm number, or a name such as ECDSAP256SHA256")
        ),
        Case(
            "NSEC3", "1 1 12 aabbccdd CPNMU«=»== MX",
            invalid("next hashed owner", "base32hex without padding (0-9 and A-V)")
        ),
        Case("NSEC", "a. A «FOO»", invalid("types", "a record type such as NS")),
        // Service parameters.
        Case("SVCB", "1 . alpn=«,abc»", invalid("alpn", protocols)),
        Case("SVCB", "1 . alpn=«a\\,\\,abc»", invalid("alpn", protocols)),
        Case("SVCB", "1 . alpn=\"«abc,»\"", invalid("alpn", protocols)),
        Case("SVCB", "1 . «port»", invalid("port", "a value, such as port=8443")),
        Case("HTTPS", "1 . alpn=h2 «ipv4hint»", invalid("ipv4hint", "a value, such as ipv4hint=192.0.2.1")),
        Case("HTTPS", "1 . «alpn=»", invalid("alpn", "a value, such as alpn=h2,h3")),
        Case(
            "SVCB", "1 . «mandatory=alpn»",
            invalid("mandatory", "only keys of this record, which has no alpn parameter (RFC 9460 §8)")
        ),
        Case(
            "SVCB", "1 . «no-default-alpn»", invalid("no-default-alpn", "an alpn parameter as well (RFC 9460 §7.1.1)")
        ),
        Case("SVCB", "1 . port=1 «port=2»", invalid("port", "only one port parameter")),
        Case("SVCB", "1 . port=«65536»", .outOfRange(field: "port", range: 0...65535)),
        Case("SVCB", "1 . ipv4hint=192.0.2.1,«::1»", invalid("ipv4hint", "an IPv4 address such as 192.0.2.10")),
        Case(
            "SVCB", "1 . «bogus»=1", invalid("parameters", "a parameter such as alpn, port or ipv4hint, or key65280")
        ),
        Case("SVCB", "1 . key700=a«\\999»", .invalidEscape),
        Case(
            "SVCB", "1 . dohpath=«/x»",
            invalid("dohpath", "a path with the variable dns, such as /dns-query{?dns} (RFC 9461 §5)")
        ),
        // The generic form.
        Case("SRV", "\\# «0»", invalid("RDATA", "exactly the octets of one SRV record")),
        Case(
            "TYPE33", "\\# 4 «00010002»", invalid("RDATA", "exactly the octets of one SRV record")),
        Case("TYPE65280", "\\# «3» 0001", invalid("RDATA length", "2, the number of octets that follow")),
        Case("TYPE65280", "\\# 1", .missing(field: "RDATA")),
        Case("TYPE65280", "\\# 1 «0»", invalid("RDATA", "an even number of hexadecimal digits")),
        Case("TYPE65280", "\\# «65536» 00", .outOfRange(field: "RDATA length", range: 0...65535)),
        Case(
            "TYPE65280", "«foo»",
            invalid("RDATA", "the generic form \\# LENGTH HEX, the only form of TYPE65280 (RFC 3597 §5)")
        ),
        Case(
            "NULL", "\"«\\#»\" 0",
            invalid("RDATA", "the generic form \\# LENGTH HEX, the only form of NULL (RFC 3597 §5)")
        ),
        Case("SRV", "\"«\\#»\" 7 00010002000300", invalid("priority", "a number from 0 to 65535")),
    ]
}
