/// Z3xx: what only some name servers read. They speak only where it matters to a chosen `--target`.
enum PortabilityRules {
    static let all: [any ZoneRule.Type] = [
        Generate.self, RelativeInclude.self, CRLFLines.self, CompoundTime.self, NameCharacters.self,
        TypeNotEverywhere.self, DateDirective.self, IncludeArguments.self,
    ]
}
