/// A rule, whatever it checks.
public protocol DescribedRule: Sendable {
    static var info: RuleInfo { get }
}
