/// What a rule's silence depends on.
///
/// That a rule reports nothing proves that a mistake is gone only if the rule saw everything in its scope. A suppression
/// comment counts as unused, and a baseline entry as stale, only then.
public enum RuleScope: Sendable {
    /// One entry of the text.
    case entry
    /// One entry, and what it inherits from those before it. Another zone may include the file after other entries.
    case inheritance
    /// The whole zone.
    case zone
    /// The whole zone, and the zones that its records refer to. A run with more zones may report otherwise.
    case targets
    /// The whole zone and the name servers chosen with `--target`.
    case nameServers
    /// The zone and an earlier revision of it.
    case revision
    /// Documents, certificates and evidence about a server.
    case server
    /// The run.
    case run
    /// The suppression comments themselves. Only a comment for the whole file can silence such a rule.
    case suppressions
    /// The baseline.
    case baseline
}
