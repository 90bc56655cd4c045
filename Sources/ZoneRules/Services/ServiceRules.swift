/// Z249, Z251–Z256, Z258, Z273–Z284, Z288, Z292 and Z293: rules about records that describe services and hosts.
enum ServiceRules {
    static let all: [any ZoneRule.Type] = [
        CAAUnknownTag.self,
        CAAInvalidValue.self,
        TLSAInvalid.self,
        TLSAOwner.self,
        ServiceModesMixed.self,
        ServiceAliasLoop.self,
        ServiceTargetWithoutAddress.self,
        ServiceHintDiffers.self,
        DNSServiceWithoutPath.self,
        PTRAddressDiffers.self,
        ReverseOwnerInvalid.self,
        ReverseTargetRelative.self,
        ProtocolInvalid.self,
        HTTPSOwner.self,
        NAPTRBothResults.self,
        NAPTRTargetWithoutRecords.self,
        FingerprintInvalid.self,
        URIWithoutScheme.self,
        ChallengeOwner.self,
        TelephoneOwner.self,
        TelephoneService.self,
        CalendarPath.self,
        ServicePointerToHost.self,
    ]
}
