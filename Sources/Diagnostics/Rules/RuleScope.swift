/// The data on which the absence of a finding depends.
///
/// If a rule reports nothing, the mistake is gone only if the rule had all data in its scope. Only then is a suppression comment
/// unused or a baseline entry stale.
public enum RuleScope: Sendable {
    /// One entry of the text.
    case entry
    /// One entry and what it inherits from previous entries. Another zone may include the file after different entries.
    case inheritance
    /// The whole zone.
    case zone
    /// The whole zone, and the zones that its records refer to. A run with more zones may have other findings.
    case targets
    /// The whole zone and the name servers chosen with `--target`.
    case nameServers
    /// The zone and an earlier revision of it.
    case revision
    /// The documents, certificates and evidence of a server.
    case server
    /// The run as a whole.
    case run
    /// The suppression comments themselves. Only a comment for the whole file can silence such a rule.
    case suppressions
    /// The baseline.
    case baseline
}
