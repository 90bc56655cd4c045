import NIOSSL
import TLSIdentity

/// The reason of a BoringSSL error, parsed from the only form in which NIOSSL provides it:
/// `Error: 268436528 error:10000430:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION at ….cc:587`.
struct BoringSSLReason {
    /// The reason in lower case, such as `wrong version number`.
    var text: String
    /// The alert, if the reason is one. BoringSSL numbers these reasons 1000 + the alert.
    var alert: TLSAlert?

    init(_ error: BoringSSLInternalError) {
        self.init(description: error.description)
    }

    init(description: String) {
        let fields = description.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
        if fields.count > 1, let code = UInt32(fields[1]) {
            let reason = code & 0xFFF
            alert = (1000..<1256).contains(reason) ? TLSAlert(rawValue: UInt8(reason - 1000)) : nil
        }
        // The text is between the colon after "OPENSSL_internal" and " at ".
        let message = description.split(separator: ":").first { $0.contains(" at ") } ?? description[...]
        var words = String(message)
        if let end = words.range(ofText: " at ") { words = String(words[..<end]) }
        text = escaped(words.split(separator: "_").joined(separator: " ").lowercased(), atMost: 80)
    }
}

extension String {
    /// The index at which a text begins in this one.
    fileprivate func range(ofText text: String) -> Index? {
        indices.first { self[$0...].hasPrefix(text) }
    }
}
