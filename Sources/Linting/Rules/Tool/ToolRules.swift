/// Xxxx: the tool itself.
enum ToolRules {
    static let all: [any Rule.Type] = [
        NotChecked.self, LimitReached.self, OriginGuessed.self,
    ]
}
