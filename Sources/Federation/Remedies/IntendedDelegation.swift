import DNS

/// The delegation that a document was meant to publish, even if no implementation reads it.
public enum IntendedDelegation {
    /// The largest body that is searched; a document has fewer than 300 bytes.
    private static let sizeLimit = 16_384

    /// Returns the server name that the document was meant to name, or `nil` if that is not clear.
    public static func read(_ body: [UInt8]) -> ServerName? {
        guard body.count <= sizeLimit else { return nil }
        let text = String(decoding: body, as: UTF8.self)
        // A web page may quote a document.
        guard !isHTML(text) else { return nil }
        return (isJSON(body) ? value(inValid: body) : value(inBroken: text)).flatMap(repairedName)
    }

    /// Whether the document has an `https://` URL.
    static func isURL(_ body: [UInt8]) -> Bool {
        body.count <= sizeLimit && firstIndex(of: "https://", in: body) != nil
    }

    /// The document that names a server.
    public static func document(naming name: String) -> String { "{\"m.server\": \"\(name)\"}" }

    /// Returns the server name in a value, without a scheme, a path, a final dot or spaces.
    static func repairedName(_ value: String) -> ServerName? {
        var text = value.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        for scheme in ["https://", "http://", "matrix://"] where text.lowercased().hasPrefix(scheme) {
            text = text.dropFirst(scheme.count)
        }
        if let slash = text.firstIndex(of: "/") { text = text[..<slash] }
        var host = text[...]
        var port: Substring = ""
        if !text.hasPrefix("["), let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[colon...]
        }
        while host.hasSuffix("."), host.count > 1 { host = host.dropLast() }
        if port == ":" || port == ":0" { port = "" }
        guard let name = try? ServerName(host.lowercased() + port), name.port == nil || name.usablePort != nil else {
            return nil
        }
        return name
    }

    private static func isJSON(_ body: [UInt8]) -> Bool { (try? JSONReader.readFirst(withoutMark(body))) != nil }

    private static func withoutMark(_ body: [UInt8]) -> [UInt8] {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return body.starts(with: mark) ? Array(body.dropFirst(mark.count)) : body
    }

    private static func value(inValid body: [UInt8]) -> String? {
        guard let (document, _) = try? JSONReader.readFirst(withoutMark(body)) else { return nil }
        if let text = document.string { return value(inBroken: text) }
        let keys = ["m.server", "server", "m_server", "m.homeserver"]
        for key in keys {
            guard let member = document.members?.last(where: { $0.key.lowercased() == key })?.value else { continue }
            if let text = member.string { return text }
            for inner in member.members ?? [] {
                if let text = inner.value.string, ["server", "base_url", "m.server"].contains(inner.key) {
                    return text
                }
            }
            if let text = member.array?.first?.string { return text }
        }
        return nil
    }

    /// The position of a lowercase text of ASCII, in any case.
    private static func firstIndex(of text: String, in bytes: [UInt8]) -> Int? {
        let lowercased = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return lowercased.indices.first { lowercased[$0...].starts(with: text.utf8) }
    }

    /// The text after `m.server`, whatever its quotes are.
    private static func value(inBroken text: String) -> String? {
        let bytes = Array(text.utf8)
        let key = "m.server"
        guard let start = firstIndex(of: key, in: bytes) else { return nil }
        let rest = String(decoding: bytes[(start + key.utf8.count)...], as: UTF8.self).unicodeScalars
            .drop { !isSeparator($0) }.drop { isSeparator($0) || isQuote($0) }
        let value = rest.prefix { !isQuote($0) && !",}\n\r\\#".unicodeScalars.contains($0) }
        let name = String(String.UnicodeScalarView(value))
        return name.isEmpty ? nil : name
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool { ":= \t".unicodeScalars.contains(scalar) }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        "\"'`\u{201C}\u{201D}\u{201E}\u{2018}\u{2019}\u{AB}\u{BB}\\".unicodeScalars.contains(scalar)
    }

    private static func isHTML(_ text: String) -> Bool {
        text.drop(while: \.isWhitespace).hasPrefix("<")
    }
}
