/// Xxxx: the tool itself.
enum ToolRules {
    static let all: [any Rule.Type] = [
        UnusedSuppression.self, UnknownRuleInSuppression.self, NotChecked.self, LimitReached.self, OriginGuessed.self,
        StaleBaseline.self,
    ]
}
