import DNS
import Diagnostics
import Linting
import ZoneFile

/// What `.srvlint.yml` says.
struct Configuration {
    /// As it was given or found.
    var path: String
    /// Absolute; globs and parents count from here.
    var folder: String
    /// Limits the files that it may name; `nil` if the user named the configuration, and so trusts it.
    var fence: Fence?
    var zones: [ZoneEntry] = []
    var select: [String] = []
    var ignore: [String] = []
    var failOn: FailureLevel?
    /// By code.
    var severities: [String: Severity] = [:]
    /// The rules that are not wanted in the files that a glob matches.
    var fileIgnores: [(glob: Glob, rules: [String])] = []
    /// The resolvers that `audit` asks, as written, and where.
    var resolvers: [(text: String, place: SourceSpan)] = []
    /// The name servers that are to load the zones.
    var targets: [NameServerSoftware] = []
    /// The file of known findings, and where the configuration names it.
    var baseline: (path: String, place: SourceSpan)?

    /// Where each of its keys is written.
    var places: [String: SourceSpan] = [:]

    /// What holds for the zone files that a glob matches.
    struct ZoneEntry {
        var glob: Glob
        var origin: Name?
        /// The zone file that a fragment belongs to, as written, and where.
        var parent: (path: String, place: SourceSpan)?
        /// Matrix server names that must be discoverable from the zone, and where they are written.
        var servers: [(name: String, place: SourceSpan)] = []
        /// The well-known document of the first of them; counted from the folder of the configuration.
        var wellKnown: (path: String, place: SourceSpan)?
        /// The certificate chain that it presents.
        var certificate: (path: String, place: SourceSpan)?
        /// Where each of its keys is written.
        var places: [String: SourceSpan] = [:]
    }

    /// What becomes of findings.
    var policy: FindingPolicy {
        var policy = FindingPolicy()
        policy.severities = severities
        guard !fileIgnores.isEmpty else { return policy }
        let (folder, ignores) = (folder, fileIgnores)
        policy.ignoredRules = { path in
            guard let relative = AbsolutePath.resolve(path).relative(to: folder) else { return [] }
            return ignores.filter { $0.glob.matches(relative) }.flatMap(\.rules)
        }
        return policy
    }

    /// The first entry whose glob matches the file.
    func entry(for path: String) -> ZoneEntry? {
        guard !zones.isEmpty, let relative = AbsolutePath.resolve(path).relative(to: folder) else { return nil }
        return zones.first { $0.glob.matches(relative) }
    }

    /// The origin that the configuration gives a file, be it by way of its parent.
    func origin(of path: String) throws(UsageError) -> Name? {
        guard var entry = entry(for: path), !isOwnParent(path, entry) else { return nil }
        var parents: Set<String> = [AbsolutePath.resolve(path).text]
        while entry.origin == nil, let parent = entry.parent {
            let file = self.file(parent.path)
            guard parents.insert(AbsolutePath.resolve(file).text).inserted else {
                throw UsageError("`parent` leads back to the file itself", at: parent.place)
            }
            if let next = self.entry(for: file), next.origin != nil || next.parent != nil, !isOwnParent(file, next) {
                entry = next
                continue
            }
            return try origin(ofParent: file, parent.place)
        }
        return entry.origin
    }

    /// Whether a pattern for the fragments of a file covers the file too, which then speaks for itself.
    private func isOwnParent(_ path: String, _ entry: ZoneEntry) -> Bool {
        guard entry.origin == nil, entry.glob.path == nil, let parent = entry.parent else { return false }
        return AbsolutePath.resolve(path).text == AbsolutePath.resolve(file(parent.path)).text
    }

    private func file(_ path: String) -> String { path.isAbsolutePath ? path : folder + "/" + path }

    /// A file that it names, for reading: the path as ``ZoneEntry`` has it, or absolute.
    func access(_ path: String) -> FileAccess {
        guard let fence else { return FileAccess(named: path) }
        return FileAccess(path, at: path, from: AbsolutePath.resolve(".").text, behind: fence)
    }

    private func origin(ofParent path: String, _ place: SourceSpan) throws(UsageError) -> Name {
        do throws(ReadingFailure) {
            let source = try FileReader.read(access(path), named: path, limit: ReadingLimit.bytes)
            if let origin = OriginDeduction(given: nil, source: source).origin { return origin }
        } catch {
            throw UsageError("the parent cannot be read: \(error.reason)", at: place)
        }
        throw UsageError(
            "the parent does not say what its origin is", at: place,
            help: ["give the parent an `origin` under `zones`, or this file"]
        )
    }
}
