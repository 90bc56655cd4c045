/// Mxxx: discovery of a server name.
enum MatrixRules {
    static let all: [any ServerRule.Type] = [
        ServerNameInvalid.self, ServerNameNotLowercase.self, ServerNameTooLong.self, SRVLegacyOnly.self,
        SRVNewOnly.self, SRVSetsDiffer.self, SRVShadowed.self, SRVPreferredOverWellKnown.self,
        ServerNameWithoutAddress.self,
        PrivateAddress.self, PlaceholderAddress.self, SpecialUseName.self, ImplementationsDisagree.self,
        NotDiscoverable.self, FallsBackToDefaultPort.self, InternalServerName.self, SRVForAnotherName.self,
    ]
}
