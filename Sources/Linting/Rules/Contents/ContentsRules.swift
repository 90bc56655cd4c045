/// Z2xx: what is wrong with the records of a zone.
enum ContentsRules {
    static let all: [any Rule.Type] = [
        SOAMissing.self,
        SOARepeated.self,
        SOANotFirst.self,
        NSMissing.self,
        CNAMEAndOtherData.self,
        CNAMERepeated.self,
        CNAMEAtApex.self,
        DuplicateRecord.self,
        TTLMismatch.self,
        OutOfZone.self,
        EmptyZone.self,
        MissingFinalDot.self,
        OwnerRepeatsOrigin.self,
    ]
}
