/// A rule of any kind.
public protocol Rule: Sendable {
    static var info: RuleInfo { get }
}
