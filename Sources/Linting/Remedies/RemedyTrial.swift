import Diagnostics
import Federation
import ServerRules

/// What is known about a document that peers get for the first time, once the website is repaired.
struct RevealedDocument {
    /// Whether there may be one behind a website that does not answer. Where nothing listens, there is none.
    var mayBeBehindWebsite = false
    /// Whether peers do not arrive without it.
    var isNeeded = true
}

/// A remedy, applied to the evidence and judged by the same discovery and the same rules.
struct RemedyTrial {
    /// `nil` for the present state.
    let remedy: Remedy?
    let report: ServerReport
    let outcome: RemedyOutcome
    /// The errors and warnings, one code each.
    let errors: Set<String>
    let warnings: Set<String>
    private let revealed: RevealedDocument
    /// Whether the document is unknown after the remedy, so that nothing is known about the endpoints.
    let isRouteOpen: Bool
    /// The arrival of each implementation.
    let arrivals: [Arrival]
    /// The implementations that refuse the internal addresses of a server whose own address is internal. Remedies do not
    /// change that.
    private let refusing: Set<Implementation.Identifier>

    var context: ServerContext { report.context }

    /// - Parameters:
    ///   - others: The findings of other rules, which the remedy does not affect.
    ///   - revealed: What is known about a document that peers then get for the first time.
    init(_ remedy: Remedy?, _ report: ServerReport, others: [Finding], revealed: RevealedDocument = RevealedDocument())
    {
        arrivals = report.context.arrivals
        refusing = Self.refusing(report.context)
        self.remedy = remedy
        self.report = report
        self.revealed = revealed
        isRouteOpen =
            report.context.routesWithoutWellKnown != nil
            && remedy?.changes.contains { $0.revealsDocument(revealed.mayBeBehindWebsite) } == true
        // Rules about answers repeat what rules about zones report of the same records.
        let own = report.findings.filter { finding in !others.contains { $0.isSame(as: finding) } }
        var findings = (own + others).filter { !$0.isNotChecked && $0.severity > .info }
        // With another document, peers connect elsewhere.
        if isRouteOpen { findings.removeAll { $0.rule.family.concernsConnections || $0.rule.family == .matrix } }
        errors = Set(findings.filter { $0.severity == .error }.map(\.rule.code))
        warnings = Set(findings.filter { $0.severity == .warning }.map(\.rule.code))
        let count = findings.count { $0.severity == .error }
        outcome = RemedyOutcome(
            verdict: Self.verdict(remedy, report, count, isRouteOpen, revealed),
            errors: count,
            warnings: findings.count - count,
            failing: arrivals.count { $0.state == .failing })
    }

    private static func verdict(
        _ remedy: Remedy?, _ report: ServerReport, _ errors: Int, _ isRouteOpen: Bool, _ revealed: RevealedDocument
    ) -> ServerVerdict {
        if errors > 0 { return .failed }
        // Peers that arrive without a document do not lose by a repair of the website.
        if isRouteOpen { return revealed.isNeeded ? .unknown : .degraded }
        let verdict = ServerAudit(report).verdict
        guard let remedy, verdict != .failed, remedy.delegates || remedy.changes.contains(where: \.isVirtualHost) else {
            return verdict
        }
        // Another name at the same address may be that of another virtual host.
        return report.context.unverifiedDestinations(after: remedy.changes).isEmpty ? verdict : .unknown
    }

    /// Whether the document is unknown, and peers do not get there without one either. There has to be a document, and
    /// nothing is known about it.
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

    /// The codes of findings that may remain, because only the change shows whether they do.
    private func uncertainCodes(_ present: RemedyTrial) -> Set<String> {
        guard let remedy, remedy.changes.contains(where: \.isVirtualHost) else { return [] }
        return Set(present.report.findings.filter(\.route.mayRemain).map(\.rule.code))
    }

    /// What is not known about a document that peers then get for the first time.
    private var openQuestion: String {
        if !revealed.isNeeded { return "it is not known whether the website has a document, and where that leads" }
        return "where the document leads is not known"
            + (isDocumentNeeded
                ? "; if there is none yet, it must name the host and port at which the homeserver answers" : "")
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
            verdict: isRouteOpen && outcome.verdict != .failed ? .unknown : outcome.verdict,
            consequence: consequence(routes.specification),
            resolved: resolvedCodes(present).subtracting(uncertainCodes(present)).sorted(),
            remaining: errors.union(warnings).sorted(),
            unverified: isRouteOpen ? [openQuestion] : context.unverifiedFacts(after: remedy.changes),
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
    /// Whether peers then get what the website has at the path, which may be a document that nobody has seen.
    ///
    /// - Parameter mayBeBehindWebsite: Whether there may be one behind a website that does not answer.
    fileprivate func revealsDocument(_ mayBeBehindWebsite: Bool) -> Bool {
        switch self {
        case .path, .websiteCertificate, .websiteHandshake: true
        case .website: mayBeBehindWebsite
        default: false
        }
    }

    fileprivate var isVirtualHost: Bool { if case .certificate(_, _, _, .virtualHost) = self { true } else { false } }

    fileprivate var repairsEndpoint: Bool {
        switch self {
        case .certificate, .port, .handshake: true
        default: false
        }
    }

    fileprivate var isEndpointCertificate: Bool { if case .certificate = self { true } else { false } }
}

extension Finding {
    /// Whether two findings report the same mistake of the same records.
    fileprivate func isSame(as other: Finding) -> Bool {
        rule.code == other.rule.code && subject.owner != nil
            && subject.owner?.lowercased() == other.subject.owner?.lowercased()
    }
}
