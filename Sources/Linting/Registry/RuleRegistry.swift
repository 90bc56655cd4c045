import DNS

/// Every rule there is, in the order of their codes.
public enum RuleRegistry {
    /// Those that judge a zone.
    public static let rules: [any Rule.Type] =
        (TextRules.all + ContentsRules.all + PortabilityRules.all + SRVRules.all + ToolRules.all).sorted {
            $0.info.code < $1.info.code
        }

    /// Those that judge a server name.
    public static let delegationRules: [any DelegationRule.Type] =
        (MatrixRules.all + WellKnownRules.all + CertificateRules.all + FederationRules.all + DNSRules.all
        + SRVRules.needingDiscovery)
        .sorted { $0.info.code < $1.info.code }

    /// A rule that looks at zones and at the network has one description for both.
    public static let infos: [RuleInfo] =
        (rules.map { $0.info } + delegationRules.map { $0.info }.filter { codesNeedingDiscovery.contains($0.code) })
        .sorted { $0.code < $1.code }

    /// The codes of what a zone alone does not show.
    static let codesNeedingDiscovery: Set<String> =
        Set(delegationRules.map { $0.info.code }).subtracting(rules.map { $0.info.code })

    /// The rule with the code or the name, whatever its case.
    public static func rule(_ word: String) -> RuleInfo? {
        infos.first { $0.code == word.uppercased() || $0.name == word.lowercased() }
    }

    /// The code or name that somebody meant.
    public static func nearest(to word: String) -> String? {
        Spelling.nearest(to: word, among: infos.map(\.name)) ?? Spelling.nearest(to: word, among: infos.map(\.code))
    }
}
