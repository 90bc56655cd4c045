/// Record types that one name server invented: they stand in its zone files and nowhere on the wire.
///
/// Their data is not judged. A name that has one may have addresses that only the server knows.
public enum ServerPrivateType {
    // PowerDNS (https://doc.powerdns.com/authoritative/appendices/types.html) numbers ALIAS and LUA so; ANAME is the
    // name other servers use for the former.
    private static let types: [(mnemonic: StaticString, type: RecordType)] = [
        ("ALIAS", RecordType(rawValue: 65401)), ("LUA", RecordType(rawValue: 65402)),
        ("ANAME", RecordType(rawValue: 65403)),
    ]

    public static func type(mnemonic bytes: UnsafeBufferPointer<UInt8>) -> RecordType? {
        types.first { bytes.foldedEquals($0.mnemonic) }?.type
    }

    /// The type that a text names.
    public static func type(mnemonic text: String) -> RecordType? {
        var copy = text
        return copy.withUTF8 { type(mnemonic: $0) }
    }

    public static func contains(_ type: RecordType) -> Bool {
        (65401...65403).contains(type.rawValue)
    }
}
