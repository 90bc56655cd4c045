import DNS
import Diagnostics
import Linting
import Synchronization
import TestSupport
import Testing
import ZoneFile

@Suite("Limits of fixing")
struct FixLimitTests {
    /// Lines of a zone, each with a mistake that has a fix.
    struct Shape: CustomTestStringConvertible {
        let testDescription: String
        let line: @Sendable (Int) -> String

        func zone(_ count: Int) -> [UInt8] {
            let hosts = "ns1 IN A 192.0.2.1\nns2 IN A 192.0.2.2\ninternal IN A 10.0.0.1\n"
            return Array((ExampleRun.baseZone + hosts + (0..<count).map(line).joined()).utf8)
        }
    }

    static let shapes = [
        Shape(testDescription: "misspelt services") { "_matirx._tcp.a\($0) IN SRV 0 0 8448 ns1\n" },
        Shape(testDescription: "missing final dots") { "_matrix._tcp.a\($0) IN SRV 0 0 8448 ns1.example.com\n" },
        Shape(testDescription: "misspelt services whose target is missing") {
            "_matirx._tcp.a\($0) IN SRV 0 0 8448 no\($0)\n"
        },
        Shape(testDescription: "misspelt services whose target is internal") {
            "_matirx._tcp.a\($0) IN SRV 0 0 8448 internal\n"
        },
        Shape(testDescription: "misspelt services, half of which disagree with others once fixed") {
            $0 % 2 == 0
                ? "_matirx._tcp.a\($0) IN SRV 0 0 8448 ns1\n"
                : "_matirx._tcp.a\($0) IN SRV 0 0 8448 ns1\n_matrix-fed._tcp.a\($0) IN SRV 0 0 8449 ns2\n"
        },
        Shape(testDescription: "misspelt services whose right name is taken") {
            "_matirx._tcp.a\($0) IN SRV 0 0 8448 ns1\n_matrix._tcp.a\($0) IN CNAME ns1\n"
        },
        Shape(testDescription: "a mixture") {
            [
                "_matirx._tcp.a\($0) IN SRV 0 0 8448 ns1\n", "_matrix._tcp.a\($0) IN SRV 0 0 8448 ns1.example.com\n",
                "m\($0) IN MX 010 ns1\n",
            ][$0 % 3]
        },
    ]

    private static func judgements(_ zone: [UInt8]) -> (count: Int, run: FixRun) {
        var count = 0
        let fixed = FixedZone(
            zone,
            review: { report in
                count += 1
                return report
            })
        return (count, fixed.run)
    }

    @Test("The number of checks does not grow with the number of fixes", arguments: shapes)
    func judgements(_ shape: Shape) {
        let counts = [50, 100].map { Self.judgements(shape.zone($0)).count }
        #expect(counts[1] <= counts[0], "\(counts)")
        #expect(counts[0] <= 12, "\(counts)")
    }

    @Test("Adding comments for thousands of findings takes only a few checks", arguments: shapes)
    func comments(_ shape: Shape) {
        let counts = [50, 100].map { size in
            var count = 0
            let input = ZoneInput(.source(SourceFile(path: "a", bytes: shape.zone(size))), identity: "a")
            _ = IgnoreRun(Linter(), [input], reason: "") { report in
                count += 1
                return report
            }
            return count
        }
        #expect(counts[1] <= counts[0] && counts[0] <= 8, "\(counts)")
    }

    @Test("A fix is not left out because a limit is reached after it")
    func limits() throws {
        let rule = try #require(RuleRegistry.rule("X104"))
        var number = 0
        let fixed = FixedZone(
            Self.shapes[0].zone(40),
            review: { report in
                var report = report
                number += 1
                report.findings.append(Finding(rule, "limit \(number)", at: nil, why: "", help: ""))
                return report
            })
        #expect(fixed.run.leftOut.isEmpty)
        #expect(!fixed.text.contains("_matirx"))
    }

    @Test("A fix that makes a server discoverable is not left out for problems of its host")
    func revealedServers() {
        let (_, run) = Self.judgements(Self.shapes[3].zone(20))
        #expect(run.leftOut.isEmpty)
        #expect(run.report.findings.contains { $0.message.contains("internal") || $0.message.contains("10.0.0.1") })
    }

    @Test("A fix that causes a new finding is left out with that reason, and the others are made")
    func blamed() {
        let zone = Self.shapes[4].zone(60)
        let (_, run) = Self.judgements(zone)
        let left = run.leftOut.filter { $0.finding.rule.code == "S103" }
        #expect(left.filter { $0.reason.contains("M203") }.count == 30)
        #expect(!left.contains { $0.isUntried })
        #expect(run.fixedFindings.count { $0.rule.code == "S103" } == 30)
    }

    private final class Clock: Sendable {
        private let time = Mutex(Duration.zero)

        var now: Duration { time.withLock { $0 } }
        func advance(by duration: Duration) { time.withLock { $0 += duration } }
    }

    /// Fixes a zone with a simulated clock, on which each check takes the given number of seconds.
    ///
    /// - Parameter isHard: adds fixes that are marked safe but change records without causing a finding.
    private static func timed(
        _ zone: [UInt8], judgement: Int64, budget: Int64, isHard: Bool = false
    ) -> (FixedZone, judgements: Int) {
        var count = 0
        let clock = Clock()
        let fixed = FixedZone(
            zone, budget: FixBudget(.seconds(budget), now: { clock.now }),
            review: { report in
                // The review is part of the check.
                count += 1
                clock.advance(by: .seconds(judgement))
                return isHard ? addingBadFixes(report) : report
            })
        return (fixed, count)
    }

    /// Adds a bad fix for some of the lines.
    private static func addingBadFixes(_ report: LintReport) -> LintReport {
        var report = report
        for finding in report.findings where finding.rule.code == "Z130" {
            guard let span = finding.primary?.span else { continue }
            let line = span.source.range(ofLine: span.start.line)
            guard span.source.text(in: line).hasPrefix("m5") else { continue }
            var bad = finding
            let start = line.lowerBound..<line.lowerBound + 1
            bad.fixes = [Fix("rename", .safe, [Edit(replace: SourceSpan(span.source, start), with: "n")])]
            report.findings.append(bad)
        }
        return report
    }

    @Test("After its time limit a run tries no more fixes, reports each as untried, and has checked those it made")
    func time() throws {
        let zone = Array((ExampleRun.baseZone + (0..<60).map { "m\($0) IN MX 010 m0\n" }.joined()).utf8)
        let (all, most) = Self.timed(zone, judgement: 1, budget: 1_000, isHard: true)
        try #require(most > 20, "\(most)")
        #expect(!all.run.leftOut.contains { $0.isUntried })
        for budget in stride(from: 4, to: Int64(most), by: 5) {
            let (fixed, count) = Self.timed(zone, judgement: 1, budget: budget, isHard: true)
            #expect(count <= Int(budget) + 1)
            let untried = fixed.run.leftOut.filter(\.isUntried)
            #expect(
                untried.allSatisfy { $0.reason.hasPrefix("not tried: the time limit for trying fixes, \(budget) s") })
            #expect(!untried.isEmpty || fixed.after == all.after)
            // The written text is the one that was checked last.
            let again = FixedZone(fixed.after, unsafe: false).run.original.findings
            let now = fixed.run.report.findings.filter { $0.fixes.first?.title != "rename" }
            #expect(again.count == now.count)
        }
    }

    @Test("However long a check takes, the fixes of a zone are tried once")
    func slowJudgement() {
        let (fixed, count) = Self.timed(Self.shapes[0].zone(10), judgement: 600, budget: 30)
        #expect(fixed.isChanged)
        #expect(!fixed.run.leftOut.contains { $0.isUntried })
        #expect(count <= 5)
    }

    @Test("Each round reports its progress, and ends with all fixes verified")
    func steps() {
        var steps: [FixStep] = []
        _ = FixedZone(Self.shapes[4].zone(30), onStep: { steps.append($0) })
        #expect(steps.first?.round == 1 && steps.first?.verified == 0 && steps.first?.all == 30, "\(steps)")
        for round in Set(steps.map(\.round)) {
            let own = steps.filter { $0.round == round }
            #expect(own.map(\.verified) == own.map(\.verified).sorted())
            #expect(own.last?.verified == own.last?.all, "\(own)")
        }
    }
}
