import Federation
import Linting

/// What has changed since an earlier audit as JSON.
enum ChangesJSON {
    static func changes(_ changes: AuditChanges) -> JSONValue {
        var collected: String?
        var isCompared = false
        if case .collected(let time) = changes.earlier {
            collected = time?.description
            isCompared = true
        }
        return [
            // Whether there is earlier evidence about the server.
            "compared": JSONValue(isCompared),
            "collected": JSONValue(orNull: collected),
            "changes": JSONValue(changes.changes.map(change)),
        ]
    }

    private static func change(_ change: AuditChange) -> JSONValue {
        [
            "kind": JSONValue(change.kind.rawValue),
            "subject": JSONValue(change.subject),
            "before": JSONValue(orNull: change.before),
            "after": JSONValue(orNull: change.after),
            "sentence": JSONValue(change.sentence),
            "rule": JSONValue(orNull: change.finding?.rule.code),
            "severity": JSONValue(orNull: change.finding?.severity.rawValue),
        ]
    }
}
