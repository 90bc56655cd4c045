/// What every rule says of itself, whatever it looks at.
public protocol DescribedRule: Sendable {
    static var info: RuleInfo { get }
}

/// A rule about a server name and where it leads: the M, W and C families, and what needs discovery in the others.
///
/// It looks at evidence, be that from zone files, from documents given, or from the network; it asks nothing itself.
public protocol DelegationRule: DescribedRule {
    /// Looks at one server name and reports what it finds.
    static func check(_ context: DelegationContext, into findings: inout FindingSink)
}
