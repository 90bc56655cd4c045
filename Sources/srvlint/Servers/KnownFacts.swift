import Federation
import Glibc
import Linting
import ServerRules
import TLSIdentity
import ZoneFile

/// The zones, documents and evidence that are given for server names, read from their files.
struct KnownFacts {
    let zones: [ZoneInput]
    private let compared: ZoneEvidence?
    private let wellKnown: SourceFile?
    private let otherDocuments: [WellKnown: SourceFile]
    private let certificate: SourceFile?
    /// The documents that the configuration has for the given zones, by server name.
    private let configured: [String: Documents]
    /// By server name; under `nil` what applies to all.
    private let evidence: [String?: Evidence]?
    /// The evidence that applies to all, indexed for several server names; `nil` if each is judged with the whole of it.
    private let common: CommonEvidence?

    private struct Documents {
        var wellKnown: SourceFile?
        var others: [WellKnown: SourceFile]
        var certificate: SourceFile?
    }

    /// - Parameters:
    ///   - names: the server names.
    ///   - compared: zone files to compare answers with.
    init(
        of names: [String], _ options: EvidenceOptions, _ configuration: Configuration?,
        comparing compared: [String] = []
    ) throws(UsageError) {
        wellKnown = try options.wellKnown.map { path throws(UsageError) in
            try Document.read(path, "the well-known document")
        }
        var others: [WellKnown: SourceFile] = [:]
        for (document, path) in [(.client, options.wellKnownClient), (.support, options.wellKnownSupport)]
            as [(WellKnown, String?)]
        {
            others[document] = try path.map { path throws(UsageError) in
                try Document.read(path, "the \(document.rawValue) well-known document")
            }
        }
        otherDocuments = others
        certificate = try options.certificate.map { path throws(UsageError) in
            try Document.read(path, "the certificate")
        }
        evidence = try options.evidence.map { path throws(UsageError) in try Document.evidence(path).bySubject }
        zones = try Self.read(options.zone, configuration)
        let zonesToCompare = try Self.read(compared, configuration)
        self.compared = zonesToCompare.isEmpty ? nil : Self.loader.load(zonesToCompare).evidence
        configured = try Self.documents(options, configuration, of: Set(names.map { $0.lowercased() }))
        // Zones may lead to other evidence, so with zones each server name is judged with all of it.
        let isIndexed = names.count > 1 && zones.isEmpty
        common = isIndexed ? evidence?[nil].map(CommonEvidence.init) : nil
    }

    private static func read(_ paths: [String], _ configuration: Configuration?) throws(UsageError) -> [ZoneInput] {
        try paths.map { path throws(UsageError) in
            let origin = try configuration?.origin(of: path)
            do throws(ReadingFailure) {
                let source = try FileReader.read(path, named: path, limit: ReadingLimit.bytes)
                return ZoneInput(.source(source), origin: origin.map { ($0, .config) })
            } catch {
                throw UsageError("the zone file `\(path)` cannot be read: \(error.reason)")
            }
        }
    }

    /// Recorded evidence has the document and the certificate as they are, so the configuration's are not read then.
    private static func documents(
        _ options: EvidenceOptions, _ configuration: Configuration?, of names: Set<String>
    ) throws(UsageError) -> [String: Documents] {
        guard let configuration, options.evidence == nil else { return [:] }
        var documents: [String: Documents] = [:]
        for path in options.zone {
            guard let entry = configuration.entry(for: path), let server = entry[ZoneSettings.serverNames]?.first,
                documents[server.value.lowercased()] == nil
            else { continue }
            guard names.contains(server.value.lowercased()) else { continue }
            documents[server.value.lowercased()] = Documents(
                wellKnown: try ConfiguredDocuments.wellKnown(of: entry, configuration)?.source,
                others: try ConfiguredDocuments.others(of: entry, configuration).mapValues(\.source),
                certificate: try ConfiguredDocuments.certificate(of: entry, configuration))
        }
        return documents
    }

    /// Whether the evidence has the certificate chain of a server, so that trust in it can be judged.
    var haveChains: Bool {
        (evidence ?? [:]).values.contains { $0.tls.contains { $0.chain != nil } }
    }

    /// Judges a server name with the given facts and the collected evidence.
    ///
    /// - Parameter trust: which chains clients trust; without it, no trust is judged.
    func report(
        _ name: String, collected: Evidence? = nil, by linter: Linter, trust: ChainTrust? = nil
    ) -> ServerReport {
        let documents = configured[name.lowercased()]
        var server = ServerInput(
            name, wellKnown: wellKnown ?? documents?.wellKnown, certificate: certificate ?? documents?.certificate,
            evidence: collected ?? given(for: name))
        server.otherDocuments = otherDocuments.merging(documents?.others ?? [:]) { given, _ in given }
        server.compared = compared
        if let trust, let evidence = server.evidence { server.trust = trust.judgements(evidence) }
        var linter = linter
        // Evidence that states when it was collected is judged at that time.
        linter.time = Timestamp(seconds: Int64(time(nil)))
        return linter.report(on: server, zones)
    }

    private func given(for name: String) -> Evidence? {
        guard let evidence else { return nil }
        let own = evidence[name]
        if let common { return common.evidence(for: name, with: own) }
        guard let whole = evidence[nil] else { return own ?? Evidence() }
        return own.map { whole.joined(with: $0) } ?? whole
    }

    /// Reads the zones about server names.
    private static var loader: ZoneLoader {
        ZoneLoader(includes: FileIncludes(base: nil, budget: ReadingBudget()))
    }

    /// The linter for server names.
    static func linter(_ settings: RuleSettings) -> Linter {
        var linter = Linter(selection: settings.selection, loader: loader)
        linter.policy = settings.policy
        return linter
    }
}
