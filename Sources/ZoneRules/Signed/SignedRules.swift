/// Z4xx: rules about signed zones.
enum SignedRules {
    static let all: [any ZoneRule.Type] = [
        SignatureMissing.self,
        SignatureInvalid.self,
        SignatureExpired.self,
        SignatureExpiresEarly.self,
        SignatureSuperfluous.self,
        SignatureFieldsDiffer.self,
        DNSKEYMissing.self,
        AlgorithmDeprecated.self,
        SecurityNumberInvalid.self,
        NSECMissing.self,
        NSECChainBroken.self,
        NSECTypesDiffer.self,
        NSECSuperfluous.self,
        NSEC3Missing.self,
        NSEC3ChainBroken.self,
        NSEC3TypesDiffer.self,
        NSEC3Superfluous.self,
        NSEC3PARAMDiffers.self,
        NSEC3Iterations.self,
        DSWithoutKey.self,
        DSDigestDeprecated.self,
        CDSDiffers.self,
        ZoneDigestDiffers.self,
    ]
}
