import FoundationEssentials

/// DER in the text encoding of RFC 7468, with lines of 64 characters.
enum PEMText {
    static func certificate(_ der: [UInt8]) -> String {
        let text = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
    }
}
