import Testing

@testable import DNS

/// The reasons why text is never given to ldns unchecked: how ldns 1.8.3 misreads it, and our result.
///
/// Each case first tests the misreading itself, so that the list remains true for other versions of ldns.
struct LDNSMisreadingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let type: String
        let rdata: String
        let ldns: LDNS
        let ours: Ours

        var testDescription: String { "\(type) \(rdata.prefix(60))" }
    }

    enum LDNS: Sendable {
        /// Accepted, with this wire form.
        case reads(String)
        /// Accepted with this number of fields.
        case holds(fields: Int)
        case refuses
    }

    enum Ours: Sendable {
        case reads(String)
        case refuses(RDATAProblem.Kind, field: Int)
    }

    @Test("ldns misreads these, and we do not", arguments: cases)
    func misreading(example: Case) {
        let theirs = LDNSReading("a. 60 IN \(example.type) \(example.rdata)")
        switch example.ldns {
        case .reads(let wire): #expect(theirs?.hex == wire)
        case .holds(let fields): #expect(theirs?.fieldCount == fields)
        case .refuses: #expect(theirs == nil)
        }
        let reading = read(type(example.type), example.rdata, origin: nil)
        switch example.ours {
        case .reads(let wire):
            #expect(reading.problem == nil)
            #expect(reading.hex == wire)
        case .refuses(let kind, let field):
            #expect(reading.problem?.kind == kind)
            #expect(reading.problem?.fieldIndex == field)
        }
    }

    private static func port(_ text: String, misreadAs wire: String) -> Case {
        Case(
            type: "SRV",
            rdata: "1 2 \(text) .",
            ldns: .reads("00010002\(wire)00"),
            ours: .refuses(.outOfRange(field: "port", range: 0...65535), field: 2)
        )
    }

    static let cases: [Case] = [
        // P1: numbers wrap.
        port("70000", misreadAs: "1170"),
        port("-1", misreadAs: "ffff"),
        port("99999999999999999999", misreadAs: "ffff"),
        Case(
            type: "SRV",
            rdata: "1 2 +1 .",
            ldns: .reads("00010002000100"),
            ours: .refuses(.invalid(field: "port", expected: "a number from 0 to 65535"), field: 2)
        ),
        Case(
            type: "SVCB",
            rdata: "1 . port=99999",
            ldns: .reads("000100000300028" + "69f"),
            ours: .refuses(.outOfRange(field: "port", range: 0...65535), field: 2)
        ),
        Case(
            type: "SOA",
            rdata: ". . 4294967296 1 2 3 4",
            ldns: .reads("00000000000000000001000000020000000300000004"),
            ours: .refuses(.outOfRange(field: "serial", range: 0...4_294_967_295), field: 2)
        ),
        // P12: quotes become part of the name.
        Case(type: "NS", rdata: "\"t.x.\"", ldns: .reads("022274017801" + "2200"), ours: .reads("0174017800")),
        // P17: too few and too many octets in the generic form.
        Case(
            type: "SRV",
            rdata: "\\# 0",
            ldns: .holds(fields: 0),
            ours: .refuses(
                .invalid(field: "RDATA", expected: "exactly the octets of one SRV record"),
                field: 1
            )
        ),
        Case(
            type: "TYPE33",
            rdata: "\\# 4 00010002",
            ldns: .holds(fields: 2),
            ours: .refuses(
                .invalid(field: "RDATA", expected: "exactly the octets of one SRV record"),
                field: 2
            )
        ),
        Case(
            type: "SRV",
            rdata: "\\# 8 0001000200030000",
            ldns: .holds(fields: 4),
            ours: .refuses(
                .invalid(field: "RDATA", expected: "exactly the octets of one SRV record"),
                field: 2
            )
        ),
        // P18: RDATA text over 65,535 characters.
        Case(
            type: "TXT",
            rdata: Array(repeating: "\"" + String(repeating: "\\097", count: 255) + "\"", count: 70)
                .joined(separator: " "),
            ldns: .refuses,
            ours: .reads(Array(repeating: "ff" + String(repeating: "61", count: 255), count: 70).joined())
        ),
        // P19: a value without quotes; recent types.
        Case(type: "CAA", rdata: "0 issue ca", ldns: .refuses, ours: .reads("00056973737565" + "6361")),
        Case(type: "RESINFO", rdata: "a", ldns: .refuses, ours: .reads("0161")),
        Case(type: "DSYNC", rdata: "CDS NOTIFY 1 .", ldns: .refuses, ours: .reads("003b01000100")),
        Case(type: "AMTRELAY", rdata: "0 0 1 192.0.2.1", ldns: .refuses, ours: .reads("0001c0000201")),
        // A name whose first label is @ is replaced by the root, even if the @ is escaped.
        Case(type: "MX", rdata: "1 \\@.x.", ldns: .reads("000100"), ours: .reads("000101" + "40017800")),
        Case(type: "NS", rdata: "\\064.x.", ldns: .reads("00"), ours: .reads("0140017800")),
        // The octet that distinguishes the two formats of ATMA is missing.
        Case(type: "ATMA", rdata: "1234", ldns: .reads("1234"), ours: .reads("001234")),
    ]

    // P3 and P5: for an unknown type, the result of ldns is a record of type 0 without RDATA.
    @Test("ldns reads an unknown type or SRV( as type 0", arguments: ["BOGUS", "SRV(10 5 8448 t)"])
    func typeZero(text: String) {
        #expect(LDNSReading("a. 60 IN \(text)")?.fieldCount == 0)
        #expect(RecordType(mnemonic: text) == nil)
    }

    // P4: an opening parenthesis immediately after a name. In our scanner, parentheses are never part of a field.
    @Test("ldns refuses a parenthesis immediately after a name")
    func touchingParenthesis() {
        #expect(LDNSReading("x. 60 IN SOA ns.x. root.x.(1 2 3 4 5)") == nil)
        #expect(read(.soa, "ns.x. root.x. 1 2 3 4 5").problem == nil)
    }

    // P15: C strings end at a NUL.
    @Test("ldns ends a name at a NUL")
    func nul() {
        #expect(LDNSReading("a. 60 IN NS x\0y.")?.hex == "017800")
        #expect(read(.ns, "x\0y.").wire == [3, 0x78, 0, 0x79, 0])
    }

    // P16: an owner of more than 255 characters, which has fewer octets because of its escapes.
    @Test("ldns refuses an owner of 200 octets because of its length in characters")
    func longOwner() {
        let owner = (0..<4).map { _ in String(repeating: "\\001", count: 49) + "." }.joined()
        #expect(LDNSReading("\(owner) 60 IN NS .") == nil)
        #expect(Name(owner)?.wire.count == 201)
    }
}

/// The result of reading a line with ldns.
private struct LDNSReading: Equatable {
    let hex: String
    let fieldCount: Int

    init?(_ line: String) {
        guard let record = LDNSRecord(parsing: Array(line.utf8)) else { return nil }
        hex = Reading(problem: nil, wire: record.rdata() ?? [], notes: []).hex
        fieldCount = record.fieldCount
    }
}
