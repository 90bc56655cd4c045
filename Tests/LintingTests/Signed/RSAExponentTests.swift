import Testing

/// RSA keys whose public exponent is larger than resolvers accept: BIND ignores those of more than 35 bits, and OpenSSL refuses
/// those of more than 64 bits if the modulus has more than 3072. GnuTLS, which Knot uses, accepts all of them.
@Suite("RSA keys with a large exponent", .enabled(if: ZoneSigner.isInstalled))
struct RSAExponentTests {
    /// An exponent of 80 bits.
    private static let publicKey = """
        example.com. 3600 IN DNSKEY 257 3 8 CtBs0g0Q5kpXoV+4QbJwpVy4qH9jw3Np9wtIucilk1OVuNewh1dKIPEuhAVdmT0B\
        w5RY2v9DIVMa/vARVFMz2yOJhz1uM0UekbPILhyFPaulhOm8hQpvXJzK61GQ0qtFH/ErcOCPH02Ox+pjIpK2bKBNLUt/AzLXnjlh\
        i/WrdPu2akjjFSUQ3HCPCPgo+2SFYuwuZjTaHIHKxQIKHfez7V9dVLf7sY9dChOfn7szUk6LWhb4Qy3X+vwu1rM410nUtSaJRVJh\
        kXB1qAajV+Ukp+Y8233ZjzoqGf6BKBFCMGdQT7uVrPYn0dUXzXS96DFHUgsU0RbCcgheEwkx8XBle2wLJ+eWR+XvDiNf
        """
    private static let privateKey = """
        Private-key-format: v1.2
        Algorithm: 8 (RSASHA256)
        Modulus: uEGycKVcuKh/Y8NzafcLSLnIpZNTlbjXsIdXSiDxLoQFXZk9AcOUWNr/QyFTGv7wEVRTM9sjiYc9bjNFHpGzyC4chT2\
        rpYTpvIUKb1ycyutRkNKrRR/xK3Dgjx9NjsfqYyKStmygTS1LfwMy1545YYv1q3T7tmpI4xUlENxwjwj4KPtkhWLsLmY02hyBysU\
        CCh33s+1fXVS3+7GPXQoTn5+7M1JOi1oW+EMt1/r8LtazONdJ1LUmiUVSYZFwdagGo1flJKfmPNt92Y86Khn+gSgRQjBnUE+7laz\
        2J9HVF810vegxR1ILFNEWwnIIXhMJMfFwZXtsCyfnlkfl7w4jXw==
        PublicExponent: 0GzSDRDmSlehXw==
        PrivateExponent: eHVdz/0y7XWZORlQXUyxv0LSEPWhbeUHx0I5QepV7U+yFjJpmAltNZqGoo8Vk0xiIdd3iMaRYNwuNxa04/s\
        gpxscbZQOmCiN44LnLRdSZ8TILZoqZ00F5rv8JmpRlENJNyIHS0fJS7PsV3fm2n2BI4lQhnMOxHsAeah+Jo6ReGOQEjvZsynrvQZ\
        40bjYgf+BFMWuv6rpZAJERT+0CB4PO5nQNd4ulsDj8wO0dw8WcSk2nzUHLjHjPUbJjYNA05yM7ZuNuTK3clea3+8Cfn4ZQhv89kR\
        +2h6VWZiU95U/rn7H7O5K6F7IVkQlEp1+xGlsBBnQnhj+HWQuV9eOPlk8rw==
        Prime1: x1lMF6K+wlafMBR4AJV2pW5pWRf/GiqHN/mi4oTOpnw1sQtnnEQ6qqkxw2SF+Bo9IO2im55Ca9/FOYBW/suMin8l9Gzg\
        aas6jLw+YbBZ7Mh30jNSiF/F23CvBM096GkwHWy6NDAE7C5kiRAwqYHzlqLh0gnKHIaTtzVtpZtX1ws=
        Prime2: 7J5v9DgKa0hvRwovIDhQur5nW4+/B4U/ewGTZkrX0FaMxCe1YJofvILqAU8jKrm5ii2Spsxt/kmxbmBWb6kR0XaHSsPo\
        +4c3Rd95cHnJAS2R3VOmktpKp/1CAzHbpucFuOmGK2oxL1ErXI7SilF7FdaxhYO5UymVQ3g5C0GISX0=
        Exponent1: WL2Lne9m8l1peP4iQlf+jLbBcozYq4Yfhae0jqVjB34+5SB15QSDlg/01VJYS/3k549K+cScLuhhlBfWaoMYdS1bV\
        vY3FCfX1WBXm61x29wwToe6mDE3KNOjPgthyjWOeGs8dEou2SVpgJgFhUEnOa3vV3UgDYUJnDnmX/a94PE=
        Exponent2: ztnXQE/VinG7SthJKoeOX7ql3G34y6HfxoOs2KG2iiLtDJffRm0E5m042w7oaFlHYS6MLoUCEPiI+v2l6fkmn3dGM\
        xpJS99/UthqzPSk+h4DitSavsC0OgYe8sVW1LiFmTyi0997a6olZd4RIxncsl4K8C0IoQjZARJnldntcfM=
        Coefficient: hWPRFARIkpzQrsstDNekt4PD0LN35AUWvMHo2TdrXbrVsUcYXQgL/4pBZBAQi620AjHNSfLzaHRWFWoI9m5JPYP\
        3nYi0G9M7avUPQBXYA4de/EwJzYBbZslYobM15RNhHI5KIpi9bHJovS0s+VQM0YmtkGex2KxCeuaYX0Hz4ow=

        """

    @Test("have a finding of their own, and their signatures are not called invalid")
    func largeExponent() throws {
        let text = try ZoneSigner().sign(
            SignedZoneTests.zone, publicKey: Self.publicKey, privateKey: Self.privateKey)
        #expect(text.contains("RRSIG"))
        #expect(SignedZoneTests.codes(text) == ["Z408"])
    }

    @Test("A key that is not a point of its curve cannot be used")
    func malformed() throws {
        let text = try ZoneSigner().sign(SignedZoneTests.zone)
        let key = "example.com. 3600 IN DNSKEY 256 3 13 \(String(repeating: "AQEB", count: 21))AQ==\n"
        #expect(SignedZoneTests.codes(text + key) == ["Z402", "Z408"])
    }
}
