/// Z3xx: rules about what only some name servers support. They report only what matters to a chosen `--target`.
enum PortabilityRules {
    static let all: [any ZoneRule.Type] = [
        Generate.self, RelativeInclude.self, CRLFLines.self, CompoundTime.self, UnescapedCharacter.self,
        NonportableType.self, DateDirective.self, IncludeArguments.self,
    ]
}
