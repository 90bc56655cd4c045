import Diagnostics
import Federation

/// The signing keys of a server, compared by their names and values.
enum KeyChanges {
    static func change(_ old: Evidence, _ new: Evidence) -> AuditChange? {
        let (before, after) = (keys(old), keys(new))
        guard !before.isEmpty, !after.isEmpty, before != after else { return nil }
        let (left, right) = (words(before), words(after))
        // The same name with another value is not a rotation: peers keep the key that they know by this name.
        let replaced = after.filter { key in before.contains { $0.name == key.name && $0.value != key.value } }
        let sentence =
            replaced.isEmpty
            ? "signing keys: \(left) before, \(right) now"
            : "signing key \(words(replaced)) has another value under the same name"
        return AuditChange(.keys, before: left, after: right, sentence)
    }

    private struct Key: Hashable {
        let name: String
        let value: String?
    }

    private static func keys(_ evidence: Evidence) -> Set<Key> {
        let bodies = evidence.federation.filter { entry in
            entry.path.hasPrefix("/_matrix/key/v2/server") && entry.status == 200 && !entry.isBodyWithheld
        }.compactMap(\.body)
        return Set(
            bodies.compactMap { try? KeyDocument(Array($0.utf8)) }.flatMap(\.keys).map {
                Key(name: $0.name, value: $0.key)
            })
    }

    private static func words(_ keys: Set<Key>) -> String {
        Words.list(Set(keys.map(\.name)).sorted().map { "`\(MessageText.value($0))`" }, limit: 4)
    }
}
