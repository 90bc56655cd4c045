import Diagnostics
import Linting
import Reporting
import TestSupport
import ZoneFile

/// A zone text with `«…»` marks, for findings that tests create.
struct Fixture {
    let source: SourceFile
    let ranges: [Range<Int>]

    init(_ marked: String, path: String = "zones/example.com.zone") {
        let text = MarkedText(marked)
        source = SourceFile(path: path, text: text.text)
        ranges = text.ranges
    }

    /// Returns the span of the marks with this number.
    func span(_ index: Int) -> SourceSpan {
        SourceSpan(source, ranges[index])
    }

    func label(_ index: Int, _ label: String) -> LabelledSpan {
        LabelledSpan(span(index), label)
    }

    static func rule(
        _ code: String = "S301",
        _ name: String = "srv-target-alias",
        _ severity: Severity = .error,
        isNotChecked: Bool = false
    ) -> RuleInfo {
        RuleInfo(
            code,
            name,
            severity,
            isNotChecked: isNotChecked,
            summary: "",
            page: RulePage(
                whatItChecks: "",
                whyItMatters: "",
                howToFix: "",
                references: ["RFC 2782", "Matrix server-server §2.1"]
            ),
            examples: []
        )
    }

    /// Returns a finding with minimal text, for tests of positions.
    static func finding(
        _ primary: LabelledSpan?,
        related: [LabelledSpan] = [],
        message: String = "this is wrong",
        edits: [Edit] = []
    ) -> Finding {
        Finding(
            rule(),
            message,
            at: primary,
            why: "because",
            help: "write it in another form",
            related: related,
            fixes: edits.isEmpty ? [] : [Fix("write it in another form", .unsafe, edits)]
        )
    }

    static func report(_ findings: [Finding], records: Int = 8) -> LintReport {
        LintReport(findings: findings, files: [file("zones/example.com.zone", records)])
    }

    static func file(_ path: String, _ records: Int, _ status: FileReport.Status = .complete) -> FileReport {
        FileReport(path: path, origin: "example.com.", originFrom: .soa, records: records, status: status)
    }

    /// The example of the interface: an SRV target that is an alias.
    static var aliasFinding: Finding {
        let lines =
            Array(repeating: "; text", count: 7) + [
                "matrix           IN «CNAME» web",
                "web              IN A 192.0.2.10",
                "_matrix-fed._tcp IN SRV 10 0 8448 «matrix»",
            ]
        let zone = Fixture(lines.joined(separator: "\n") + "\n")
        return Finding(
            rule(),
            "SRV target is an alias",
            at: zone.label(1, "expected a name with A or AAAA records"),
            why: "RFC 2782 forbids an alias as target; most homeservers follow it, but the federation tester and "
                + "stricter software reject the record",
            help: "use the host behind the alias as the SRV target",
            related: [zone.label(0, "`matrix.example.com.` is an alias for `web.example.com.`")],
            fixes: [Fix("use the host behind the alias", .unsafe, [Edit(replace: zone.span(1), with: "web")])],
            subject: Subject(
                zone: "example.com.",
                owner: "_matrix-fed._tcp.example.com.",
                serverName: "example.com"
            )
        )
    }
}

extension LintReport {
    func text(_ style: Style = .plain, width: Int? = nil) -> String {
        TextReporter(style: style, width: width).render(self)
    }
}

extension Finding {
    /// Returns the text of the finding without the summary.
    func text(_ style: Style = .plain, width: Int? = nil) -> String {
        let text = Fixture.report([self]).text(style, width: width)
        return String(text[..<(text.range(ofBlankLine: ()) ?? text.endIndex)])
    }
}

extension String {
    fileprivate func range(ofBlankLine: Void) -> Index? {
        var previous: UInt8 = 0
        for index in utf8.indices {
            if utf8[index] == 0x0A, previous == 0x0A { return index }
            previous = utf8[index]
        }
        return nil
    }
}
