import Testing

@testable import DNS

/// A zone file is untrusted: whatever it contains, the result of reading is octets or a problem.
struct HostileInputTests {
    @Test("Damaged records are refused, or have well-formed RDATA")
    func damaged() {
        var generator = RecordGenerator(seed: 11)
        let types = DifferentialTests.everyType
        for _ in 0..<6000 {
            guard let type = types.randomElement(using: &generator), let rdata = generator.rdata(of: type) else {
                continue
            }
            var bytes = Array(rdata.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
                let at = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.remove(at: at)
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: at)
                case 2: bytes.removeSubrange(at...)
                default: bytes[at] = Array("\\\" .=,/:-+0@#".utf8).randomElement(using: &generator) ?? 0
                }
            }
            check(type, bytes)
        }
    }

    @Test("Random octets in the generic form are refused, or have well-formed RDATA")
    func randomOctets() {
        var generator = RecordGenerator(seed: 13)
        for type in DifferentialTests.everyType {
            for _ in 0..<60 {
                let octets = (0..<Int.random(in: 0..<24, using: &generator)).map { _ in
                    // Small numbers may be valid lengths.
                    UInt8.random(in: 0...(Bool.random(using: &generator) ? 4 : 255), using: &generator)
                }
                let hex = Reading(problem: nil, wire: octets, notes: []).hex
                check(type, Array("\\# \(octets.count) \(hex)".utf8))
            }
        }
    }

    private func check(_ type: RecordType, _ rdata: [UInt8]) {
        let reading = read(type, rdata)
        if let problem = reading.problem {
            #expect(problem.fieldIndex >= 0)
        } else if let format = RecordFormat.of(type) {
            #expect(
                WireCheck.isWellFormed(reading.wire, as: format), "\(type) \(String(decoding: rdata, as: UTF8.self))")
        }
    }
}
