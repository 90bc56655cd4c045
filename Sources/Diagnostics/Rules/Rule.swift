/// A rule of any kind.
public protocol DescribedRule: Sendable {
    static var info: RuleInfo { get }
}
