import Diagnostics
import Federation
import ServerRules

/// A remedy, applied to the evidence and judged by the same discovery and the same rules.
struct RemedyTrial {
    /// `nil` for the present state.
    let remedy: Remedy?
    let report: ServerReport
    let outcome: RemedyOutcome
    /// The errors and warnings, one code each.
    let errors: Set<String>
    let warnings: Set<String>
    /// Whether the document is unknown after the remedy, so that nothing is known about the endpoints.
    let isRouteOpen: Bool
    /// The arrival of each implementation.
    let arrivals: [Arrival]
    /// The implementations that refuse the internal addresses of a server whose own address is internal. Remedies do not
    /// change that.
    private let refusing: Set<Implementation.Identifier>

    var context: ServerContext { report.context }

    /// - Parameter others: The findings of other rules, which the remedy does not affect.
    init(_ remedy: Remedy?, _ report: ServerReport, others: [Finding]) {
        arrivals = report.context.arrivals
        refusing = Self.refusing(report.context)
        self.remedy = remedy
        self.report = report
        let changes = remedy?.changes ?? []
        isRouteOpen =
            changes.contains { if case .path = $0 { true } else { false } }
            && report.context.routesWithoutWellKnown != nil
        var findings = (report.findings + others).filter { !$0.isNotChecked && $0.severity > .info }
        // With another document, peers connect elsewhere.
        if isRouteOpen { findings.removeAll { $0.rule.family.concernsConnections || $0.rule.family == .matrix } }
        errors = Set(findings.filter { $0.severity == .error }.map(\.rule.code))
        warnings = Set(findings.filter { $0.severity == .warning }.map(\.rule.code))
        let count = findings.count { $0.severity == .error }
        outcome = RemedyOutcome(
            verdict: Self.verdict(report, count, isRouteOpen),
            errors: count,
            warnings: findings.count - count,
            failing: arrivals.count { $0.state == .failing })
    }

    private static func verdict(_ report: ServerReport, _ errors: Int, _ isRouteOpen: Bool) -> ServerVerdict {
        if errors > 0 { return .failed }
        return isRouteOpen ? .unknown : ServerAudit(report).verdict
    }

    /// Whether something else answers at the path, and peers do not get there without a document either. There has to
    /// be a document, and nothing is known about it.
    var isDocumentNeeded: Bool { isRouteOpen && mainArrivals.contains { $0.state == .failing } }

    /// The number of repairs that must succeed before what is published works, such as a new certificate.
    var assumptions: Int { remedy.map { $0.publishes ? $0.changes.count { !$0.publishes } : 0 } ?? 0 }

    /// The number of repairs at the endpoints that peers then connect to.
    var endpointRepairs: Int { remedy?.changes.count(where: \.repairsEndpoint) ?? 0 }

    /// Whether peers then follow a document.
    var followsDocument: Bool {
        if case .present? = context.routes?.specification.delegation { true } else { false }
    }

    /// Whether the specification's route, Synapse's or Dendrite's is known not to arrive.
    var isFailing: Bool { !isRouteOpen && mainArrivals.contains { $0.state == .failing } }

    /// Whether these are known to arrive.
    var isWorking: Bool { !isRouteOpen && mainArrivals.allSatisfy { $0.state == .working } }

    /// Whether findings of the present state are gone, or the main implementations arrive that did not.
    func resolves(_ present: RemedyTrial) -> Bool {
        if !resolvedCodes(present).isEmpty { return true }
        return present.isFailing && !isFailing && !isRouteOpen
    }

    /// The errors and warnings of the present state that are gone.
    func resolvedCodes(_ present: RemedyTrial) -> Set<String> {
        present.errors.union(present.warnings).subtracting(errors).subtracting(warnings)
            .filter { !isRouteOpen || !Self.dependsOnRoute($0) }
    }

    private var mainArrivals: [Arrival] {
        arrivals.filter {
            [.specification, .synapse, .dendrite].contains($0.implementation.name)
                && !refusing.contains($0.implementation.name)
        }
    }

    private static func refusing(_ context: ServerContext) -> Set<Implementation.Identifier> {
        guard case .success(let name) = context.serverName,
            context.evidence.addresses(of: name).contains(where: { AddressScope($0).isBlocked })
        else { return [] }
        let blocked = context.likelyRoutes?.all.filter(\.route.isBlocked) ?? []
        return Set(blocked.map(\.implementation.name))
    }

    /// Returns the result for the report.
    func result(comparedWith present: RemedyTrial) -> TriedRemedy? {
        guard let remedy, let routes = context.routes else { return nil }
        var names = remedy.certificateNames
        if !names.isEmpty, let likely = context.likelyRoutes, remedy.changes.contains(where: \.isEndpointCertificate) {
            let advice = CertificateAdvice(likely)
            names += advice.recommended.map(\.value).filter { !names.contains($0) }
        }
        return TriedRemedy(
            remedy,
            route: routes.specification,
            verdict: outcome.verdict,
            consequence: consequence(routes.specification),
            resolved: resolvedCodes(present).sorted(),
            remaining: errors.union(warnings).sorted(),
            unverified: isRouteOpen
                ? [
                    "where the document leads is not known"
                        + (isDocumentNeeded
                            ? "; if there is none yet, it must name the host and port at which the homeserver answers"
                            : "")
                ]
                : context.unverifiedFacts(after: remedy.changes),
            differing: isRouteOpen
                ? [] : arrivals.filter { $0.state == .failing }.map(\.implementation),
            certificateNames: names)
    }

    private static func dependsOnRoute(_ code: String) -> Bool {
        let family = RuleFamily(code: code)
        return family.concernsConnections || family == .matrix
    }

    /// Where peers then connect, as a clause; `nil` if that is not known.
    func consequence(_ route: Route) -> String? {
        guard !isRouteOpen, route.outcome == .resolved,
            let first = route.destinations.first(where: {
                if case .unreachable = $0.reachability { false } else { true }
            })
        else { return nil }
        return "peers then connect to \(first.endpoint) and verify the certificate name "
            + "`\(first.certificateName.value)`"
    }
}

extension RemedyChange {
    fileprivate var repairsEndpoint: Bool {
        switch self {
        case .certificate, .port, .handshake: true
        default: false
        }
    }

    fileprivate var isEndpointCertificate: Bool { if case .certificate = self { true } else { false } }
}
