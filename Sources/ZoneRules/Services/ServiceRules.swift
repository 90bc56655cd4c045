/// Z273–Z282 and Z288: rules about records that describe services and hosts.
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
        ProtocolInvalid.self,
    ]
}
