import FoundationEssentials
import TestSupport
import Testing
import ZoneFile

@Suite("Formatting keeps records")
struct FormattingPropertyTests {
    /// Every file of the fixtures that may be read as text of a zone.
    private static let fixtures: [String] = {
        let root =
            #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
            + "/fixtures"
        return ["good", "bad-input", "demo", "exports", "fuzz/zone", "comparison"].flatMap { directory in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(directory)")) ?? []
            return names.sorted().map { "\(root)/\(directory)/\($0)" }
        }
    }()

    /// What must hold for any text.
    private func check(_ bytes: [UInt8], _ what: String, _ includes: TextFiles? = nil) {
        let result = FormatterTests.formatted(bytes)
        let source = SourceFile(path: "a", bytes: bytes)
        let formatted = SourceFile(path: "a", bytes: result)
        #expect(FormattingCheck(source).isEquivalent(formatted), "\(what)")
        #expect(FormatterTests.formatted(result) == result, "\(what) changes again")
        #expect(source.lineCount == formatted.lineCount, "\(what)")
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        #expect(result.filter { !isBlank($0) } == bytes.filter { !isBlank($0) }, "\(what)")
        guard let includes else { return }
        var options = ReadingOptions(origin: nil)
        options.includes = includes
        #expect(
            Zone(reading: formatted, options: options).hasSameContents(as: Zone(reading: source, options: options)),
            "\(what)")
    }

    @Test("All fixtures, with and without mistakes")
    func allFixtures() {
        #expect(Self.fixtures.count > 100)
        for path in Self.fixtures {
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            check(Array(data), path)
        }
    }

    @Test("Generated zones in all spellings, and the files that they include", arguments: 0..<200)
    func generated(seed: UInt64) {
        let (text, files) = ZoneSpellingGenerator.zone(seed: seed)
        check(Array(text.utf8), text, TextFiles(files))
        for (_, file) in files { check(Array(file.utf8), file) }
    }

    @Test("A check that compares too little would accept other records")
    func inequivalent() {
        func areEquivalent(_ old: String, _ new: String) -> Bool {
            FormattingCheck(SourceFile(path: "a", text: old)).isEquivalent(SourceFile(path: "a", text: new))
        }
        let zone = "$TTL 60\na A 192.0.2.1\nb TXT \"x y\"\n"
        #expect(areEquivalent(zone, zone.replacing(" A ", with: "    A\t")))
        for (old, new) in [("192.0.2.1", "192.0.2.2"), ("x y", "x  y"), ("\nb", "\n b"), ("60", "61"), ("a A", "A A6")]
        {
            #expect(!areEquivalent(zone, zone.replacing(old, with: new)), "\(new)")
        }
    }
}
