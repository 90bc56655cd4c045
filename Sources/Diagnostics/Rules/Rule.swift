/// A rule, whatever it checks.
public protocol Rule: Sendable {
    static var info: RuleInfo { get }
}
