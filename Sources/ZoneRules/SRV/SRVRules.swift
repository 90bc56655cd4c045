/// Sxxx: SRV records.
enum SRVRules {
    static let all: [any ZoneRule.Type] = [
        SRVLabelWithoutUnderscore.self, SRVLabelsReversed.self, MatrixServiceMisspelt.self, MatrixTransportNotTCP.self,
        SRVWildcardOwner.self, SRVOwnerAlias.self, SRVServiceNameInvalid.self, MatrixIdentityObsolete.self,
        SRVLabelsGarbled.self, SRVLabelMissing.self, SRVLabelMisspelt.self, ServiceRecordOfOtherType.self,
        SRVPortZero.self, SRVFieldsSwapped.self, SRVPortName.self, SRVRootTargetWithValues.self,
        SRVRootTargetAmongOthers.self, SRVServiceRefused.self, SRVDuplicateTarget.self, SRVUnevenTargets.self,
        SRVTargetAlias.self, SRVTargetWithoutAddress.self, SRVTargetIsAddress.self, SRVTargetIsURL.self,
        SRVTargetNotHostname.self, SRVTargetBelowDelegation.self, SRVTargetBelowDNAME.self, SRVTargetIPv6Only.self,
        SRVTargetOutOfZone.self,
    ]
}
