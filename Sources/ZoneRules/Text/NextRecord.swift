import DNS
import ZoneFile

/// A whole record behind another one on the same line: `www IN A 192.0.2.10 mail IN A 192.0.2.11`.
struct NextRecord {
    let owner: String

    /// - Returns: `nil` if the fields are not an owner, perhaps a TTL and a class, a type and its data.
    init?(_ fields: [WrittenField], in source: SourceFile) {
        // A word such as `a` may be a type in a comment without its `;`, but then no data of that type follow.
        guard fields.count > 2, let first = fields.first, !first.isQuoted, Self.isOwner(first),
            let (type, data) = TrialRecord.header(in: fields.dropFirst()),
            source.text(in: first.range).utf8.allSatisfy({ !"\"();".utf8.contains($0) })
        else { return nil }
        // Any words are data of a TXT record, and any word is a name.
        let isInCapitals = fields[data - 1].bytes == Array(type.description.utf8)
        guard [.a, .aaaa, .mx, .srv].contains(type) && isInCapitals || data > 2 else { return nil }
        owner = source.text(in: first.range)
    }

    /// Whether the word can only be a name, and not the TTL, class or type of a record with the same owner.
    private static func isOwner(_ field: WrittenField) -> Bool {
        field.bytes.withUnsafeBufferPointer { bytes in
            guard case .value = TimeUnits.read(bytes) else {
                return RecordClass(mnemonic: bytes) == nil && RecordType(mnemonic: bytes) == nil
            }
            return false
        }
    }
}
