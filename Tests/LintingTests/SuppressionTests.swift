import DNS
import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile

@Suite("Suppression comments")
struct SuppressionTests {
    private static let beginning = """
        $ORIGIN example.com.
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
        @ IN NS ns1.example.net.
        @ IN NS ns2.example.net.
        web IN A 192.0.2.10
        matrix IN CNAME web

        """

    private func lint(
        _ text: String, files: [String: String] = [:], selection: RuleSelection = RuleSelection()
    ) -> LintReport {
        let zone = Self.beginning + text
        let linter = Linter(
            selection: selection, loader: ZoneLoader(includes: TextFiles(files, zoneFile: ("a.zone", zone))))
        return linter.lint([ZoneInput(.source(SourceFile(path: "a.zone", text: zone)), identity: "a.zone")])
    }

    /// The codes of findings above info: "S301", or "-S301" for a suppressed one.
    private func codes(_ report: LintReport) -> [String] {
        report.findings.filter { $0.severity > .info }.map { ($0.suppression == nil ? "" : "-") + $0.rule.code }
    }

    @Test(
        "a comment suppresses findings on its record or the line below only",
        arguments: [
            ("_matrix-fed._tcp IN SRV 10 0 8448 matrix ; srvlint: ignore[S301] why\n", ["-S301"]),
            ("; srvlint: ignore[S301] why\n_matrix-fed._tcp IN SRV 10 0 8448 matrix\n", ["-S301"]),
            ("_matrix-fed._tcp IN SRV ( 10 0\n 8448 ; srvlint: ignore[S301]\n matrix )\n", ["-S301"]),
            ("_matrix-fed._tcp IN SRV ( 10 0\n ; srvlint: ignore[S301]\n 8448 matrix )\n", ["-S301"]),
            ("_matrix-fed._tcp IN SRV 10 0 8448 matrix ; the server; srvlint: ignore[S301]\n", ["-S301"]),
            ("_matrix-fed._tcp IN SRV 10 0 8448 matrix ;;srvlint:ignore[s301]\n", ["-S301"]),
            ("_matrix-fed._tcp IN SRV 10 0 8448 matrix ; SRVLINT: ignore[srv-target-alias,]\n", ["-S301"]),
            (
                "_matrix-fed._tcp IN SRV 10 0 8448 matrix ; srvlint: ignore[Z1] a ; srvlint: ignore[S3] b\n",
                ["-S301", "X101"]
            ),
            ("; srvlint: ignore[S301] not above\n\n_matrix-fed._tcp IN SRV 10 0 8448 matrix\n", ["X101", "S301"]),
            (
                "web2 IN A 192.0.2.11 ; srvlint: ignore[S301]\n_matrix-fed._tcp IN SRV 10 0 8448 matrix\n",
                ["X101", "S301"]
            ),
            ("_matrix-fed._tcp IN SRV 10 0 8448 matrix\n; srvlint: ignore-file[S3] below\n", ["-S301"]),
            // Both comments that name the rule are used.
            (
                "; srvlint: ignore-file[S3]\n_matrix-fed._tcp IN SRV 10 0 8448 matrix ; srvlint: ignore[S301]\n",
                ["-S301"]
            ),
            ("_matrix-fed._tcp IN SRV 10 0 8448 matrix ; srvlint: ignore[S301,S301]\n", ["-S301", "X101"]),
            // Findings about comments can be suppressed for the whole file only.
            ("web2 IN A 192.0.2.11 ; srvlint: ignore[Z104,X101]\n", ["X101"]),
            (
                "; srvlint: ignore-file[X1]\nweb2 IN A 192.0.2.11 ; srvlint: ignore[Z104]\n; srvlint: ignore\n",
                ["-X101", "-X102"]
            ),
            ("t IN TXT \"; srvlint: ignore[Z104]\"\n", []),
        ] as [(String, [String])])
    func places(text: String, expected: [String]) {
        #expect(codes(lint(text)) == expected)
    }

    @Test(
        "a comment is not reported as unused if the check of its rule is not conclusive",
        arguments: [
            // Rules that are not selected, need targets or a revision, or concern the run.
            ("web2 IN A 192.0.2.11 ; srvlint: ignore[Z104]\n", RuleSelection.only("X,S")),
            ("web2 IN A 192.0.2.11 ; srvlint: ignore[Z1]\n", RuleSelection.only("X,Z101")),
            ("web2 IN A 192.0.2.11 ; srvlint: ignore[Z301]\n", RuleSelection()),
            ("; srvlint: ignore-file[Z250,X105]\n", RuleSelection()),
            // The zone is incomplete.
            (
                "$INCLUDE missing.inc ; srvlint: ignore[Z113]\nweb2 IN A 192.0.2.11 ; srvlint: ignore[S301]\n",
                RuleSelection()
            ),
            // The target is in a zone that another run may include.
            (
                "_matrix-fed._tcp IN SRV 10 0 8448 m.example.net. ; srvlint: ignore[S301]\n",
                RuleSelection.only("X,S301")
            ),
            ("; srvlint: ignore-file[Z212]\n", RuleSelection()),
        ])
    func mute(text: String, selection: RuleSelection) {
        #expect(!codes(lint(text, selection: selection)).contains("X101"))
    }

    @Test("a comment is not reported as unused if its rule reached the limit of findings")
    func capped() {
        let many = (0...FindingSink.limitPerRule).map { "h\($0) IN A 192.0.2.300\n" }.joined()
        let report = lint(many + "last IN A 192.0.2.300 ; srvlint: ignore[Z104]\n")
        #expect(!codes(report).contains("X101"))
    }

    @Test("a comment in a file that two zones include is used if it suppresses a finding in one of them")
    func sharedFile() {
        let include =
            "_matrix-fed._tcp IN SRV 10 0 8448 matrix ; srvlint: ignore[S301]\nx IN A 192.0.2.1 ; srvlint: ignore[Z104]\n"
        let first = Self.beginning + "$INCLUDE shared.inc\n"
        let second = first.replacing("example.com.", with: "example.org.").replacing(
            "matrix IN CNAME web", with: "matrix IN A 192.0.2.9")
        let linter = Linter(loader: ZoneLoader(includes: TextFiles(["shared.inc": include])))
        for texts in [[first, second], [second, first]] {
            let inputs = texts.enumerated().map { ZoneInput(.source(SourceFile(path: "\($0).zone", text: $1))) }
            let unused = linter.lint(inputs).findings.filter { $0.rule.code == "X101" }
            #expect(unused.map { $0.primary?.span.text } == ["; srvlint: ignore[Z104]"])
        }
    }

    @Test("the comment of a $GENERATE line suppresses its findings")
    func generate() {
        #expect(codes(lint("$GENERATE 1-3 h$ A 192.0.2.300 ; srvlint: ignore[Z104]\n")) == ["-Z104"])
        #expect(codes(lint("$GENERATE 1-3 h$ A 192.0.2.1 ; srvlint: ignore[Z104]\n")) == ["X101"])
    }

    @Test(
        "an invalid suppression comment is reported with the correct text, if that is clear",
        arguments: [
            ("srvlint ignore S301", "srvlint: ignore[S301]"),
            ("srvlint: ignore S301, Z205 because", "srvlint: ignore[S301,Z205] because"),
            ("srvlint: ignore [S301] because", "srvlint: ignore[S301] because"),
            ("srvlint: ignore(S301)", "srvlint: ignore[S301]"),
            ("srvlint : ignore[S301]", "srvlint: ignore[S301]"),
            ("srvlint: ignore: S301", "srvlint: ignore[S301]"),
            ("srvlint: ignore[S301 because", "srvlint: ignore[S301] because"),
            ("srvlint: disable=S301", "srvlint: ignore[S301]"),
            ("srvlint: disable-next-line S301", "srvlint: ignore[S301]"),
            ("srvlint: noqa: srv-target-alias", "srvlint: ignore[srv-target-alias]"),
            ("srvlint: ignore_file[S3]", "srvlint: ignore-file[S3]"),
            ("srvlint: ignorefile S3", nil),
            ("srvlint: ingore[S301]", "srvlint: ignore[S301]"),
            ("srvlint: ignore", nil), ("srvlint: ignore[]", nil), ("srvlint: ignore because", nil),
            ("srvlint:", nil), ("srvlint: please", nil), ("srvlint: ignore[ S0815", nil),
        ] as [(String, String?)])
    func mistakes(comment: String, meant: String?) {
        let findings = lint("; \(comment)\n").findings.filter { $0.rule.code == "X102" }
        #expect(findings.count == 1)
        let fixed = findings.first?.fixes.first.map { ExampleRun.apply($0, to: Self.beginning + "; \(comment)\n") }
        if comment.hasPrefix("srvlint: ignorefile") {
            #expect(fixed?.hasSuffix("; srvlint: ignore-file[S3]\n") == true)
        } else {
            #expect(fixed?.dropFirst(Self.beginning.count).dropFirst(2).dropLast().description == meant)
        }
    }

    @Test(
        "ordinary comments about srvlint are not reported",
        arguments: [
            "srvlint is run on this", "srvlint-hook", "srvlint.example.com", "srvlint", "srvlint ignores S records",
            "srvlinter: ignore S301",
            "see srvlint: ignore S301",
        ])
    func prose(comment: String) {
        #expect(codes(lint("; \(comment)\n")).isEmpty)
    }

    @Test("an unknown rule is replaced by the fix only if one rule is similar")
    func unknown() {
        func fix(_ word: String) -> String? {
            let finding = lint("; srvlint: ignore-file[\(word)]\n").findings.first { $0.rule.code == "X102" }
            return finding?.fixes.first?.edits.first?.text
        }
        #expect(fix("S3O1") == "S301" && fix("Sl01") == "S101" && fix("srv-target-alais") == "srv-target-alias")
        #expect(fix("S999") == nil && fix("Q") == nil && fix("alias") == nil)
    }

    @Test("a line of thousands of comments or words is read in linear time")
    func hostile() {
        let comments = "x IN A 192.0.2.1 " + String(repeating: "; srvlint: ignore[Z104] ", count: 1_000) + "\n"
        let words = "y IN A 192.0.2.1 ; srvlint: ignore[" + String(repeating: "Z104,", count: 20_000) + "]\n"
        #expect(codes(lint(comments + words)) == Array(repeating: "X101", count: 1_001))
    }
}

extension RuleSelection {
    fileprivate static func only(_ words: String) -> RuleSelection {
        (try? RuleSelection(select: words.split(separator: ",").map(String.init), ignore: [])) ?? RuleSelection()
    }
}
