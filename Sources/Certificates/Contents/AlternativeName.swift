import DNS

/// An entry of a certificate's subjectAltName extension (RFC 5280 §4.2.1.6), possibly malformed. Its text is untrusted.
public struct AlternativeName: Hashable, Sendable {
    /// The kind that the entry claims.
    public enum Kind: Hashable, Sendable {
        case dnsName
        case ipAddress
        case uri
        case emailAddress
        /// An SRV-ID (RFC 4985), which no Matrix software uses.
        case serviceName
        case directoryName
        /// Anything else, by its context tag.
        case other(tag: UInt)
    }

    /// Why an entry is not valid for its kind.
    public enum Defect: Hashable, Sendable {
        case empty
        /// A byte above 127: an IA5String is ASCII, and an internationalised domain name is written as `xn--…`.
        case notASCII
        /// A NUL byte, which has been used to pass off a certificate for one name as one for another.
        case containsNUL
        /// A dNSName with an IP address: clients compare addresses with iPAddress entries only.
        case addressAsDNSName
        /// A dNSName that no host name can equal: it has empty labels, spaces, a scheme or a port.
        case notAHostName
        /// An iPAddress that is neither four nor sixteen bytes long.
        case addressLength(Int)
    }

    /// The kind that the entry claims.
    public let kind: Kind
    /// The bytes of the entry.
    public let bytes: [UInt8]
    /// Why the entry is not valid, if it is not.
    public let defect: Defect?

    /// Creates an entry with the given contents.
    public init(kind: Kind, bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
        defect =
            switch kind {
            case .dnsName: Self.defect(ofDNSName: bytes)
            case .ipAddress: [4, 16].contains(bytes.count) ? nil : .addressLength(bytes.count)
            default: nil
            }
    }

    /// The entry in its usual form: the name, or the address in dotted or colon form. Untrusted.
    public var text: String {
        switch kind {
        case .ipAddress: IPAddress(octets: bytes)?.description ?? Self.hexadecimal(bytes)
        case .directoryName, .other: Self.hexadecimal(bytes)
        default: String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The entry with its kind, as OpenSSL prints it: `DNS:example.com`, `IP:192.0.2.1`. Untrusted.
    public var description: String {
        switch kind {
        case .dnsName: "DNS:\(text)"
        case .ipAddress: "IP:\(text)"
        case .uri: "URI:\(text)"
        case .emailAddress: "email:\(text)"
        case .serviceName: "SRV:\(text)"
        case .directoryName: "DirName:\(text)"
        case .other(let tag): "type \(tag):\(text)"
        }
    }

    /// Whether the entry is a dNSName whose first label is `*`.
    public var isWildcard: Bool { kind == .dnsName && bytes.starts(with: Array("*.".utf8)) }

    /// The entry without white space around it.
    var trimmed: AlternativeName {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = bytes.first, let last = bytes.last, isSpace(first) || isSpace(last) else { return self }
        let rest = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        return AlternativeName(kind: kind, bytes: Array(rest))
    }

    static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { hexadecimal($0) }.joined()
    }

    private static func defect(ofDNSName bytes: [UInt8]) -> Defect? {
        if bytes.isEmpty { return .empty }
        if bytes.contains(0) { return .containsNUL }
        if bytes.contains(where: { $0 > 127 }) { return .notASCII }
        if IPAddress(entryText: String(decoding: bytes, as: UTF8.self)) != nil { return .addressAsDNSName }
        var labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if labels.last?.isEmpty == true { labels.removeLast() }
        let isHostName =
            !labels.isEmpty
            && labels.allSatisfy { label in
                !label.isEmpty && label.allSatisfy(Self.isHostNameByte)
            }
        return isHostName ? nil : .notAHostName
    }

    private static func isHostNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"): true
        default: false
        }
    }
}
