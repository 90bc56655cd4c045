import Synchronization
import ZoneFile

/// The files of a run as they are to be: answers what zones include, again and again, with the texts revised meanwhile.
///
/// Nothing is read twice, so that all rounds of a run judge the same files, and what may be read is not used up by them.
final class RevisedFiles: IncludeLoading, RevisionLoading {
    private let includes: (any IncludeLoading)?
    private let revisions: (any RevisionLoading)?
    private let state = Mutex(State())

    private struct State {
        /// Every answer, in the order the question was put: the last may have been that too much was included.
        var answers: [Question: [IncludedFile]] = [:]
        /// How often each question was put in this round.
        var asked: [Question: Int] = [:]
        /// The identities of included files by the paths that findings show.
        var identities: [String: String] = [:]
        var earlier: [String: EarlierFile] = [:]
        var texts: [String: [UInt8]] = [:]
        /// By identity and path.
        var sources: [String: [String: SourceFile]] = [:]
    }

    private struct Question: Hashable {
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
    /// - Parameter texts: what the files hold that are revised, by identity.
    func begin(_ texts: [String: [UInt8]]) {
        state.withLock { state in
            state.asked = [:]
            state.texts = texts
            state.sources = [:]
        }
    }

    /// The identity of a file that was included.
    func identity(ofIncluded source: SourceFile) -> String? {
        state.withLock { $0.identities[source.path] }
    }

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        let question = Question(path: path, includer: source.path, zoneFile: source.outermost.path)
        let known = state.withLock { state -> IncludedFile? in
            let number = state.asked[question, default: 0]
            state.asked[question] = number + 1
            let answers = state.answers[question] ?? []
            return number < answers.count ? answers[number] : nil
        }
        let answer = known ?? includes?.load(path, in: source) ?? .notReadable(reason: "there are no files")
        return state.withLock { state in
            if known == nil { state.answers[question, default: []].append(answer) }
            guard case .read(let file, let identity, let folder) = answer else { return answer }
            state.identities[file.path] = identity
            guard let text = state.texts[identity] else { return answer }
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
    /// The file of the zone that this text is a part of.
    fileprivate var outermost: SourceFile {
        switch provenance {
        case .given: self
        case .included(let directive): directive.source.outermost
        case .generated(let directive, _, _): directive.source.outermost
        }
    }
}
