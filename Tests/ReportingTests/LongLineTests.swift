import Diagnostics
import TestSupport
import Testing
import ZoneFile

@testable import Reporting

@Suite("Long lines")
struct LongLineTests {
    @Test("are shortened around the caret", arguments: [0, 50, 97, 200, 395])
    func cut(at offset: Int) {
        let text = String((0..<400).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) })
        let source = SourceFile(path: "zone", text: text + "\nnext\n")
        let finding = Fixture.finding(LabelledSpan(SourceSpan(source, offset..<(offset + 5)), "here"))
        let rows = finding.text(width: 60).split(separator: "\n")
        #expect(rows.allSatisfy { $0.unicodeScalars.count <= 60 })
        let (line, marks) = (Array(rows[3].unicodeScalars), Array(rows[4].unicodeScalars))
        let under = marks.indices.filter { marks[$0] == "^" }.map { Character(line[$0]) }
        let start = text.index(text.startIndex, offsetBy: offset)
        #expect(String(under) == text[start...].prefix(5))
        #expect((line[5] == "…") == (offset > 40))
        #expect((line.last == "…") == (offset < 380))
    }

    @Test("show distant spans in separate windows")
    func farApart() {
        let zone = Fixture("«first»" + String(repeating: " word", count: 100) + " «second» end\n")
        let finding = Fixture.finding(zone.label(1, "this"), related: [zone.label(0, "and that")])
        assertGolden(finding.text(width: 60), "far-apart.txt")
    }

    @Test("show the start of a span that is longer than the window")
    func longSpan() {
        let zone = Fixture("a TXT «" + String(repeating: "x", count: 5000) + "»\n")
        assertGolden(Fixture.finding(zone.label(0, "too long")).text(width: 60), "long-span.txt")
    }

    @Test(
        "of 10 MB take only the time for their window, also unprintable ones or without a mark",
        arguments: [("x", 10_000_000), ("\u{1B}", 100_000), ("\u{301}", 100_000), ("日", 100_000), ("\t", 100_000)]
    )
    func huge(_ filler: String, _ size: Int) {
        let half = String(repeating: filler, count: size / 2 / filler.utf8.count)
        let source = SourceFile(path: "zone", text: half + "«" + half)
        let middle = half.utf8.count
        let span = SourceSpan(source, middle..<(middle + 2))
        let finding = Fixture.finding(LabelledSpan(span, "here"), edits: [Edit(replace: span, with: "y")])
        let text = finding.text(width: 80)
        #expect(text.utf8.count < 10_000)
        #expect(text.unicodeScalars.contains("«"))
        #expect(text.contains("+ …"))
    }

    @Test("are never split within a character")
    func characters() {
        for offset in 0..<12 {
            let text = String(repeating: "x", count: offset) + String(repeating: "日本é🎉", count: 500)
            let source = SourceFile(path: "zone", text: text)
            let span = SourceSpan(source, (offset + 3000)..<(offset + 3003))
            let rendered = Fixture.finding(LabelledSpan(span, "here")).text(width: 41)
            #expect(!rendered.contains("\\x"))
        }
    }
}
