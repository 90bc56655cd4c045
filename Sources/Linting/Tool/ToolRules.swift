/// Xxxx: the tool itself.
enum ToolRules {
    static let all: [any ToolRule.Type] = [
        UnusedSuppression.self, UnknownRuleInSuppression.self, NotChecked.self, LimitReached.self, OriginGuessed.self,
        StaleBaseline.self,
    ]
}
