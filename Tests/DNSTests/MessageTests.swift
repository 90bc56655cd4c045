import DNS
import Testing

@Suite("A DNS message")
struct MessageTests {
    /// The start of a response to `example.com. A`, up to the end of its question, with the given counts of records.
    private func response(answers: UInt8 = 1, additional: UInt8 = 0) -> [UInt8] {
        [0x12, 0x34, 0x81, 0x80, 0, 1, 0, answers, 0, 0, 0, additional] + [7] + Array("example".utf8) + [3]
            + Array("com".utf8) + [0, 0, 1, 0, 1]
    }

    private func record(_ owner: [UInt8] = [0xC0, 12], type: UInt8, _ rdata: [UInt8]) -> [UInt8] {
        owner + [0, type, 0, 1, 0, 0, 0, 60, UInt8(rdata.count >> 8), UInt8(rdata.count & 0xFF)] + rdata
    }

    @Test("that is a query is encoded as specified")
    func query() throws {
        let name = try #require(Name("eXample.com."))
        let query = Query(Question(name, .srv), id: 0xABCD, checkingDisabled: true)
        let question = [7] + Array("eXample".utf8) + [3] + Array("com".utf8) + [0, 0, 33, 0, 1]
        let header: [UInt8] = [0xAB, 0xCD, 0x01, 0x10, 0, 1, 0, 0, 0, 0, 0, 1]
        #expect(query.encoded() == header + question + [0, 0, 41, 0x04, 0xD0, 0, 0, 0, 0, 0, 0])
        let plain = Query(Question(.root, .ns), id: 1, recursionDesired: false, payloadSize: nil)
        #expect(plain.encoded() == [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1])
    }

    @Test("has uncompressed names in owners and in RDATA")
    func compression() throws {
        let target = [3] + Array("abc".utf8) + [0xC0, 12]
        let bytes =
            response(answers: 2) + record(type: 33, [0, 10, 0, 5, 0x21, 0] + target)
            + record([0xC0, 20], type: 2, [0xC0, 12])
        let message = try #require(Message(bytes))
        #expect(message.questions.map(\.description) == ["example.com. A"])
        #expect(
            message.answer.map(\.description) == [
                "example.com. 60 IN SRV 10 5 8448 abc.example.com.", "com. 60 IN NS example.com.",
            ]
        )
        let abc = try #require(Name("abc.example.com."))
        #expect(message.answer[0].content == .service(priority: 10, weight: 5, port: 8448, target: abc))
    }

    @Test("has the upper bits of the response code and the extended errors of EDNS")
    func edns() throws {
        let options: [UInt8] = [0, 10, 0, 1, 9, 0, 15, 0, 6, 0, 7] + Array("dead".utf8) + [0, 15, 0, 2, 0, 22]
        let opt: [UInt8] = [0, 0, 41, 0x10, 0, 1, 0, 0x80, 0, 0, UInt8(options.count)] + options
        let message = try #require(Message(response(answers: 0, additional: 1) + opt))
        #expect(message.code == .badVers)
        #expect(message.edns?.payloadSize == 4096)
        #expect(message.edns?.dnssecOK == true)
        #expect(message.extendedErrors.map(\.code) == [7, 22])
        #expect(message.extendedErrors.map(\.text) == ["dead", ""])
        #expect(message.additional.isEmpty)
    }

    @Test("is refused if it is cut anywhere")
    func cut() {
        let bytes = response(answers: 2) + record(type: 1, [192, 0, 2, 1]) + record(type: 16, [3, 97, 98, 99])
        #expect(Message(bytes) != nil)
        for count in 0..<bytes.count { #expect(Message(Array(bytes[..<count])) == nil, "\(count) octets") }
        #expect(Message(bytes + [0]) == nil)
    }

    @Test(
        "is refused for mistakes that ldns would accept",
        arguments: [
            ("a pointer to itself", [0xC0, 29, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 1, 2, 3, 4]),
            ("a pointer forwards", [0xC0, 31, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 1, 2, 3, 4]),
            ("a pointer into the header", [0xC0, 4, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 1, 2, 3, 4]),
            ("an address of three octets", [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 3, 1, 2, 3]),
            ("an address of five octets", [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 5, 1, 2, 3, 4, 5]),
            ("an SRV record of two octets", [0xC0, 12, 0, 33, 0, 1, 0, 0, 0, 60, 0, 2, 1, 2]),
            ("a name that ends after its record", [0xC0, 12, 0, 2, 0, 1, 0, 0, 0, 60, 0, 1, 0xC0, 12]),
            ("an empty name server", [0xC0, 12, 0, 2, 0, 1, 0, 0, 0, 60, 0, 0]),
            ("an OPT record among the answers", [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0]),
        ] as [(String, [UInt8])])
    func misread(_ what: String, _ record: [UInt8]) {
        #expect(Message(response() + record) == nil)
    }

    @Test("with thousands of pointers is refused without following them all")
    func pointers() {
        // Each name is a pointer to the one before, so that thousands of pointers lead to the last name.
        var bytes = response(answers: 0)
        bytes[6...7] = [0x10, 0]
        for index in 0..<4096 {
            let target = index == 0 ? 12 : 29 + (index - 1) * 14
            bytes += record([0xC0 | UInt8(target >> 8 & 0x3F), UInt8(target & 0xFF)], type: 99, [1, 0])
        }
        #expect(Message(bytes) == nil)
    }

    @Test("is printed with escapes, so that the text is safe and reads back")
    func printing() throws {
        let owner: [UInt8] = [4, 0x1B, 0x22, 0x2E, 0xFF, 0]
        let bytes = response() + record(owner, type: 16, [5, 0x1B, 0x5B, 0x22, 0x5C, 0x80])
        let message = try #require(Message(bytes))
        #expect(message.answer.map(\.description) == [#"\027\"\.\255. 60 IN TXT "\027[\"\\\128""#])
    }
}
