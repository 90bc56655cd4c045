/// A digest that TLSA and SMIMEA records may have in place of a certificate or a key (RFC 6698 §2.1.3, RFC 8162 §2).
struct MatchingType {
    /// The number in the field of the matching type.
    let number: UInt8
    let name: String
    let octets: Int

    static let all = [
        MatchingType(number: 1, name: "SHA-256", octets: 32), MatchingType(number: 2, name: "SHA-512", octets: 64),
    ]
}
