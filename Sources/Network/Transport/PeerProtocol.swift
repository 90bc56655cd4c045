/// The protocol of a peer that was expected to speak TLS, guessed from its first bytes.
public enum PeerProtocol: String, Sendable, Hashable {
    case http = "HTTP"
    case ssh = "SSH"
    /// SMTP and FTP, whose greetings both begin with 220.
    case smtpOrFTP = "SMTP or FTP"
    case imap = "IMAP"
    case pop3 = "POP3"
    case xmpp = "XMPP"
    case unknown = "something unknown"

    /// Creates the protocol of these bytes, or `nil` if they may be TLS or are too few.
    init?(firstBytes bytes: [UInt8]) {
        guard let first = bytes.first else { return nil }
        // RFC 8446 §5.1: change_cipher_spec, alert, handshake, application_data, heartbeat; then a major version of 3.
        if (20...24).contains(first), bytes.count < 2 || bytes[1] == 3 { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        let known: [(String, PeerProtocol)] = [
            ("HTTP/", .http), ("<!DOCTYPE", .http), ("<html", .http), ("<HTML", .http), ("SSH-", .ssh),
            ("220", .smtpOrFTP), ("* OK", .imap), ("+OK", .pop3), ("<?xml", .xmpp), ("<stream:", .xmpp),
        ]
        self = known.first { text.hasPrefix($0.0) }?.1 ?? .unknown
    }
}
