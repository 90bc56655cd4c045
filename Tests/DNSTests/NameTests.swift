import Testing

@testable import DNS

struct NameTests {
    @Test(
        "Text becomes wire form",
        arguments: [
            (".", [0]), ("a.", [1, 0x61, 0]), ("a", [1, 0x61, 0]), ("a\\.b.", [3, 0x61, 0x2E, 0x62, 0]),
            ("\\097.", [1, 0x61, 0]), ("\\000\\255.", [2, 0, 255, 0]), ("\\a.", [1, 0x61, 0]),
            ("\\\\.", [1, 0x5C, 0]), ("\\@.", [1, 0x40, 0]), ("a@b.", [3, 0x61, 0x40, 0x62, 0]),
            ("\\ .", [1, 0x20, 0]), ("\\010.", [1, 10, 0]),
        ] as [(String, [UInt8])]
    )
    func encodes(text: String, wire: [UInt8]) {
        #expect(Name(text)?.wire == wire)
    }

    @Test("Relative names are below the origin")
    func relative() {
        let origin = Name("Example.COM.")
        #expect(Name("a.b", origin: origin)?.description == "a.b.Example.COM.")
        #expect(Name("@", origin: origin) == origin)
        #expect(Name("a.", origin: origin)?.description == "a.")
    }

    @Test(
        "An invalid name is refused with the offending range",
        arguments: [
            ("", .emptyLabel, nil), ("a..b.", .emptyLabel, 1..<3), (".a.", .emptyLabel, 0..<1),
            ("a..", .emptyLabel, 1..<3), ("a\\256.", .invalidEscape, 1..<5), ("a\\999.", .invalidEscape, 1..<5),
            ("a\\12", .invalidEscape, 1..<4), ("a\\1b.", .invalidEscape, 1..<3), ("a\\", .invalidEscape, 1..<2),
            ("b." + String(repeating: "a", count: 64) + ".", .labelTooLong(64), 2..<66),
            (String(repeating: "a.", count: 128), .nameTooLong(257), nil),
        ] as [(String, NameProblem, Range<Int>?)]
    )
    func refuses(text: String, problem: NameProblem, range: Range<Int>?) {
        var wire: [UInt8] = [7]
        var found: NameText.Failure?
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            do throws(NameText.Failure) {
                _ = try NameText.append(bytes, origin: nil, to: &wire)
            } catch {
                found = error
            }
        }
        #expect(found == NameText.Failure(problem: problem, range: range))
        #expect(wire == [7])
        #expect(Name(text) == nil)
    }

    @Test("63 octets in a label and 255 in a name are allowed")
    func limits() {
        #expect(Name(String(repeating: "a", count: 63) + ".") != nil)
        #expect(Name(String(repeating: "a.", count: 127))?.wire.count == 255)
        #expect(Name(String(repeating: "\\097", count: 63))?.wire.count == 65)
        let long = Name(String(repeating: "a.", count: 127))
        #expect(Name("b", origin: long) == nil)
    }

    @Test("Case is preserved, and ignored in comparisons")
    func caseFolding() {
        #expect(Name("WWW.Example.") == Name("www.eXAMPLE."))
        #expect(Name("WWW.Example.")?.hashValue == Name("www.eXAMPLE.")?.hashValue)
        #expect(Name("WWW.")?.description == "WWW.")
        // [ and { differ in the same bit as upper and lower case letters, but are not letters.
        #expect(Name("[.") != Name("{."))
    }

    @Test("The description reads back as the same name")
    func roundTrip() {
        var generator = RecordGenerator(seed: 5)
        for _ in 0..<2000 {
            var wire: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<6, using: &generator) {
                let length = UInt8.random(in: 1...30, using: &generator)
                wire.append(length)
                for _ in 0..<length { wire.append(UInt8.random(in: 0...255, using: &generator)) }
            }
            wire.append(0)
            let name = Name(wire: wire)
            #expect(name.flatMap { Name($0.description) }?.wire == wire)
            #expect(name?.description.utf8.allSatisfy { (0x21...0x7E).contains($0) } == true)
        }
    }

    @Test("Characters with a special meaning in zone files are escaped")
    func escaping() {
        let octets: [UInt8] = [12] + Array("\"();@$\\. a".utf8) + [0, 200] + [0]
        #expect(Name(wire: octets)?.description == "\\\"\\(\\)\\;\\@\\$\\\\\\.\\032a\\000\\200.")
    }

    @Test(
        "Wire form is exactly one uncompressed name",
        arguments: [[], [1, 0x61], [0, 0], [64] + Array(repeating: 0x61, count: 64) + [0], [0xC0, 12]] as [[UInt8]]
    )
    func badWire(wire: [UInt8]) {
        #expect(Name(wire: wire) == nil)
    }

    @Test("A name has labels, a parent and ancestors")
    func hierarchy() throws {
        let name = try #require(Name("_a._tcp.Example."))
        #expect(name.labels.map { Array($0) } == [Array("_a".utf8), Array("_tcp".utf8), Array("Example".utf8)])
        #expect(name.parent?.description == "_tcp.Example.")
        #expect(Name.root.parent == nil)
        #expect(name.isSubdomain(of: try #require(Name("example."))))
        #expect(name.isSubdomain(of: name))
        #expect(name.isSubdomain(of: .root))
        #expect(!name.isSubdomain(of: try #require(Name("xample."))))
        #expect(!(try #require(Name("example."))).isSubdomain(of: name))
    }
}
