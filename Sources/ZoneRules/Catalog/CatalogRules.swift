/// Z285–Z287: rules about catalog zones.
enum CatalogRules {
    static let all: [any ZoneRule.Type] = [
        CatalogVersion.self,
        CatalogMemberRepeated.self,
        CatalogMemberInvalid.self,
    ]
}
