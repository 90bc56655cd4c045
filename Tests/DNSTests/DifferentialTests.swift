import Testing

@testable import DNS

/// Compares our wire form with that of ldns, for records that both should read alike.
struct DifferentialTests {
    @Test("Our wire form of generated records equals that of ldns", arguments: known)
    func sameWire(type: RecordType) {
        var generator = RecordGenerator(seed: UInt64(type.rawValue) &* 7919 &+ 1)
        var compared = 0
        for _ in 0..<300 {
            guard let rdata = generator.rdata(of: type) else { continue }
            let ours = read(type, rdata)
            #expect(ours.problem == nil, "\(type) \(rdata)")
            guard let record = LDNSRecord(parsing: Array(". 3600 IN \(type) \(rdata)".utf8)),
                let theirs = record.rdata()
            else {
                Issue.record("ldns refuses \(type) \(rdata)")
                return
            }
            #expect(ours.wire == theirs, "\(type) \(rdata)")
            compared += 1
            if ours.wire != theirs || ours.problem != nil { return }
        }
        #expect(compared == 300)
    }

    @Test("The text that ldns prints for our wire form reads back")
    func printing() throws {
        var generator = RecordGenerator(seed: 17)
        // Only types without names: ldns does not escape quotation marks in names.
        for type in [RecordType.caa, .txt, .dnskey, .ds, .nsec3] {
            for _ in 0..<50 {
                let rdata = generator.rdata(of: type) ?? ""
                let wire = read(type, rdata).wire
                let printed = try #require(LDNSRecord.text(ofWire: wire, type: type), "\(type) \(rdata)")
                let fields = printed.split(separator: "\t", maxSplits: 4).last?.prefix { $0 != "\n" && $0 != "\t" }
                let again = String(fields ?? "").removingComment()
                #expect(read(type, again).wire == wire, "\(printed)")
            }
        }
        #expect(LDNSRecord.text(ofWire: [0, 1], type: .srv) == nil)
    }

    static let everyType: [RecordType] = RecordTypeRegistry.assigned.map { RecordType(rawValue: $0.number) }
        .filter { RecordFormat.of($0) != nil }

    static let known: [RecordType] = everyType.filter { !notCompared.contains($0.description) }

    /// Types that ldns 1.8.3 does not know, or reads differently from BIND. ``EncodingTests`` has BIND's wire form of them.
    private static let notCompared: Set<String> = [
        // Unknown.
        "NXT", "A6", "NINFO", "RKEY", "TA", "DSYNC", "HHIT", "BRID", "AVC", "DOA", "AMTRELAY", "RESINFO", "WALLET",
        "CLA", "IPN",
        // Read as a character string.
        "NSAP-PTR",
        // An older draft with two numbers instead of three.
        "SINK",
        // Without the octet that distinguishes the two formats.
        "ATMA",
    ]
}

extension String {
    /// The text without the comments that ldns adds to keys and hashes.
    fileprivate func removingComment() -> String {
        var inQuotes = false
        var escaped = false
        for index in indices {
            let character = self[index]
            if character == ";", !inQuotes, !escaped { return String(self[..<index]) }
            if character == "\"", !escaped { inQuotes.toggle() }
            escaped = character == "\\" && !escaped
        }
        return self
    }
}
