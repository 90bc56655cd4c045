import Diagnostics
import Linting
import TestSupport
import ZoneFile

extension Fixture {
    /// One finding of each kind: an error with a fix, the same suppressed, a warning after characters of several bytes, an
    /// unchecked file, an answer from the network, a clean file, and an included one.
    static var sampleReport: LintReport {
        var suppressed = aliasFinding
        suppressed.suppression = Suppression(reason: "we know", comment: suppressed.related[0].span)
        let text = Fixture("é日🎉 «x; y»\n", path: "zones/odd name#1.zone")
        let warning = Finding(
            rule("Z125", "unquoted-semicolon", .warning), "the unquoted `;` cuts off the text",
            at: text.label(0, "published as `x`"), why: "", help: "put the value in quotes",
            fixes: [Fix("put the value in quotes", .safe, [Edit(replace: text.span(0), with: "\"x; y\"")])]
        )
        var unread = Finding(
            rule("X103", "not-checked", .warning, isNotChecked: true), "could not be checked: no permission", at: nil,
            why: "", help: "")
        unread.path = "zones/secret.zone"
        let live = Finding(
            rule("N101", "no-answer", .info), "no server answers", at: nil, why: "", help: "",
            subject: Subject(owner: "_matrix-fed._tcp.example.com.", serverName: "example.com"))
        return LintReport(
            findings: [aliasFinding, suppressed, warning, unread, live],
            files: [
                file("zones/example.com.zone", 8), file("zones/odd name#1.zone", 1, .incomplete),
                FileReport(path: "zones/secret.zone", origin: nil, originFrom: .none, records: 0, status: .unreadable),
                file("zones/good.zone", 3), FileReport(path: "zones/hosts.inc", includedBy: "zones/good.zone"),
            ]
        )
    }

    /// Text that a hostile zone may cause in any part of a finding.
    static let hostileText =
        "a\u{1B}[31m\u{7}\u{0}\u{9B}\u{202E}\u{61C}\u{FFFE}\u{2028}]]>::error::x\r\n::error file=a::b %0A%25 | a\\|b "
        + "`code` ``` <script>alert('x')</script> <!-- \"quoted\" \\ &amp; # TODO # SKIP {0} $x$ @everyone #1 "
        + "[link](http://evil.example) www.evil.example ~~\n1..9\nok 1\n...\n---\n# HELP x\n`"

    /// A report in which all untrusted text is hostile and long.
    static var hostileReport: LintReport {
        let bytes = Array(hostileText.utf8) + [0xFF, 0xC3, 0x28] + Array("\n".utf8)
        let source = SourceFile(path: hostileText, bytes: bytes)
        let span = SourceSpan(source, 0..<bytes.count)
        let text = hostileText + String(repeating: "x", count: 20_000) + hostileText
        func finding(_ severity: Severity, at place: SourceSpan?) -> Finding {
            Finding(
                rule("S301", "srv-target-alias", severity), text, at: place.map { LabelledSpan($0, text) }, why: text,
                help: text, related: [LabelledSpan(span, text)],
                fixes: [Fix(text, .unsafe, [Edit(replace: span, with: text)])],
                subject: Subject(zone: text, owner: text, serverName: text))
        }
        var suppressed = finding(.error, at: span)
        suppressed.suppression = Suppression(reason: text, comment: span)
        var unread = finding(.warning, at: nil)
        unread.path = hostileText
        unread.isNotChecked = true
        return LintReport(
            findings: [finding(.error, at: span), suppressed, unread, finding(.info, at: nil)],
            files: [
                file(hostileText, 1), file("other" + hostileText, 0, .unreadable),
                FileReport(path: "third" + hostileText, includedBy: hostileText),
            ])
    }
}
