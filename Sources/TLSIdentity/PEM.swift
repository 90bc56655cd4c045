/// Certificates as PEM text (RFC 7468).
public enum PEM {
    /// A certificate, given in DER, as a PEM block.
    public static func certificate(_ der: [UInt8]) -> String {
        "-----BEGIN CERTIFICATE-----\n\(Base64.lines(der))-----END CERTIFICATE-----\n"
    }
}
