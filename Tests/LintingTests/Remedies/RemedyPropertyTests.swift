import DNS
import Diagnostics
import Federation
import Foundation
import Linting
import ServerRules
import TestSupport
import Testing

/// `PROPERTY_CASES=n` sets the number of servers, and `PROPERTY_SEED=n` the first seed.
@Suite("Remedies of generated servers")
struct RemedyPropertyTests {
    private static let shownViolations = 12

    @Test(
        "The first remedy, applied and judged again, is better, leaves no error that it resolves, and does not contradict the first finding"
    )
    func firstRemedy() throws {
        let first = environmentNumber("PROPERTY_SEED") ?? 0
        var (faulty, helped, verified) = (0, 0, 0)
        var kinds: [Remedy.Kind: Int] = [:]
        var violations = 0
        let count = environmentNumber("PROPERTY_CASES") ?? 40
        for seed in first..<first + count {
            let server = try FaultyServer(seed: UInt64(seed))
            let report = server.report(server.evidence)
            let errors = State(report).errors
            faulty += errors.isEmpty ? 0 : 1
            guard let remedy = report.remedies.first else {
                #expect(
                    errors.isEmpty || !report.beforePublishing.isEmpty,
                    "seed \(seed): neither a remedy nor a prerequisite\n\(server.parts.joined(separator: "\n"))")
                continue
            }
            helped += 1
            kinds[remedy.remedy.kind, default: 0] += 1
            if remedy.verdict == .ok || remedy.verdict == .degraded { verified += 1 }
            if let violation = Self.violation(remedy, report, server) ?? AdviceAgreement.contradiction(report) {
                violations += 1
                Issue.record(
                    "seed \(seed): \(violation)\n\(Self.details(remedy))\n\(server.parts.joined(separator: "\n"))")
                if violations == Self.shownViolations { return }
            }
        }
        // Otherwise the generator, and not the advice, would be wrong.
        #expect(faulty * 2 > count && helped * 3 > count && verified * 20 > count)
        print("\(count) servers, \(faulty) with errors, \(helped) with a remedy, \(verified) verified: \(kinds)")
    }

    private static func details(_ tried: TriedRemedy) -> String {
        ([tried.remedy.title] + tried.remedy.publications.map(\.text) + [
            "promised: \(tried.verdict) \(tried.remaining), unverified: \(tried.unverified)"
        ]).joined(separator: "\n")
    }

    /// The errors and the verdict of a report.
    private struct State {
        let errors: Set<String>
        let faults: [String]
        let key: [Int]

        init(_ report: ServerReport) {
            let findings = report.findings.filter { !$0.isNotChecked && $0.severity > .info }
            errors = Set(findings.filter { $0.severity == .error }.map(\.rule.code))
            faults = findings.map { "\($0.rule.code) \($0.message)" }
            let count = findings.count { $0.severity == .error }
            let verdicts: [ServerVerdict] = [.failed, .unknown, .degraded, .ok]
            key = [
                count > 0 ? 0 : verdicts.firstIndex(of: ServerAudit(report).verdict) ?? 0, -count,
                -(findings.count - count), -report.context.arrivals.count { $0.state == .failing },
            ]
        }
    }

    /// The evidence without the answers that a program with only the zone file does not have: that a name has no record is
    /// certain only where the zone is known to be whole.
    private static func known(_ server: FaultyServer, _ report: ServerReport) -> Evidence {
        guard server.isZoneFile else { return server.evidence }
        let hosts = FaultyServer.hosts.compactMap { Name($0.0) }
        let answered = Set(report.context.evidenceForRemedies(about: hosts).dns.map(\.question))
        var evidence = server.evidence
        evidence.dns.removeAll { $0.records.isEmpty && !answered.contains($0.question) }
        return evidence
    }

    private static func violation(_ tried: TriedRemedy, _ report: ServerReport, _ server: FaultyServer) -> String? {
        let known = Self.known(server, report)
        let (before, after) = (State(report), State(server.report(tried.remedy.apply(to: known))))
        let left = after.errors.intersection(tried.resolved)
        if !left.isEmpty { return "\(left) is still reported" }
        // Where an unknown document leads, these findings depend on it.
        let isRevealed = tried.remedy.changes.contains { change in
            switch change {
            case .path, .website, .websiteCertificate, .websiteHandshake: true
            default: false
            }
        }
        let isOpen = isRevealed && tried.route.delegation == .notCollected
        if !isOpen, !before.key.lexicographicallyPrecedes(after.key) {
            return "\(before.key) \(before.faults) is not less than \(after.key) \(after.faults)"
        }
        if !isOpen, !after.errors.subtracting(tried.remaining).isEmpty { return "\(after.errors) is not all listed" }
        if tried.remedy.publishes, after.errors.contains(where: { $0.hasPrefix("F10") || $0.hasPrefix("C1") }) {
            return "what it publishes does not work: \(after.errors)"
        }
        return nil
    }
}
