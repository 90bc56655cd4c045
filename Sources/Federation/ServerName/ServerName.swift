import DNS

/// A Matrix server name (Matrix specification, appendices, "Server Name"): a host and, perhaps, a port.
///
/// Case and port are part of the identity, so `example.com` and `example.com:8448` are different servers.
public struct ServerName: Hashable, Sendable {
    /// As written.
    public let text: String
    public let host: Host
    /// 0…99999: the grammar allows one to five digits. See ``usablePort``.
    public let port: Int?

    public enum Host: Hashable, Sendable {
        /// A DNS name as written, without the port.
        case name(String)
        /// An IPv4 address, or an IPv6 address in brackets.
        case address(IPAddress)
    }

    /// - Throws: Why the text does not match the grammar.
    public init(_ text: some StringProtocol) throws(ServerNameProblem) {
        self.text = String(text)
        let (hostText, portText) = try Self.split(self.text)
        port = try portText.map { text throws(ServerNameProblem) in try Self.readPort(text) }
        host = try Self.readHost(hostText)
    }

    /// The host as in a Host header or URL: an IPv6 address in its brackets.
    public var hostText: String {
        if text.hasPrefix("[") { return String(text.prefix { $0 != "]" }) + "]" }
        return String(text.prefix { $0 != ":" })
    }

    /// The port if a connection to it is possible: 1…65535.
    public var usablePort: UInt16? {
        port.flatMap { UInt16(exactly: $0) }.flatMap { $0 == 0 ? nil : $0 }
    }

    /// The host as a DNS name; `nil` for an address, and for a name that cannot be queried.
    public var dnsName: Name? {
        guard case .name(let name) = host else { return nil }
        return Name(name)
    }

    /// The maximum length that leaves room for the identifiers of rooms and users (appendices, "Server Name").
    public static let recommendedLength = 230

    public var isLowercase: Bool {
        !text.utf8.contains { $0 &- 0x41 < 26 }
    }
}

extension ServerName: CustomStringConvertible {
    public var description: String { text }
}

// MARK: - Reading

extension ServerName {
    private static func split(_ text: String) throws(ServerNameProblem) -> (host: Substring, port: Substring?) {
        guard !text.isEmpty else { throw .empty }
        if let sigil = text.first, "@#!$+".contains(sigil) { throw .sigil(sigil) }
        if text.contains("/") { throw .url }
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { throw .bracketNotClosed }
            let rest = text[text.index(after: close)...]
            guard rest.isEmpty || rest.first == ":" else { throw .textAfterBracket(String(rest)) }
            return (text[...close], rest.isEmpty ? nil : rest.dropFirst())
        }
        guard let colon = text.firstIndex(of: ":") else { return (text[...], nil) }
        let rest = text[text.index(after: colon)...]
        if rest.contains(":") {
            guard IPAddress(text) != nil else { throw .severalColons }
            throw .addressWithoutBrackets
        }
        return (text[..<colon], rest)
    }

    private static func readPort(_ text: Substring) throws(ServerNameProblem) -> Int {
        guard !text.isEmpty else { throw .portMissing }
        guard text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { throw .portNotNumber(String(text)) }
        guard text.utf8.count <= 5, let port = Int(text) else { throw .portTooLong(String(text)) }
        return port
    }

    private static func readHost(_ text: Substring) throws(ServerNameProblem) -> Host {
        if text.hasPrefix("[") {
            let inside = text.dropFirst().dropLast()
            guard let address = IPAddress(inside), address.isIPv6 else { throw .notIPv6(String(inside)) }
            return .address(address)
        }
        guard !text.isEmpty else { throw .hostMissing }
        if let address = IPAddress(text) { return .address(address) }
        for scalar in text.unicodeScalars {
            let isAllowed = scalar.isASCII && (isLetterOrDigit(UInt8(scalar.value)) || scalar == "-" || scalar == ".")
            guard isAllowed else { throw .character(scalar, host: String(text)) }
        }
        guard text.utf8.count <= 255 else { throw .tooLong(text.utf8.count) }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        // The grammar has no labels, but the name must be looked up in the DNS, which does.
        if let long = labels.first(where: { $0.utf8.count > 63 }) { throw .labelTooLong(String(long)) }
        if labels.last?.isEmpty == true, labels.count > 1, !labels.dropLast().contains(where: \.isEmpty) {
            throw .trailingDot
        }
        guard !labels.contains(where: \.isEmpty) else { throw .emptyLabel }
        return .name(String(text))
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
}
