import DNS
import Diagnostics
import Federation
import Linting
import TLSIdentity
import ZoneFile

/// The check of a rule's example.
public struct ExampleRun {
    public let rule: RuleInfo
    public let example: RuleExample
    /// The zone text without marks, including the correct zone before it.
    public let text: String
    /// The ranges of the marks in ``text``.
    public let marks: [Range<Int>]
    public let report: LintReport

    /// The correct zone that examples continue.
    public static let baseZone = """
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
        @ IN NS ns1.example.net.
        @ IN NS ns2.example.net.

        """

    public init(_ rule: RuleInfo, _ example: RuleExample) {
        self.rule = rule
        self.example = example
        let before = example.isContinuation ? Self.baseZone : ""
        let marked = MarkedText(before + example.text)
        text = marked.text
        marks =
            marked.ranges + (example.server?.documents ?? []).flatMap { MarkedText($0.text).ranges }
            + (example.server?.certificateMarks ?? [])
        report = Self.lint(marked.text, example)
    }

    /// Checks a text with the settings of the example.
    public static func lint(_ text: String, _ example: RuleExample) -> LintReport {
        let origin = example.origin.flatMap { Name($0) }
        // Without an origin, the file name may determine it.
        let path = origin == nil ? "example.com.zone" : "example"
        var linter = Linter(
            loader: ZoneLoader(includes: TextFiles(example.files, zoneFile: (path, text)), targets: example.targets))
        linter.servers = example.server.map { [$0.input] } ?? []
        linter.time = Timestamp(seconds: ExampleCertificate.today.seconds)
        if text.isEmpty { return linter.lint([]) }
        let input = ZoneInput(
            .source(SourceFile(path: path, text: text)), origin: origin.map { ($0, .option) }, identity: path
        )
        return linter.lint([input])
    }

    /// The findings of the rule itself, by position.
    public var findings: [Finding] {
        report.findings.filter { $0.rule.code == rule.code && $0.suppression == nil }
    }

    /// Findings above info that the example does not declare.
    public var others: [Finding] {
        report.findings.filter { finding in
            finding.rule.code != rule.code && finding.severity > .info && !example.alsoFires.contains(finding.rule.code)
        }
    }

    /// Returns the text in a range of ``text``.
    public func text(in range: Range<Int>) -> String {
        String(decoding: Array(text.utf8)[range.clamped(to: 0..<text.utf8.count)], as: UTF8.self)
    }

    /// Returns the zone text and the example after a fix, which may edit the well-known documents.
    public static func apply(_ fix: Fix, to text: String, _ example: RuleExample) -> (String, RuleExample) {
        guard let server = example.server, !server.documents.isEmpty else { return (apply(fix, to: text), example) }
        func edited(_ name: String, _ text: String?) -> String? {
            text.map { apply(only(fix) { $0 == name }, to: MarkedText($0).text) }
        }
        let names = Set(server.documents.map(\.name))
        let after = RuleExample.bad(
            example.text, continuation: example.isContinuation, origin: example.origin, alsoFires: example.alsoFires,
            files: example.files, targets: example.targets,
            server: ExampleServer(
                server.name, wellKnown: edited(documentPath, server.wellKnown),
                client: edited("client", server.client), support: edited("support", server.support),
                certificate: server.certificate, evidence: server.evidence)
        )
        return (apply(only(fix) { !names.contains($0) }, to: text), after)
    }

    /// The edits of a fix in some files.
    private static func only(_ fix: Fix, _ isIncluded: (String) -> Bool) -> Fix {
        Fix(fix.title, fix.safety, fix.edits.filter { isIncluded($0.span.source.path) })
    }

    /// The path of the well-known document in an example.
    static let documentPath = "server"
    static let certificatePath = "fullchain.pem"

    /// Returns the text after all edits of a fix.
    public static func apply(_ fix: Fix, to text: String) -> String {
        var bytes = Array(text.utf8)
        for edit in fix.edits.sorted(by: { $0.span.range.lowerBound > $1.span.range.lowerBound }) {
            bytes.replaceSubrange(edit.span.range, with: Array(edit.text.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
