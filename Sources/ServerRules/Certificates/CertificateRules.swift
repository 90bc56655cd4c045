/// Cxxx: certificates of the endpoints that a server name resolves to.
enum CertificateRules {
    static let all: [any ServerRule.Type] = [
        CertificateNameMismatch.self, CertificateNamesTargetOnly.self, CommonNameOnly.self, WildcardDoesNotCover.self,
        AddressNameMissing.self, CertificateExpired.self, CertificateNotYetValid.self, CertificateExpiresSoon.self,
        IssuerUnknown.self, SelfSigned.self, IntermediateMissing.self, ChainOrder.self, WrongKeyUsage.self,
        WeakKeyOrSignature.self, RecommendedNameAbsent.self, UnusableCertificateEntry.self, PrivateKeyInFile.self,
        CertificateNotRead.self, CertificateIgnoredByOpenSSL.self, TLSADiffers.self,
    ]
}
