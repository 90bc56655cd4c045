/// All rules about zones.
public enum ZoneRuleList {
    public static let all: [any ZoneRule.Type] =
        TextRules.all + ContentsRules.all + PortabilityRules.all + SRVRules.all + HostRules.all
}
