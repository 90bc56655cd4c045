import DNS
import Testing

/// Punycode (RFC 3492), with samples of §7.1.
@Suite struct PunycodeTests {
    @Test(arguments: [
        ("bücher", "bcher-kva"),
        ("💩", "ls8h"),
        ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
        ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
        ("porquénopuedensimplementehablarenespañol", "porqunopuedensimplementehablarenespaol-fmd56a"),
        ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
        ("a-ü-b", "a--b-1ra"),
    ])
    func encodesAndDecodes(_ label: String, _ encoded: String) {
        #expect(Punycode.encode(Array(label.unicodeScalars)) == encoded)
        #expect(Punycode.decode(Array(encoded.utf8)) == Array(label.unicodeScalars))
        #expect(Punycode.decode(Array(encoded.uppercased().utf8))?.count == label.unicodeScalars.count)
    }

    @Test(arguments: ["", "a-", "-", "é", "a_", "zzzzzzzzzzzzzz", "99999999", "bcher-k"])
    func refusesOtherText(_ encoded: String) {
        #expect(Punycode.decode(Array(encoded.utf8)) == nil)
        #expect(!Punycode.isValid(Array(encoded.utf8)))
    }
}
