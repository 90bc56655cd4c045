import DNS
import Linting
import TestSupport
import Testing
import ZoneFile

@Suite("Adding suppression comments")
struct IgnoreRunTests {
    private static let beginning = """
        $ORIGIN example.com.
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
        @ IN NS ns1.example.net.
        @ IN NS ns2.example.net.
        web IN A 192.0.2.10
        matrix IN CNAME web

        """

    private func run(_ text: String, files: [String: String] = [:], reason: String = "why") -> IgnoreRun {
        let linter = Linter(loader: ZoneLoader(includes: TextFiles(files)))
        let input = ZoneInput(.source(SourceFile(path: "example.com.zone", text: text)), identity: "example.com.zone")
        return IgnoreRun(linter, [input], reason: reason)
    }

    private func text(_ change: FileChange) -> String { String(decoding: change.text.bytes, as: UTF8.self) }

    @Test(
        "a comment is added where it suppresses the finding",
        arguments: [
            (
                "_submission._tcp SRV 10 0 8448 matrix\n",
                "_submission._tcp SRV 10 0 8448 matrix ; srvlint: ignore[S301] why\n"
            ),
            (
                "_submission._tcp SRV 10 0 8448 matrix ; ours\n",
                "_submission._tcp SRV 10 0 8448 matrix ; ours ; srvlint: ignore[S301] why\n"
            ),
            (
                "_submission._tcp SRV 10 0 8448 matrix \t\n",
                "_submission._tcp SRV 10 0 8448 matrix \t; srvlint: ignore[S301] why\n"
            ),
            (
                "_submission._tcp SRV ( 10 0\n 8448\n matrix )\n",
                "_submission._tcp SRV ( 10 0\n 8448\n matrix ) ; srvlint: ignore[S301] why\n"
            ),
            // An existing comment is extended and keeps its reason.
            (
                "_submission._tcp SRV 10 0 8448 matrix. ; srvlint: ignore[Z240] old\nx A 192.0.2.300 ; srvlint: ignore[S3] old\n",
                nil
            ),
            ("x A 192.0.2.300 ; srvlint: ignore[S101] old\n", "x A 192.0.2.300 ; srvlint: ignore[S101,Z104] old\n"),
            ("; srvlint: ignore[S101] old\nx A 192.0.2.300\n", "; srvlint: ignore[S101,Z104] old\nx A 192.0.2.300\n"),
            // A semicolon after these would be part of the text.
            ("x TXT \"open\n", "; srvlint: ignore[Z107] why\nx TXT \"open\n"),
            ("x A 192.0.2.300\r\n", "x A 192.0.2.300 ; srvlint: ignore[Z104] why\r\n"),
        ] as [(String, String?)])
    func places(text: String, expected: String?) {
        let run = run(Self.beginning + text)
        let changed = run.changes.first.map { self.text($0).dropFirst(Self.beginning.count).description }
        if let expected { #expect(changed == expected) } else { #expect(changed?.contains(",Z104] old") == true) }
        #expect(run.refusals.isEmpty)
        let left = run.report.findings.filter { $0.suppression == nil && $0.rule.code != "X101" }
        #expect(left.isEmpty, "\(left.map(\.message))")
    }

    @Test("a finding in an included file is suppressed there, once for all zones")
    func included() {
        let run = run(
            Self.beginning + "$INCLUDE a.inc\n$INCLUDE a.inc sub\n",
            files: ["a.inc": "x 60 A 192.0.2.300\n"]
        )
        #expect(run.changes.map(\.identity) == ["a.inc"])
        #expect(run.changes.first.map(text) == "x 60 A 192.0.2.300 ; srvlint: ignore[Z104] why\n")
    }

    @Test("unchecked parts and invalid suppression comments are not suppressed")
    func notSilenced() {
        let run = run(
            Self.beginning + "$INCLUDE /etc/passwd\nweb2 A 192.0.2.1 ; srvlint: ignore[Z104]\n; srvlint: ignore\n")
        #expect(run.changes.isEmpty)
        #expect(Set(run.report.findings.map(\.rule.code)).isSuperset(of: ["X103", "X102"]))
    }

    @Test("a file whose findings comments cannot suppress is refused and not changed")
    func refused() {
        let bytes = Array((Self.beginning + "x A 192.0.2.1\n").utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let input = ZoneInput(.source(SourceFile(path: "a.zone", bytes: [0xFF, 0xFE] + bytes)))
        let run = IgnoreRun(Linter(), [input], reason: "")
        #expect(run.changes.isEmpty && run.refusals.map(\.path) == ["a.zone"])
        #expect(run.report.findings.contains { $0.rule.code == "Z116" && $0.suppression == nil })
    }

    @Test(
        "in generated zones the records do not change, exactly the findings are suppressed, and a second run adds nothing"
    )
    func property() {
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let text = MadeZone.text(&random)
            let run = run(text)
            guard run.refusals.isEmpty, let change = run.changes.first else { continue }
            var options = ReadingOptions(origin: Name("example.com."))
            options.includes = TextFiles([:])
            let before = Zone(reading: SourceFile(path: "z", text: text), options: options)
            let after = Zone(reading: SourceFile(path: "z", bytes: change.text.bytes), options: options)
            #expect(before.hasSameContents(as: after) && before.serial == after.serial, "seed \(seed)")
            let again = self.run(self.text(change))
            #expect(again.changes.isEmpty, "seed \(seed)")
            func found(_ report: LintReport) -> [String] {
                report.findings.filter { $0.rule.family != .tool }.map { "\($0.rule.code) \($0.message)" }.sorted()
            }
            let loud = Linter(loader: ZoneLoader(includes: TextFiles([:]))).lint([
                ZoneInput(.source(SourceFile(path: "example.com.zone", text: text)))
            ])
            #expect(found(loud) == found(again.report), "seed \(seed)\n\(text)")
            #expect(
                again.report.findings.allSatisfy { $0.suppression != nil || $0.rule.family == .tool }, "seed \(seed)")
        }
    }
}

/// Generated zones with mistakes, some of which affect the next line.
private enum MadeZone {
    private static let lines = [
        "x A 192.0.2.300", "x AAAA 2001:db8::1", "a CNAME b", "b CNAME a", "a MX 10 a", "_x._tcp SRV 10 0 70000 web",
        "_submission._tcp SRV ( 10 0 ; one", " 8448", "web A 192.0.2.1", " TXT \"text ; no comment\"", "t TXT \"open",
        "t TXT v=DKIM1; k=rsa", "u TXT end\\", "$TTL 1h ; an hour", "$ORIGIN sub", "$GENERATE 1-3 h$ A 192.0.2.$",
        "$GENERATE 1-2 h$ A 192.0.2.400", ")", "( ; open", "", " ", "; a comment", "; srvlint: ignore[Z104]",
        "y A 192.0.2.2 ; srvlint: ignore[Z104,Z109] old ", "; srvlint: ignore-file[S999]", "z A 192.0.2.9 # shell",
        "mail MX 10 mail.example.com", "$INCLUDE none.inc", "web A 192.0.2.1\r", "é A 192.0.2.7", "q\u{A0}A 192.0.2.8",
    ]

    static func text(_ random: inout SeededGenerator) -> String {
        let end = ["\n", "\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
        var text = ["", "", "\u{FEFF}"].randomElement(using: &random) ?? ""
        text += "$ORIGIN example.com.\(end)$TTL 3600\(end)"
        text += "@ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600\(end)"
        text += "@ IN NS ns1.example.net.\(end)@ IN NS ns2.example.net.\(end)"
        for _ in 0..<Int.random(in: 1...25, using: &random) {
            text += (lines.randomElement(using: &random) ?? "") + end
        }
        if Bool.random(using: &random) { text += "last A 192.0.2.300" }
        return text
    }
}
