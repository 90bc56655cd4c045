import Diagnostics
import Linting
import Reporting
import TestSupport
import Testing
import ZoneFile

@testable import Reporting

@Suite("Untrusted text")
struct VisibleTextTests {
    @Test(
        "is aligned with its carets",
        arguments: [
            ("tab", "a\tIN\tA\t«192.0.2.1»\t; x\n"),
            ("cjk", "a IN TXT \"日本語\" «b» ; 例え\n"),
            ("combining", "a IN TXT \"e\u{301}e\u{301}\" «u\u{308}» x\n"),
            ("emoji", "a IN TXT \"🎉 ❤\u{FE0F} 🇩🇪\" «b»\n"),
            ("crlf", "a IN A «192.0.2.1»\r\nb IN A 192.0.2.2\r\n"),
            ("controls", "a \u{1B}[31mred\u{0}\u{7F}\u{9B}2J «b»\n"),
            ("bidi", "a \u{202E}txet\u{202C}\u{2066}x\u{2069}\u{200F}\u{61C} «b»\n"),
            ("blanks", "a\u{A0}IN\u{200B}A\u{FEFF} «b»\n"),
        ]
    )
    func aligned(_ name: String, _ zone: String) {
        let zone = Fixture(zone)
        assertGolden(Fixture.finding(zone.label(0, "here")).text(), "visible-\(name).txt")
    }

    @Test("shows each byte that is not UTF-8, with carets below")
    func invalidBytes() {
        let bytes: [UInt8] =
            Array("a ".utf8) + [0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0xC0, 0x80, 0xF5, 0xE2, 0x82] + Array(" b\n".utf8)
        let source = SourceFile(path: "zone", bytes: bytes)
        let finding = Fixture.finding(LabelledSpan(SourceSpan(source, 14..<15), "here"))
        assertGolden(finding.text(), "visible-invalid.txt")
        let inside = Fixture.finding(LabelledSpan(SourceSpan(source, 2..<3), "here"))
        #expect(inside.text().contains("\n   |   ^^^^ here\n"))
    }

    @Test("never reaches the terminal with control characters, whatever its source")
    func injection() {
        let evil = "x\u{1B}]0;t\u{7}\r\n\u{9B}1m\u{202E}y"
        let zone = Fixture("a «\(evil.filter { $0 != "\r\n" })»\n", path: "zones/\(evil).zone")
        var finding = Fixture.finding(
            zone.label(0, evil),
            related: [zone.label(0, evil)],
            message: evil,
            edits: [Edit(replace: zone.span(0), with: evil)]
        )
        finding.why = evil
        finding.help = evil
        var unlocated = Fixture.finding(nil, message: evil)
        unlocated.path = evil
        let report = LintReport(
            findings: [finding, unlocated],
            files: [Fixture.file(evil, 1, .unreadable), Fixture.file(evil, 1, .incomplete)]
        )
        var settings = ReportSettings()
        settings.width = 80
        for format in OutputFormat.allCases {
            let output = format.reporter(settings).render(report)
            let bad = output.unicodeScalars.filter { scalar in
                scalar != "\n" && [.control, .format].contains(scalar.properties.generalCategory)
            }
            #expect(bad.isEmpty, "\(format)")
        }
        #expect(ConciseReporter().render(report).split(separator: "\n").count == 2)
        assertGolden(report.text(), "injection.txt")
    }

    @Test("has a defined width for every character")
    func widths() {
        #expect(VisibleText.width(of: "abc") == 3)
        #expect(VisibleText.width(of: "日本") == 4)
        #expect(VisibleText.width(of: "e\u{301}") == 1)
        #expect(VisibleText.width(of: "🎉") == 2)
        #expect(VisibleText.width(of: "🇩🇪") == 2)
        #expect(VisibleText.width(of: "각") == 2)
        #expect(VisibleText.width(of: "ｆ") == 2)
        #expect(VisibleText.width(of: "ﬁ…") == 2)
    }

    @Test("does not cover the lines above it")
    func stackedMarks() {
        let shown = VisibleText.escape("a" + String(repeating: "\u{301}", count: 1000))
        #expect(shown.unicodeScalars.filter { $0 == "\u{301}" }.count == 8)
        #expect(VisibleText.width(of: shown) == 1 + 992 * 7)
    }

    @Test("is not escaped if it is readable")
    func readable() {
        let text = "Zürich, Αθήνα, москва, 東京, \\032, `x` · … „“ 🎉"
        #expect(VisibleText.escape(text) == text)
        #expect(VisibleText.escape("\t\u{0}\u{1B}\u{10FFFF}\u{AD}") == #"\u{9}\u{0}\u{1B}\u{10FFFF}\u{AD}"#)
    }
}
