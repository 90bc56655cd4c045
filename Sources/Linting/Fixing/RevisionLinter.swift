import ServerRules
import ZoneFile

/// The files of a run in one revision, and the report on them.
struct LintSnapshot {
    /// The revised texts, by file identity.
    let texts: [String: RevisedText]
    let report: LintReport
    let zones: [Zone]
    /// The well-known documents that were given, with their server names.
    let documents: [(server: String, document: ServerDocumentView)]
    /// The Matrix server names that were checked, in lower case.
    let servers: Set<String>
    /// The identities of the files that were given.
    let identities: [ObjectIdentifier: String]
}

/// Checks the files of a run with revised texts.
struct RevisionLinter {
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

    /// Checks all zones together, with the given texts instead of those that were read.
    func snapshot(with texts: [String: RevisedText]) -> LintSnapshot {
        let bytes = texts.mapValues(\.bytes)
        var inputs = inputs
        var identities: [ObjectIdentifier: String] = [:]
        for (number, input) in inputs.enumerated() {
            inputs[number] = input.revised(bytes, number: number)
            guard case .source(let source) = inputs[number].content else { continue }
            identities[ObjectIdentifier(source)] = input.editIdentity(number)
        }
        var linter = linter
        func revised(_ document: SourceFile, _ identity: String?) -> SourceFile {
            guard let identity else { return document }
            let revised = bytes[identity].map { SourceFile(path: document.path, bytes: $0) } ?? document
            identities[ObjectIdentifier(revised)] = identity
            return revised
        }
        for (number, server) in servers.enumerated() {
            linter.servers[number].wellKnown = server.wellKnown.map { revised($0, server.wellKnownIdentity) }
            for (document, source) in server.otherDocuments {
                linter.servers[number].otherDocuments[document] = revised(source, server.otherIdentities[document])
            }
        }
        files.begin(bytes)
        let run = linter.run(inputs)
        return LintSnapshot(
            texts: texts, report: review(run.report), zones: run.zones.zones.map(\.context.zone),
            documents: linter.servers.compactMap { server in
                server.wellKnown.map { (server.serverName, ServerDocumentView(given: $0)) }
            },
            servers: run.servers.judged, identities: identities
        )
    }

    /// Returns the identity of the file that a source was read from; `nil` if there is no file to edit.
    func identity(of source: SourceFile, _ snapshot: LintSnapshot) -> String? {
        switch source.provenance {
        case .given: snapshot.identities[ObjectIdentifier(source)]
        case .included: files.identity(ofIncluded: source)
        case .generated: nil
        }
    }
}
