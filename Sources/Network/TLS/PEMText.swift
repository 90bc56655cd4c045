import FoundationEssentials

/// DER as RFC 7468 writes it, lines of 64 characters.
enum PEMText {
    static func certificate(_ der: [UInt8]) -> String {
        let text = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
    }
}
