import DNS
import Diagnostics
import Linting
import ZoneFile

/// A configuration, as read from `.srvlint.yml`.
struct Configuration {
    /// As it was given or found.
    var path: String
    /// Absolute; patterns and `parent` are relative to it.
    var directory: String
    /// Limits the files that the configuration may name; `nil` if the user named the configuration and so trusts it.
    var fence: Fence?
    var values = SettingValues()
    /// The names of renamed rules in it.
    var oldRuleNames: [OldRuleName] = []

    /// The settings for the zone files that a pattern matches.
    struct ZoneEntry: Sendable {
        var glob: Glob
        var values = SettingValues()

        subscript<Value>(_ setting: Setting<Value>) -> Value? { values[setting] }

        subscript<Value>(_ setting: Setting<Value?>) -> Value? { values[setting] }
    }

    /// The value of a setting as written; `nil` if it is absent.
    subscript<Value>(_ setting: Setting<Value>) -> Value? { values[setting] }

    subscript<Value>(_ setting: Setting<Value?>) -> Value? { values[setting] }

    /// The first entry of `zones` whose pattern matches the file.
    func entry(for path: String) -> ZoneEntry? {
        guard let zones = self[Settings.zones], !zones.isEmpty,
            let relative = AbsolutePath.resolve(path).relative(to: directory)
        else { return nil }
        return zones.first { $0.glob.matches(relative) }
    }

    /// The origin that the configuration gives a file, directly or through its parent.
    func origin(of path: String) throws(UsageError) -> Name? {
        guard var entry = entry(for: path), !isOwnParent(path, entry) else { return nil }
        var parents: Set<String> = [AbsolutePath.resolve(path).text]
        while entry[ZoneSettings.origin] == nil, let parent = entry[ZoneSettings.parent] {
            let file = self.file(parent.value)
            guard parents.insert(AbsolutePath.resolve(file).text).inserted else {
                throw UsageError("`parent` leads back to the file itself", at: parent.span)
            }
            if let next = self.entry(for: file), next[ZoneSettings.origin] != nil || next[ZoneSettings.parent] != nil,
                !isOwnParent(file, next)
            {
                entry = next
                continue
            }
            return try origin(ofParent: file, parent.span)
        }
        return entry[ZoneSettings.origin]
    }

    /// Whether a pattern for the fragments of a file also matches that file, whose origin is then not its parent's.
    private func isOwnParent(_ path: String, _ entry: ZoneEntry) -> Bool {
        guard entry[ZoneSettings.origin] == nil, entry.glob.path == nil, let parent = entry[ZoneSettings.parent] else {
            return false
        }
        return AbsolutePath.resolve(path).text == AbsolutePath.resolve(file(parent.value)).text
    }

    private func file(_ path: String) -> String { path.isAbsolutePath ? path : directory + "/" + path }

    /// A file that the configuration names, for reading.
    func access(_ path: String) -> FileAccess {
        guard let fence else { return FileAccess(named: path) }
        return FileAccess(path, at: path, from: AbsolutePath.resolve(".").text, behind: fence)
    }

    private func origin(ofParent path: String, _ span: SourceSpan) throws(UsageError) -> Name {
        do throws(ReadingFailure) {
            let source = try FileReader.read(access(path), named: path, limit: ReadingLimit.bytes)
            if let origin = OriginDeduction(given: nil, source: source).origin { return origin }
        } catch {
            throw UsageError("the parent cannot be read: \(error.reason)", at: span)
        }
        throw UsageError(
            "the origin of the parent is unknown", at: span,
            help: ["set `origin` for the parent or for this file, under `zones`"]
        )
    }
}
