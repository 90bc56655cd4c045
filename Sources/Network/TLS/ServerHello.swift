import TLSIdentity

/// The first message of a server in a handshake, parsed here because the TLS library does not provide it.
///
/// A `ServerHello` is never encrypted (RFC 8446 §4.1.3), nor is an alert that answers a `ClientHello`.
enum ServerHello: Equatable {
    /// The legacy version of the hello (at most TLS 1.2, even for TLS 1.3) and the cipher suite.
    case hello(version: UInt16, cipherSuite: UInt16)
    case alert(TLSAlert)

    /// The number of bytes up to the cipher suite: record 5, handshake 4, version 2, random 32, session 33, suite 2.
    static let usefulLength = 78

    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 7, bytes[1] == 3 else { return nil }
        switch bytes[0] {
        case 21:
            guard bytes[3] == 0, bytes[4] == 2 else { return nil }
            self = .alert(TLSAlert(rawValue: bytes[6]))
        case 22:
            guard bytes[5] == 2, bytes.count > 43 else { return nil }
            let suite = 44 + Int(bytes[43])
            guard bytes[43] <= 32, bytes.count >= suite + 2 else { return nil }
            self = .hello(version: Self.number(bytes, 9), cipherSuite: Self.number(bytes, suite))
        default:
            return nil
        }
    }

    private static func number(_ bytes: [UInt8], _ at: Int) -> UInt16 {
        UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1])
    }
}
