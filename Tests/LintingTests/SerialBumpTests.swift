import DNS
import Linting
import TestSupport
import Testing
import ZoneFile

@Suite("Increased serials")
struct SerialBumpTests {
    private struct Files: IncludeLoading {
        let texts: [String: String]

        func load(_ path: String, in source: SourceFile) -> IncludedFile {
            guard let text = texts[path] else { return .notReadable(reason: "no such file") }
            return .read(SourceFile(path: path, text: text), identity: path, folder: nil)
        }
    }

    private func bump(_ texts: [String], files: [String: String] = [:]) -> SerialBump {
        var loader = ZoneLoader(includes: Files(texts: files))
        loader.time = 1_795_898_800
        let inputs = texts.enumerated().map { number, text in
            ZoneInput(
                .source(SourceFile(path: "z\(number)", text: text)),
                origin: Name("example.test.").map { ($0, .option) }, identity: "z\(number)")
        }
        return SerialBump(inputs, loader)
    }

    private func serial(_ text: String, _ files: [String: String]) -> UInt32? {
        var options = ReadingOptions(origin: Name("example.test."))
        options.includes = Files(texts: files)
        return Zone(reading: SourceFile(path: "z", text: text), options: options).serial
    }

    @Test("the serial increases, and no other byte changes, in every spelling of a zone", arguments: 0..<400)
    func onlySerial(seed: UInt64) throws {
        let (text, files) = ZoneSpellingGenerator.zone(seed: seed)
        let old = try #require(serial(text, files))
        let bump = bump([text], files: files)
        let increase = try #require(try? bump.zones.first?.outcome.get())
        #expect(increase.old == old)
        let change = try #require(bump.changes.first)
        #expect(bump.changes.count == 1)
        let revised = String(decoding: change.text.bytes, as: UTF8.self)
        #expect(serial(revised, files) == increase.new)
        #expect(SerialNumber.isIncrease(from: old, to: increase.new))
        let replacement = try #require(change.text.replacements.first)
        #expect(change.text.replacements.count == 1)
        #expect(String(decoding: change.source.contents[replacement.range], as: UTF8.self) == "\(old)")
    }

    @Test("a SOA record in an included file is changed there, once for all zones that include it")
    func included() throws {
        let soa = "@ SOA a b (\r\n  7 ; serial\r\n  2 3 4 5 )\r\n"
        let bump = bump(["$TTL 1\n$INCLUDE soa\n@ NS a\n", "$TTL 1\n$INCLUDE soa\n"], files: ["soa": soa])
        let change = try #require(bump.changes.first)
        #expect(bump.changes.count == 1 && bump.zones.count == 2 && change.identity == "soa")
        #expect(String(decoding: change.text.bytes, as: UTF8.self) == soa.replacing("7", with: "8"))
    }

    @Test("the output of a transfer keeps equal SOA records at both ends")
    func transfer() throws {
        let text = "$TTL 1\n@ SOA a b 1 2 3 4 5\n@ NS a.\n@ SOA a b 1 2 3 4 5\n"
        let change = try #require(bump([text]).changes.first)
        #expect(String(decoding: change.text.bytes, as: UTF8.self) == text.replacing(" b 1 ", with: " b 2 "))
    }

    @Test(
        "a serial with leading zeros or in quotes is increased, and the quotes stay",
        arguments: [("0009", "10"), ("\"9\"", "\"10\"")])
    func unusualNotation(serial: String, next: String) throws {
        let change = try #require(bump(["$TTL 1\n@ SOA a b \(serial) 2 3 4 5\n@ NS a.\n"]).changes.first)
        #expect(String(decoding: change.text.bytes, as: UTF8.self) == "$TTL 1\n@ SOA a b \(next) 2 3 4 5\n@ NS a.\n")
    }

    @Test(
        "a serial that cannot be edited is refused with the reason",
        arguments: [
            ("$TTL 1\na A 192.0.2.1\n", "no SOA record"),
            ("$TTL 1\n@ SOA a b 1 2 3 4 5\n@ SOA a b 2 2 3 4 5\n", "different serials"),
            ("$TTL 1\n@ SOA a b 99999999999 2 3 4 5\n", "was not read"),
        ])
    func refused(text: String, reason: String) {
        let bump = bump([text])
        guard case .failure(let refusal) = bump.zones.first?.outcome else {
            Issue.record("bumped")
            return
        }
        #expect(refusal.reason.contains(reason), "\(refusal.reason)")
        #expect(bump.changes.isEmpty)
    }

    @Test("a serial is not increased if the serial of another zone would change with it")
    func otherRecords() {
        let soa = "@ SOA a b 7 2 3 4 5\n"
        let bump = bump(["$TTL 1\n$INCLUDE soa\n@ NS a\n$INCLUDE soa sub\n"], files: ["soa": soa])
        guard case .failure(let refusal) = bump.zones.first?.outcome else {
            Issue.record("bumped")
            return
        }
        #expect(refusal.reason.contains("included more than once") && bump.changes.isEmpty)
    }

    @Test("a zone that shares the file of its serial with a refused zone is refused too, and others are not")
    func shared() {
        let files = ["soa": "@ SOA a b 7 2 3 4 5\n"]
        let bump = bump(
            ["$TTL 1\n$INCLUDE soa\n$INCLUDE soa sub\n", "$TTL 1\n$INCLUDE soa\n", "$TTL 1\n@ SOA a b 3 2 3 4 5\n"],
            files: files)
        #expect(bump.zones.map { (try? $0.outcome.get())?.new } == [nil, nil, 4])
        #expect(bump.changes.map(\.identity) == ["z2"])
    }
}
