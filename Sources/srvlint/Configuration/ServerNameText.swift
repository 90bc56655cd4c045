import DNS

/// The grammar of Matrix server names (Matrix specification, appendices §4.2.1): a DNS name, an IPv4 address or an IPv6
/// address in brackets, and an optional port.
enum ServerNameText {
    /// Why the text is no server name; `nil` if it is one.
    static func problem(_ text: String) -> String? {
        if text.utf8.count > 230 { return "it is longer than 230 characters" }
        if text.hasPrefix("@") || text.hasPrefix("#") || text.hasPrefix("!") {
            return "it is the name of a user or room"
        }
        if text.contains("/") { return "it is a URL" }
        var host = text[...]
        var port: Substring?
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { return "the bracket is not closed" }
            host = text[text.index(after: text.startIndex)..<close]
            let rest = text[text.index(after: close)...]
            guard rest.isEmpty || rest.first == ":" else { return "only a port may follow the bracket" }
            port = rest.isEmpty ? nil : rest.dropFirst()
            guard (2...45).contains(host.utf8.count), host.contains(":"),
                host.utf8.allSatisfy({ isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
            else { return "there is no IPv6 address in the brackets" }
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
            if port?.contains(":") == true { return "an IPv6 address stands in brackets" }
        }
        if let port {
            guard (1...5).contains(port.utf8.count), let number = Int(port), (1...65535).contains(number) else {
                return "the port is not between 1 and 65535"
            }
        }
        if text.hasPrefix("[") { return nil }
        if host.hasSuffix(".") { return "it ends in a dot" }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard !host.isEmpty, labels.allSatisfy({ (1...63).contains($0.utf8.count) }) else {
            return "a part of it is empty or too long"
        }
        let isValid = host.utf8.allSatisfy { byte in
            isHexadecimal(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
        }
        return isValid ? nil : "only letters, digits, hyphens and dots are allowed"
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
    }
}
