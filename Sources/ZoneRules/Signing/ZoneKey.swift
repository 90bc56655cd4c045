import DNS
import ZoneFile

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
