/// Xxxx: rules about srvlint itself and its input.
enum ToolRules {
    static let all: [any ToolRule.Type] = [
        UnusedSuppression.self, UnknownRuleInSuppression.self, NotChecked.self, LimitReached.self, OriginGuessed.self,
        StaleBaseline.self,
    ]
}
