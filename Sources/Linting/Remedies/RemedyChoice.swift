import DNS
import Federation
import ServerRules

/// Chooses the remedies to show among those that help: the best one, and alternatives to it.
struct RemedyChoice {
    /// The best one first.
    let chosen: [RemedyTrial]

    /// The maximum number of remedies in a report.
    private static let limit = 3

    init(_ trials: [RemedyTrial], _ present: RemedyTrial, _ context: ServerContext) {
        let isDocumentGivenUp = context.hasIntendedDocument && !Self.isDocumentObstacle(trials, present, context)
        // A document that is right, but that peers do not get, is given up only for something that is known to work.
        let trials = trials.filter { trial in
            trial.remedy?.kind != .removedWellKnown || trial.isWorking || context.unacceptedDelegation == nil
        }
        // The endpoint to which peers go because they cannot use the document is the wrong one to repair.
        .filter { trial in
            !isDocumentGivenUp || trial.remedy?.changes.allSatisfy(\.isEndpointRepair) != true
                || !trial.errors.union(trial.warnings).contains { $0.hasPrefix("W1") || $0.hasPrefix("W2") }
        }
        let ordered = RemedyOrder(trials) { trial in
            isDocumentGivenUp && trial.remedy?.kind == .removedWellKnown
                || trial.remedy.map {
                    context.isRepairableTargetLeftOut(by: $0) || context.isMistypedPortGivenUp(by: $0)
                } == true
        }.trials
        var chosen: [RemedyTrial] = []
        for trial in ordered where chosen.count < Self.limit {
            guard let best = chosen.first else {
                chosen.append(trial)
                continue
            }
            guard let remedy = trial.remedy, Self.isAlternative(trial, to: best, context),
                !chosen.contains(where: { $0.remedy?.kind == remedy.kind }),
                !chosen.contains(where: { Set($0.remedy?.changes ?? []).isSubset(of: remedy.changes) })
            else { continue }
            chosen.append(trial)
        }
        self.chosen = chosen
    }

    private static func isAlternative(_ trial: RemedyTrial, to best: RemedyTrial, _ context: ServerContext) -> Bool {
        // Giving up a document is never one option of several.
        guard let remedy = trial.remedy, remedy.kind != .removedWellKnown,
            best.outcome.verdict == trial.outcome.verdict, best.outcome.errors == trial.outcome.errors
        else { return false }
        if best.remedy?.publishes == true { return true }
        // If a repair is enough, nothing else needs to be published. But a certificate must be ordered, and a host may be
        // gone for good, so what works without them is worth knowing.
        guard best.remedy?.changes.contains(where: \.isEffort) == true else { return false }
        if case .present(let name)? = context.routes?.specification.delegation,
            !context.isInAnotherDomain(name.hostText)
        {
            return false
        }
        return remedy.changes.allSatisfy(\.publishes) && trial.isWorking
            && trial.outcome.mainKey == best.outcome.mainKey && trial.context.unverifiedFacts(after: []).isEmpty
    }

    /// Whether peers arrive as it is, without the document, and would not arrive with it unless the homeserver is changed
    /// as well.
    private static func isDocumentObstacle(
        _ trials: [RemedyTrial], _ present: RemedyTrial, _ context: ServerContext
    ) -> Bool {
        if case .present? = context.routes?.specification.delegation { return false }
        return present.isWorking && !trials.contains { $0.followsDocument && $0.endpointRepairs == 0 }
    }
}

extension RemedyChange {
    /// Whether it repairs what peers connect to, and nothing that leads them there.
    fileprivate var isEndpointRepair: Bool {
        switch self {
        case .certificate, .port, .handshake, .hostHeader: true
        default: false
        }
    }

    /// Whether it is a repair at an endpoint that is more than a reload, and that may be impossible.
    fileprivate var isEffort: Bool {
        switch self {
        case .certificate(_, _, _, .obtain), .certificate(_, _, _, .virtualHost), .port, .handshake: true
        default: false
        }
    }
}

extension ServerContext {
    /// Whether a document of the server name was meant to delegate, even if no peer accepts it.
    fileprivate var hasIntendedDocument: Bool {
        guard let host = delegatingHost else { return false }
        let url = WellKnown.url(host, .server)
        return evidenceWithDocument(input.evidence ?? Evidence()).https.contains {
            $0.url == url && IntendedDelegation.read($0.body ?? []) != nil
        }
    }

    /// Whether a remedy leaves out the record of a host that only has to answer again: it has addresses, but its port is
    /// closed, or TLS fails there. Another certificate is more than an edit of the records.
    fileprivate func isRepairableTargetLeftOut(by remedy: Remedy) -> Bool {
        let repairable = Set(endpointRepairs.compactMap(\.endpoint))
        return remedy.changes.contains { change in
            guard case .services(let host, let kept) = change else { return false }
            let hosts = Set(kept.map(\.endpoint))
            return published(at: host).contains { !hosts.contains($0.endpoint) && repairable.contains($0.endpoint) }
        }
    }

    /// Whether a remedy gives up SRV records that only have a wrong port, or replaces them by others than the records with
    /// their numbers in the right order. Only port 0 does not say which port was meant.
    fileprivate func isMistypedPortGivenUp(by remedy: Remedy) -> Bool {
        guard let host = serviceHost, !hasIntendedDocument else { return false }
        let published = published(at: host)
        let corrected = published.compactMap { MisplacedPort($0)?.corrected.endpoint }
        let isMistyped: (AnswerRecord.Service) -> Bool = { service in
            service.port == 0 && !service.target.isRoot || MisplacedPort(service) != nil
        }
        guard !published.isEmpty, published.allSatisfy(isMistyped) else { return false }
        return !remedy.changes.contains { change in
            guard case .services(_, let services) = change else { return false }
            return corrected.isEmpty || services.map(\.endpoint).contains(where: corrected.contains)
        }
    }

    /// The SRV records of a host, under both names.
    private func published(at host: String) -> [AnswerRecord.Service] {
        guard let name = Name(host) else { return [] }
        return MatrixService.allCases.compactMap { $0.owner(at: name) }.flatMap { owner in
            evidence.answer(Question(owner, .srv)).records.prefix(DiscoveryLimits.services).compactMap(\.service)
        }
    }
}

extension RemedyChange {
    /// The host and port that has to answer again.
    fileprivate var endpoint: String? {
        switch self {
        case .port(let host, let port), .handshake(let host, let port):
            "\(host.lowercased().trimmingFinalDot) \(port)"
        default: nil
        }
    }
}

extension AnswerRecord.Service {
    fileprivate var endpoint: String { "\(target.description.lowercased().trimmingFinalDot) \(port)" }
}
