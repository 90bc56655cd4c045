/// Z246, Z247, Z257, Z264–Z272, Z289, Z294, Z298 and Z299: rules about mail.
enum MailRules {
    static let all: [any ZoneRule.Type] = [
        SPFInSeveralStrings.self,
        SPFRepeated.self,
        SPFInvalid.self,
        SPFAllowsAll.self,
        SPFManyLookups.self,
        SPFIncludeWithoutRecord.self,
        MailPolicyRepeated.self,
        DMARCInvalid.self,
        DKIMInvalid.self,
        NullMXAmongOthers.self,
        MailRecordOwner.self,
        MailKeyOwner.self,
        SPFTypeOnly.self,
        SPFContinued.self,
        TransportPolicyInvalid.self,
        IndicatorInvalid.self,
    ]
}
