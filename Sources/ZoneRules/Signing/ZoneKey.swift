import DNS
import ZoneFile

/// What resolvers accept of an RSA key.
public enum RSALimits {
    /// The length in bits of the largest public exponent that BIND accepts. It ignores other keys.
    public static let exponentLength = 35
}

/// A DNSKEY record at the apex.
struct ZoneKey: Sendable {
    let record: RecordID
    let data: DNSKEYData
    let tag: UInt16

    init(_ record: RecordID, _ data: DNSKEYData) {
        self.record = record
        self.data = data
        tag = data.keyTag
    }

    /// The name of the key in messages: "key 20326".
    var name: String { "key \(tag)" }
}
