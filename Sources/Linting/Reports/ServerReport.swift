import Diagnostics
import Federation
import ServerRules
import ZoneFile

/// The result for one server name: its routes and its findings.
public struct ServerReport: Sendable {
    public let context: ServerContext
    /// The findings about the server name: causes before their consequences, otherwise worst first. Includes those that a
    /// baseline suppresses, but not those that a comment does.
    public private(set) var findings: [Finding]
    /// For each finding, the index of the finding that it follows from, which is always smaller.
    public private(set) var causes: [Int?]
    /// The number of other findings in the zones.
    public let otherFindings: Int
    public let files: [FileReport]
    /// Findings that say something was not checked though their rule is not selected.
    public let unselected: [Finding]
    /// The remedies that were tried and help, the best one first.
    public internal(set) var remedies: [TriedRemedy] = []
    /// Edits of the zones that were tried and help at least as much as the first remedy.
    public internal(set) var correction: TriedCorrection?
    /// What must be found out or repaired first, as sentences without a full stop: if no remedy is known, or if the first
    /// one cannot work without it.
    public internal(set) var beforePublishing: [String] = []

    init(_ context: ServerContext, _ report: LintReport) {
        self.context = context
        files = report.files
        unselected = report.unselected
        let name = context.input.serverName.lowercased()
        let unsuppressed = report.findings.filter { $0.suppression == nil }
        let asked = Self.names(of: context)
        let own = unsuppressed.filter { finding in
            finding.subject.serverName?.lowercased() == name || finding.isNotChecked
                || finding.subject.owner.map { Self.concerns($0.lowercased(), asked, context, finding) } ?? false
        }
        otherFindings = unsuppressed.count - own.count
        let order = CauseOrder(own, context)
        findings = order.findings
        causes = order.causes
    }

    /// Changes what to do about each thing that the first remedy resolves, and about notes that recommend something else,
    /// if the remedy does it in another way. It was tried, and is better.
    mutating func adoptFirstRemedy() {
        guard let tried = remedies.first else { return }
        for index in findings.indices where causes[index] == nil || findings[index].severity == .info {
            let finding = findings[index]
            guard !finding.isNotChecked, finding.severity == .info || tried.resolved.contains(finding.rule.code),
                let step = FirstStep(tried.remedy, insteadOf: finding, about: context.part(of: finding))
            else { continue }
            findings[index].help = step.clause
        }
    }

    /// Adds a finding that follows from no other one.
    mutating func append(_ finding: Finding) {
        findings.append(finding)
        causes.append(nil)
    }

    /// Marks findings as suppressed by a baseline.
    ///
    /// - Parameter entries: For each finding, the entry that has it, and `nil` if there is none.
    mutating func suppress(by entries: [SourceSpan?]) {
        for (index, span) in zip(findings.indices, entries) {
            guard let span else { continue }
            findings[index].suppression = Suppression(reason: "baseline", comment: span, kind: .baseline)
        }
    }

    /// Returns the names that discovery looks up for any implementation.
    private static func names(of context: ServerContext) -> Set<String> {
        let routes = [context.routes, context.routesWithoutWellKnown].compactMap { $0 }.flatMap(\.all).map(\.route)
        return Set(routes.flatMap(\.questions).map { $0.name.description.lowercased() })
    }

    /// Whether records at a name affect discovery, or were intended to: `_matrix-identity._tcp.example.com.` and
    /// `_matrix-fed._tcp.example.com.example.com.`
    ///
    /// A finding about another server name concerns this one only if discovery looks the records up.
    private static func concerns(
        _ owner: String, _ asked: Set<String>, _ context: ServerContext, _ finding: Finding
    ) -> Bool {
        if asked.contains(owner) { return true }
        guard finding.subject.serverName == nil else { return false }
        guard case .success(let name) = context.serverName, case .name(let host) = name.host else { return false }
        return owner.hasPrefix("_matrix") && owner.contains(".\(host.lowercased().trimmingFinalDot).")
    }
}
