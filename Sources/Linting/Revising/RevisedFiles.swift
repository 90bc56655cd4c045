import Synchronization
import ZoneFile

/// The included files and earlier revisions of a run, with revised texts instead of those that were read.
///
/// Nothing is read twice. All rounds of a run check the same files, and do not exhaust the limit on included octets.
final class RevisedFiles: IncludeLoading, RevisionLoading {
    private let includes: (any IncludeLoading)?
    private let revisions: (any RevisionLoading)?
    private let state = Mutex(State())

    private struct State {
        /// All results of a request, in order. The last may be a refusal because too much was included.
        var results: [Request: [IncludedFile]] = [:]
        /// The number of times that each request was made in this round.
        var requested: [Request: Int] = [:]
        /// The identities of included files by the paths that findings show.
        var identities: [String: String] = [:]
        var earlier: [String: EarlierFile] = [:]
        var texts: [String: [UInt8]] = [:]
        /// Revised sources by identity and path.
        var sources: [String: [String: SourceFile]] = [:]
    }

    private struct Request: Hashable {
        let path: String
        let includer: String
        let zoneFile: String
    }

    init(includes: (any IncludeLoading)?, revisions: (any RevisionLoading)?) {
        self.includes = includes
        self.revisions = revisions
    }

    /// Begins a round.
    ///
    /// - Parameter texts: the contents of the revised files, by identity.
    func begin(_ texts: [String: [UInt8]]) {
        state.withLock { state in
            state.requested = [:]
            state.texts = texts
            state.sources = [:]
        }
    }

    /// Returns the identity of a file that was included.
    func identity(ofIncluded source: SourceFile) -> String? {
        state.withLock { $0.identities[source.path] }
    }

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        let request = Request(path: path, includer: source.path, zoneFile: source.outermost.path)
        let known = state.withLock { state -> IncludedFile? in
            let number = state.requested[request, default: 0]
            state.requested[request] = number + 1
            let results = state.results[request] ?? []
            return number < results.count ? results[number] : nil
        }
        let result = known ?? includes?.load(path, in: source) ?? .notReadable(reason: "there are no files")
        return state.withLock { state in
            if known == nil { state.results[request, default: []].append(result) }
            guard case .read(let file, let identity, let folder) = result else { return result }
            state.identities[file.path] = identity
            guard let text = state.texts[identity] else { return result }
            let revised = state.sources[identity]?[file.path] ?? SourceFile(path: file.path, bytes: text)
            state.sources[identity, default: [:]][file.path] = revised
            return .read(revised, identity: identity, folder: folder)
        }
    }

    func earlier(_ source: SourceFile) -> EarlierFile {
        if let known = state.withLock({ $0.earlier[source.path] }) { return known }
        let earlier = revisions?.earlier(source) ?? .absent
        state.withLock { $0.earlier[source.path] = earlier }
        return earlier
    }
}

extension SourceFile {
    /// The zone file that directly or indirectly includes this source.
    fileprivate var outermost: SourceFile {
        switch provenance {
        case .given: self
        case .included(let directive): directive.source.outermost
        case .generated(let directive, _, _): directive.source.outermost
        }
    }
}
