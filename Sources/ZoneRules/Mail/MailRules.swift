/// Z264–Z272, Z283 and Z284: rules about mail.
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
    ]
}
