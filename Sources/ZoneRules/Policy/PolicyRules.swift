/// Z290–Z291: rules about response-policy zones.
enum PolicyRules {
    static let all: [any ZoneRule.Type] = [
        PolicyTriggerInvalid.self,
        PolicyActionUnknown.self,
    ]
}
