/// An alert that ends a TLS handshake (RFC 8446 §6).
public struct TLSAlert: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    public var rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let closeNotify = TLSAlert(rawValue: 0)
    public static let handshakeFailure = TLSAlert(rawValue: 40)
    public static let badCertificate = TLSAlert(rawValue: 42)
    public static let protocolVersion = TLSAlert(rawValue: 70)
    public static let internalError = TLSAlert(rawValue: 80)
    public static let unrecognizedName = TLSAlert(rawValue: 112)
    public static let certificateRequired = TLSAlert(rawValue: 116)
    public static let noApplicationProtocol = TLSAlert(rawValue: 120)

    /// The name in the standard, for example `handshake_failure`; `nil` for an unassigned number.
    public var name: String? { TLSAlertTable.rows[rawValue]?.name }

    /// The name with the number, for example `handshake_failure (40)`.
    public var description: String { name.map { "\($0) (\(rawValue))" } ?? "number \(rawValue)" }

    /// What the server means by it, as a clause (RFC 8446 §6.2).
    public var meaning: String {
        TLSAlertTable.rows[rawValue]?.cause.meaning ?? "the number is not assigned to an alert"
    }

    /// What to do on the server, as an imperative.
    ///
    /// - Parameter serverName: The name that the client sent in SNI, quoted for the message.
    public func help(serverName: String) -> String {
        (TLSAlertTable.rows[rawValue]?.cause ?? .brokenProtocol).help(serverName)
    }

    /// The alerts with a name, by number.
    public static var named: [TLSAlert] { TLSAlertTable.rows.keys.sorted().map(TLSAlert.init(rawValue:)) }
}
