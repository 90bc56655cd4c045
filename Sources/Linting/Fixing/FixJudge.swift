import ServerRules
import ZoneFile

/// The files of a run at one time, and what is to be said of them.
struct FixState {
    /// The texts that were revised, by the identity of their files.
    let texts: [String: RevisedText]
    let report: LintReport
    let zones: [Zone]
    /// The well-known documents given, by server name.
    let documents: [(server: String, document: ServerDocumentView)]
    /// The Matrix server names that were judged, in lower case.
    let servers: Set<String>
    /// The files given.
    let identities: [ObjectIdentifier: String]
}

/// Judges the files of a run with revised texts.
struct FixJudge {
    private let linter: Linter
    private let servers: [ServerInput]
    private let inputs: [ZoneInput]
    private let files: RevisedFiles
    private let review: (LintReport) -> LintReport

    init(_ linter: Linter, _ inputs: [ZoneInput], _ review: @escaping (LintReport) -> LintReport) {
        var linter = linter
        files = RevisedFiles(includes: linter.loader.includes, revisions: linter.loader.against)
        if linter.loader.includes != nil { linter.loader.includes = files }
        if linter.loader.against != nil { linter.loader.against = files }
        self.linter = linter
        servers = linter.servers
        self.inputs = inputs
        self.review = review
    }

    /// All zones judged together, with the texts in the place of what was read.
    func state(with texts: [String: RevisedText]) -> FixState {
        let bytes = texts.mapValues(\.bytes)
        var inputs = inputs
        var identities: [ObjectIdentifier: String] = [:]
        for (number, input) in inputs.enumerated() {
            guard case .source(var source) = input.content else { continue }
            // Standard input has none.
            let identity = input.identity ?? "input \(number)"
            if let bytes = bytes[identity] {
                source = SourceFile(path: source.path, bytes: bytes)
                inputs[number].content = .source(source)
            }
            identities[ObjectIdentifier(source)] = identity
        }
        var linter = linter
        for (number, server) in servers.enumerated() {
            guard let source = server.wellKnown, let identity = server.wellKnownIdentity else { continue }
            let now = bytes[identity].map { SourceFile(path: source.path, bytes: $0) } ?? source
            linter.servers[number].wellKnown = now
            identities[ObjectIdentifier(now)] = identity
        }
        files.begin(bytes)
        let run = linter.run(inputs)
        return FixState(
            texts: texts, report: review(run.report), zones: run.zones.zones.map(\.context.zone),
            documents: linter.servers.compactMap { server in
                server.wellKnown.map { (server.serverName, ServerDocumentView(given: $0)) }
            },
            servers: run.servers.judged, identities: identities
        )
    }

    /// What the file of a text is called; `nil` where there is no file to edit.
    func identity(of source: SourceFile, _ state: FixState) -> String? {
        switch source.provenance {
        case .given: state.identities[ObjectIdentifier(source)]
        case .included: files.identity(ofIncluded: source)
        case .generated: nil
        }
    }
}
