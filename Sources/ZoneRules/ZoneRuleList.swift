/// All rules about zones.
public enum ZoneRuleList {
    public static let all: [any ZoneRule.Type] =
        TextRules.all + ExportRules.all + ContentsRules.all + HostRules.all + MailRules.all + ServiceRules.all
        + CatalogRules.all + PolicyRules.all
        + TypeRules.all + PortabilityRules.all + SignedRules.all + SRVRules.all
}
