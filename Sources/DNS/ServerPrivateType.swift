/// Record types that one name server product invented. They exist in its zone files, but never on the wire.
///
/// Their data is not checked. A name with such a record may have addresses that only the server knows.
public enum ServerPrivateType {
    // The numbers of ALIAS and LUA are those of PowerDNS (https://doc.powerdns.com/authoritative/appendices/types.html).
    // ANAME is the name of ALIAS in other products.
    private static let types: [(mnemonic: StaticString, type: RecordType)] = [
        ("ALIAS", RecordType(rawValue: 65401)), ("LUA", RecordType(rawValue: 65402)),
        ("ANAME", RecordType(rawValue: 65403)),
    ]

    public static func type(mnemonic bytes: UnsafeBufferPointer<UInt8>) -> RecordType? {
        types.first { bytes.foldedEquals($0.mnemonic) }?.type
    }

    /// The type with the mnemonic, in any case.
    public static func type(mnemonic text: String) -> RecordType? {
        var copy = text
        return copy.withUTF8 { type(mnemonic: $0) }
    }

    public static func contains(_ type: RecordType) -> Bool {
        (65401...65403).contains(type.rawValue)
    }
}
