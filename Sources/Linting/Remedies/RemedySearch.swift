import DNS
import Diagnostics
import Federation
import ServerRules

/// Tries what may help a server, and keeps what does.
struct RemedySearch {
    let context: ServerContext
    /// Judges changed evidence by all rules but those with these codes.
    let judge: (_ changed: ServerContext, _ ignored: Set<String>) -> ServerReport
    let shouldStop: @Sendable () -> Bool

    /// The maximum number of trials of a server with little evidence.
    private static let trialLimit = 36
    /// The size of evidence, as ``Evidence/trialSize``, that all trials together may read.
    private static let sizeLimit = 60_000
    /// How often repairs are added to a remedy that leads to something broken.
    private static let roundLimit = 3

    struct Result {
        var remedies: [TriedRemedy] = []
        /// What must be found out or repaired first, because no remedy is known or the best one depends on it.
        var beforePublishing: [String] = []
    }

    /// - Parameter findings: The findings of the report.
    func run(_ findings: [Finding]) -> Result {
        let faults = findings.filter { !$0.isNotChecked && $0.severity > .info }
        guard !faults.isEmpty else { return Result() }
        guard case .success(let name) = context.serverName, let routes = context.likelyRoutes else {
            return Result(beforePublishing: ["correct the server name, because no peer can look this one up"])
        }
        let evidence = context.evidenceForRemedies(about: Self.hosts(of: name, findings))
        var budget = min(Self.trialLimit, max(4, Self.sizeLimit / max(1, evidence.trialSize)))
        let others = faults.filter { RemedyRules.isAboutZones($0) || RemedyRules.isAboutUnusedRecords($0) }
        var ignored: Set<String> = []
        var revealed = RevealedDocument(mayBeBehindWebsite: context.isWebsiteSilent)
        func attempt(_ remedy: Remedy?) -> RemedyTrial? {
            guard budget > 0, !shouldStop() else { return nil }
            budget -= 1
            return trial(remedy, evidence, others, ignored, revealed)
        }
        guard var present = attempt(nil) else {
            return Result(beforePublishing: Prerequisites.sentences(context, faults))
        }
        // A remedy must not lead to faults of rules that the user did not select, but need not repair those.
        ignored = present.errors.union(present.warnings).subtracting(faults.map(\.rule.code))
        if !ignored.isEmpty, let selected = attempt(nil) { present = selected }
        revealed.isNeeded = !present.isWorking
        let website = context.websiteRepairs
        let candidates = RemedyCandidates.all(
            for: name, EvidenceIndex(context.evidenceWithDocument(evidence)), routes, website: website)
        var trials: [RemedyTrial] = []
        let repairs = context.endpointRepairs
        for start in (repairs.isEmpty ? [] : [Remedy(repairs)]) + candidates {
            var remedy = start
            for _ in 0..<Self.roundLimit {
                guard let trial = attempt(remedy) else { break }
                if isHelpful(trial, present) { trials.append(trial) }
                // Only what the present documents and records lead to may be repaired, and certificates and virtual hosts.
                let further = trial.context.endpointRepairs.filter { repair in
                    switch repair {
                    case .certificate, .hostHeader: true
                    default: !remedy.publishes
                    }
                }
                guard trial.errors.count > 0 || trial.isFailing, !trial.isRouteOpen else { break }
                let extended = remedy.adding(further)
                guard extended != remedy else { break }
                remedy = extended
            }
        }
        return result(trials, present, faults)
    }

    private func isHelpful(_ trial: RemedyTrial, _ present: RemedyTrial) -> Bool {
        guard let remedy = trial.remedy, trial.outcome > present.outcome,
            trial.errors.isSubset(of: present.errors)
        else { return false }
        guard trial.resolves(present) else { return false }
        guard remedy.publishes else { return true }
        // Peers that arrive anyway need no document in place of one that nobody has seen.
        if present.isWorking, remedy.repairsWebsite, context.isDocumentUnseen { return false }
        // Peers that arrive are not sent to an endpoint that nobody has tried because others do not arrive.
        if present.isWorking, remedy.delegates, !trial.context.unverifiedDestinations(after: remedy.changes).isEmpty {
            return false
        }
        // Records that lead nowhere may be mistyped, so without a working server the right ones are unknown.
        if remedy.removesServices, !trial.isWorking { return false }
        // A document that peers follow is not given up because of a warning, which has a smaller repair.
        if case .present? = context.routes?.specification.delegation, remedy.kind == .removedWellKnown,
            present.errors.isEmpty
        {
            return false
        }
        // A document that peers follow is only given up for something that is known to work.
        if case .present? = context.routes?.specification.delegation,
            remedy.changes.contains(where: \.replacesDocument),
            !isRepaired(remedy, present)
        {
            return trial.isWorking && trial.outcome.verdict != .failed
        }
        // What is published must work, as far as is known.
        return !trial.isFailing && trial.outcome.verdict != .failed
    }

    /// Whether the remedy publishes the delegation that the present document has, in a better form. A mere warning does not
    /// justify another port.
    private func isRepaired(_ remedy: Remedy, _ present: RemedyTrial) -> Bool {
        guard case .present(let name)? = context.routes?.specification.delegation else { return false }
        return remedy.changes.contains { change in
            guard case .document(_, let text) = change, let new = IntendedDelegation.read(Array(text.utf8)) else {
                return false
            }
            return new.hostText == name.hostText.lowercased() && (!present.errors.isEmpty || new.port == name.port)
        }
    }

    private func result(_ trials: [RemedyTrial], _ present: RemedyTrial, _ faults: [Finding]) -> Result {
        let chosen = RemedyChoice(trials, present, context).chosen
        guard let best = chosen.first else {
            return Result(beforePublishing: Prerequisites.sentences(context, faults))
        }
        return Result(
            remedies: chosen.compactMap { $0.result(comparedWith: present) },
            beforePublishing: best.isDocumentNeeded ? [Prerequisites.unknownHomeserver] : [])
    }

    private func trial(
        _ remedy: Remedy?, _ evidence: Evidence, _ others: [Finding], _ ignored: Set<String>,
        _ revealed: RevealedDocument
    ) -> RemedyTrial {
        let changes = remedy?.changes ?? []
        var input = context.input
        input.evidence = remedy?.apply(to: evidence) ?? evidence
        input.earlierHandshakes = remedy == nil ? [] : evidence.tls
        input.compared = nil
        if changes.contains(where: \.replacesDocument) { input.wellKnown = nil }
        if changes.contains(where: \.replacesCertificate) { input.certificate = nil }
        let changed = ServerContext(
            input, LoadedZones.none.evidence, zones: LoadedZones.none.set, time: context.time)
        let owners = RemedyRules.changedOwners(changes)
        return RemedyTrial(
            remedy, judge(changed, ignored),
            others: others.filter { finding in
                if RemedyRules.isAboutUnusedRecords(finding), !changed.isWithoutDelegation { return false }
                return !(finding.subject.owner.map { owners.contains($0.lowercased()) } ?? false)
            }, revealed: revealed)
    }

    /// The hosts at which a homeserver may be, by the findings and by custom.
    private static func hosts(of name: ServerName, _ findings: [Finding]) -> [Name] {
        guard let own = name.dnsName else { return [] }
        var hosts = [own] + ["matrix", "synapse"].compactMap { Name($0, origin: own) }
        for owner in findings.prefix(64).compactMap(\.subject.owner) where owner.hasPrefix("_matrix") {
            if let host = Name(owner)?.parent?.parent, !hosts.contains(host) { hosts.append(host) }
        }
        return hosts
    }
}

extension Remedy {
    /// Whether a document or records lead peers elsewhere.
    var delegates: Bool {
        changes.contains { change in
            switch change {
            case .document, .services, .addresses: true
            default: false
            }
        }
    }

    /// Whether SRV records are removed and not replaced by others.
    fileprivate var removesServices: Bool {
        kind != .movedRecords && changes.contains { if case .noServices = $0 { true } else { false } }
    }
}

extension RemedyChange {
    fileprivate var replacesDocument: Bool {
        switch self {
        case .document, .noDocument: true
        default: false
        }
    }

    fileprivate var replacesCertificate: Bool { if case .certificate = self { true } else { false } }
}

extension Evidence {
    /// The number of entries, and of the records, redirects, certificates and kibibytes of text in them. One entry may
    /// have any number of these.
    fileprivate var trialSize: Int {
        dns.reduce(0) { $0 + 1 + $1.records.count }
            + https.reduce(0) { $0 + 1 + $1.hops.count + ($1.body?.count ?? 0) / 1024 }
            + tls.reduce(0) { $0 + 1 + $1.certificates.count }
            + federation.reduce(0) { $0 + 1 + ($1.body?.utf8.count ?? 0) / 1024 }
    }
}
