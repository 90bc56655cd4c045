import DNS
import Linting
import Testing
import ZoneFile
import ZoneRules

@testable import ZoneRules

/// Findings of the rules about text that examples cannot show: files that are not text, limits, and the exact text of
/// fixes.
@Suite("Rules about text")
struct TextRuleTests {
    private func lint(_ bytes: [UInt8]) -> LintReport {
        let origin: (name: Name, from: OriginSource)? = Name("example.com.").map { ($0, .option) }
        return Linter().lint([ZoneInput(.source(SourceFile(path: "x", bytes: bytes)), origin: origin)])
    }

    private func lint(_ text: String) -> LintReport { lint(Array(text.utf8)) }

    @Test(
        "A UTF-16 file is recognised with and without a byte order mark", arguments: [[], [0xFF, 0xFE]] as [[UInt8]])
    func utf16(_ mark: [UInt8]) {
        let text = "www 3600 IN A 192.0.2.10\n".utf8.flatMap { [$0, 0] as [UInt8] }
        let report = lint(mark + text)
        #expect(report.findings.map(\.rule.code) == ["Z116"])
        #expect(report.findings.first?.message == "the file is UTF-16")
        #expect(report.files.first?.status == .incomplete)
    }

    @Test("A file that is not text is reported as such, once")
    func binary() {
        let report = lint((0..<4096).map { UInt8(truncatingIfNeeded: $0 * 7) })
        #expect(report.findings.map(\.rule.code) == ["Z118"])
        #expect(report.findings.first?.message == "the file is not text")
    }

    @Test("Problems beyond the limit are counted, and the number is reported")
    func problemLimit() throws {
        let report = lint(String(repeating: ")\n", count: 10_002))
        let limit = try #require(report.findings.first { $0.rule.code == "X104" })
        #expect(limit.isNotChecked)
        #expect(limit.message == "2 further problems in this file are not shown")
        #expect(report.findings.count { $0.rule.code == "Z106" } == 10_000)
    }

    @Test("A record with too many fields is reported as such")
    func overlongEntry() {
        let report = lint("a 300 IN TXT " + String(repeating: "x ", count: 150_000) + "\n")
        #expect(report.findings.contains { $0.rule.code == "X104" && $0.message.hasPrefix("the record has more than") })
    }

    @Test("The help for a guessed origin names the option to set it")
    func guessedOrigin() throws {
        let source = SourceFile(path: "zones/example.org.zone", text: "www 300 IN A 192.0.2.10\n")
        let report = Linter().lint([ZoneInput(.source(source))])
        let finding = try #require(report.findings.first { $0.rule.code == "X105" })
        #expect(finding.primary?.label == "read as the zone `example.org.`")
        #expect(finding.help == "give `--origin example.org.`, or start the file with `$ORIGIN example.org.`")
    }

    @Test("The nearest type and the nearest directive are suggested")
    func suggestions() {
        let report = lint("a 300 IN SVR 0 0 443 m.example.net.\n$ORIGN example.com.\nb 300 IN WHATEVER x\n")
        #expect(
            report.findings.map { $0.primary?.label } == [
                "did you mean `SRV`?", "did you mean `$ORIGIN`?", "expected a record type",
            ])
    }

    @Test("A service name instead of an SRV port is reported only by the rule for services")
    func servicePorts() {
        #expect(!lint("_x._tcp 300 IN SRV 0 0 HTTPS m.example.net.\n").findings.contains { $0.rule.code == "Z104" })
        #expect(lint("_x._tcp 300 IN SRV 0 0 abc m.example.net.\n").findings.contains { $0.rule.code == "Z104" })
    }

    @Test(
        "What somebody wrote in place of an address is named",
        arguments: [
            ("A", "192.0.02.10", "write `192.0.2.10` if the parts are decimal"),
            ("A", "2001:db8::1", "change the type to `AAAA`, or write an IPv4 address"),
            ("AAAA", "192.0.2.10", "change the type to `A`, or write an IPv6 address"),
            ("A", "192.0.2.10.", "remove the final dot"), ("A", "192.0.2.10:8448", "remove `:8448`"),
            ("A", "192.0.2.0/24", "remove `/24`"), ("AAAA", "fe80::1%eth0", "remove `%eth0`"),
            (
                "A", "m.example.net.",
                "write the address, or change the type to `CNAME` if the owner has no other records"
            ),
        ])
    func addressSlips(_ type: String, _ text: String, _ help: String) {
        let findings = lint("a 300 IN \(type) \(text)\n").findings.filter { $0.rule.code == "Z104" }
        #expect(findings.map(\.help) == [help])
    }

    // From RFC 3492 §7.1; the others are from the codec of Python.
    @Test(
        "Names are encoded as RFC 3492 does it",
        arguments: [
            ("bücher", "xn--bcher-kva"), ("BÜCHER.Example", "xn--bcher-kva.Example"),
            ("münchen.de.", "xn--mnchen-3ya.de."), ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
            ("почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("なぜみんな日本語を話してくれないのか", "xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
            ("세계의모든사람들이한국어를이해한다면얼마나좋을까", "xn--989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c"),
            ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"), ("ñandú", "xn--and-6ma2c"),
        ])
    func punycode(_ name: String, _ encoded: String) {
        let label = name.split(separator: ".").first ?? ""
        let isTooLong = encoded.split(separator: ".").first.map { $0.utf8.count > 63 } ?? false
        #expect(ALabel.name(name) == (isTooLong ? nil : encoded))
        #expect(
            Punycode.encode(Array(label.lowercased().unicodeScalars)).map { "xn--\($0)" }
                == encoded.split(separator: ".").first.map(String.init))
    }

    @Test(
        "No A-label is offered where versions of IDNA differ or more than case must be mapped",
        arguments: [
            "straße", "ς", "u\u{308}", "ﬁx", "Ⅷ", "a_ü", "-ü", "xy--ü", "ü\\.b", "שלום", "ĳ", "İ", "☃",
            String(repeating: "ü", count: 63),
        ])
    func noALabel(_ name: String) {
        #expect(ALabel.name(name) == nil)
    }

    @Test("A text truncated at a semicolon is quoted in strings of 255 octets, with quotation marks escaped")
    func quotedText() {
        #expect(QuotedText("v=DKIM1; p=\"a\\\"b\" \t")?.text == "\"v=DKIM1; p=\\\"a\\\"b\\\"\"")
        let piece = String(repeating: "\\065", count: 255)
        #expect(QuotedText(piece + "B")?.text == "\"\(piece)\" \"B\"")
        #expect(QuotedText("a\\") == nil)
    }

    @Test("The fix for a truncated text is offered only if its value is clear")
    func semicolonFix() {
        func fixes(_ text: String) -> [String?] {
            lint(text).findings.filter { $0.rule.code == "Z125" }.map { $0.fixes.first?.edits.first?.text }
        }
        #expect(fixes("a 300 IN TXT v=DKIM1; k=rsa; p=x\n") == ["\"v=DKIM1; k=rsa; p=x\""])
        #expect(fixes("a 300 IN TXT v=spf1 x=y; z=1\n") == ["\"v=spf1 x=y; z=1\""])
        #expect(fixes("a 300 IN TXT ( v=DKIM1; k=rsa\n )\n") == [nil])
        #expect(fixes("a 300 IN TXT \"x\" v=DKIM1; k=rsa\n") == [nil])
    }
}
