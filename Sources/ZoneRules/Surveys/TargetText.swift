import DNS

/// An IP address in place of a domain name, as a zone file writes it: with or without a final dot.
enum AddressLiteral: Equatable {
    case ipv4(UInt32)
    case ipv6(UInt128)

    init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let found: AddressLiteral? = bytes.withUnsafeBufferPointer { bytes in
            IPv4Text.read(bytes).map { .ipv4($0) } ?? IPv6Text.read(bytes).map { .ipv6($0) }
        }
        guard let found else { return nil }
        self = found
    }

    /// Reads a target, with or without brackets.
    init?(target: some StringProtocol) {
        var text = target[...]
        if text.last == "." { text = text.dropLast() }
        if text.first == "[", text.last == "]" { text = text.dropFirst().dropLast() }
        self.init(text)
    }

    var recordType: RecordType {
        switch self {
        case .ipv4: .a
        case .ipv6: .aaaa
        }
    }
}

/// A target with more than a host name: `https://host`, `host/path`, `host:port`.
struct URLTarget {
    /// The superfluous parts, for a message: "a scheme", "a path", "a port".
    let excess: String
    let host: Substring
    /// The number after the colon, as written.
    let port: Substring?

    init?(_ text: String) {
        var rest = text[...]
        var excess: [String] = []
        if let scheme = rest.firstRange(of: "://") {
            excess.append("a scheme")
            rest = rest[scheme.upperBound...]
        }
        if let slash = rest.firstIndex(of: "/") {
            if rest.index(after: slash) != rest.endIndex || excess.isEmpty { excess.append("a path") }
            rest = rest[..<slash]
        }
        if rest.last == ".", rest.contains(":") { rest = rest.dropLast() }
        var port: Substring?
        if let colon = rest.lastIndex(of: ":"), rest.hasPrefix("[") || rest.firstIndex(of: ":") == colon {
            let digits = rest[rest.index(after: colon)...]
            if !digits.isEmpty, digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }) {
                excess.append("a port")
                port = digits
                rest = rest[..<colon]
            }
        }
        guard let last = excess.last else { return nil }
        self.excess = excess.count == 1 ? last : excess.dropLast().joined(separator: ", ") + " and " + last
        host = rest
        self.port = port
    }

    /// The host as a zone file must write it; `nil` if the rest is not a host name.
    var hostForZone: String? {
        let name = host.hasSuffix(".") ? host.dropLast() : host
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isHost = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.utf8.allSatisfy { asciiLowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D }
        }
        guard isHost, AddressLiteral(name) == nil else { return nil }
        // A URL has a full name; a single label is relative to the zone.
        return labels.count > 1 || host.hasSuffix(".") ? "\(name)." : String(name)
    }
}
