import DNS
import Federation

/// A normalised `https:` or `http:` URL: RFC 3986 without user information and fragment, with the host in lower case, dot
/// segments removed, and invalid bytes percent-encoded.
///
/// Two URLs are equal exactly if they lead to the same request, which detects redirect loops.
public struct HTTPURL: Hashable, Sendable, CustomStringConvertible {
    public enum Scheme: String, Sendable, Hashable {
        case https
        case http

        public var defaultPort: UInt16 { self == .https ? 443 : 80 }
    }

    public var scheme: Scheme
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    public var host: String
    public var port: UInt16
    /// The path and query, beginning with a slash.
    public private(set) var target: String

    /// Parses an absolute URL.
    public init(_ text: String) throws(URLProblem) {
        let reference = try Reference(text)
        guard let scheme = reference.scheme else { throw .scheme("") }
        guard let authority = reference.authority else { throw .host("") }
        try self.init(scheme: scheme, authority: authority, path: reference.path, query: reference.query)
    }

    /// Creates the `https:` URL of a path on a host.
    public init(host: String, port: UInt16 = 443, path: String) throws(URLProblem) {
        let literal = host.utf8.contains(UInt8(ascii: ":")) && !host.hasPrefix("[")
        let reference = try Reference(path)
        guard reference.scheme == nil, reference.authority == nil, reference.path.hasPrefix("/") else {
            throw .path(path)
        }
        try self.init(
            scheme: .https, authority: "\(literal ? "[\(host)]" : host):\(port)", path: reference.path,
            query: reference.query)
    }

    /// Returns the URL to which a `Location` of a response from this URL refers (RFC 3986 §5.2).
    public func resolving(_ location: String) throws(URLProblem) -> HTTPURL {
        let reference = try Reference(location)
        if let scheme = reference.scheme, reference.authority == nil {
            throw .scheme("\(scheme.rawValue): without //")
        }
        if let authority = reference.authority {
            let scheme = reference.scheme ?? scheme
            return try HTTPURL(scheme: scheme, authority: authority, path: reference.path, query: reference.query)
        }
        var url = self
        let path = target.prefix { $0 != "?" }
        if reference.path.isEmpty {
            url.target = reference.query.map { path + "?" + $0 } ?? target
        } else {
            let directory = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
            let merged = reference.path.hasPrefix("/") ? reference.path : directory + reference.path
            url.target = Self.withoutDotSegments(merged) + (reference.query.map { "?" + $0 } ?? "")
        }
        return url
    }

    private init(scheme: Scheme, authority: String, path: String, query: String?) throws(URLProblem) {
        self.scheme = scheme
        (host, port) = try Self.hostAndPort(authority, default: scheme.defaultPort)
        target = Self.withoutDotSegments(path.isEmpty ? "/" : path) + (query.map { "?" + $0 } ?? "")
    }

    /// The value of a `Host` header, without the default port of the scheme.
    public var authority: String {
        let host = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == scheme.defaultPort ? host : "\(host):\(port)"
    }

    public var description: String { "\(scheme.rawValue)://\(authority)\(target)" }

    static func isAddress(_ host: String) -> Bool {
        IPAddress(host) != nil
    }

    private static func hostAndPort(_ authority: String, default port: UInt16) throws(URLProblem) -> (String, UInt16) {
        guard !authority.utf8.contains(UInt8(ascii: "@")) else { throw .userInformation }
        var host = authority[...]
        var digits = ""[...]
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { throw .host(authority) }
            digits = host[host.index(after: end)...]
            host = host[host.index(after: host.startIndex)..<end]
            guard host.utf8.contains(UInt8(ascii: ":")), isAddress(String(host)) else { throw .host(authority) }
            guard digits.isEmpty || digits.hasPrefix(":") else { throw .host(authority) }
            digits = digits.dropFirst()
        } else {
            if let colon = host.firstIndex(of: ":") {
                digits = host[host.index(after: colon)...]
                host = host[..<colon]
            }
            // Only letters, digits, hyphens and underscores are allowed. Internationalised names are in their ASCII form,
            // and host names need no percent-encoding.
            let fits = host.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
            guard fits, (1...255).contains(host.utf8.count), !host.hasPrefix(".") else { throw .host(authority) }
        }
        guard !digits.isEmpty else { return (host.lowercased(), port) }
        guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = UInt16(digits), number > 0
        else { throw .port(String(digits)) }
        return (host.lowercased(), number)
    }

    /// Removes dot segments (RFC 3986 §5.2.4).
    private static func withoutDotSegments(_ path: String) -> String {
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (index, segment) in segments.enumerated() {
            let last = index == segments.count - 1
            switch segment {
            case ".": if last { kept.append("") }
            case "..":
                _ = kept.popLast()
                if last { kept.append("") }
            default: kept.append(segment)
            }
        }
        return "/" + kept.joined(separator: "/")
    }
}

/// Why a text is not a URL that this program requests. The payloads are untrusted text.
public enum URLProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// CR, LF, NUL or another control character, which is never sent.
    case controlCharacter
    /// More than 8,192 bytes.
    case tooLong
    /// Neither https nor http.
    case scheme(String)
    /// A user name or password before the host.
    case userInformation
    case host(String)
    case port(String)
    /// A path that does not begin with a single slash.
    case path(String)

    public var description: String {
        switch self {
        case .controlCharacter: "it contains a control character"
        case .tooLong: "it is longer than 8,192 bytes"
        case .scheme(let scheme): "its scheme is \"\(escaped(scheme, atMost: 40))\", not https or http"
        case .userInformation: "it contains user information"
        case .host(let host): "\"\(escaped(host, atMost: 80))\" is not a host"
        case .port(let port): "\"\(escaped(port, atMost: 20))\" is not a port"
        case .path(let path): "\"\(escaped(path, atMost: 80))\" is not a path"
        }
    }
}

extension HTTPURL {
    /// The parts of a URI reference, checked for characters and percent-encoded where a path or query needs it.
    private struct Reference {
        var scheme: Scheme?
        var authority: String?
        var path: String
        var query: String?

        init(_ text: String) throws(URLProblem) {
            guard text.utf8.count <= 8192 else { throw .tooLong }
            guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw .controlCharacter }
            var rest = text.utf8.drop { $0 == 0x20 }
            while rest.last == 0x20 { rest.removeLast() }
            let reference = URIReference(Substring(rest))
            scheme = try reference.scheme.map { name throws(URLProblem) in
                guard let known = Scheme(rawValue: name.lowercased()) else { throw .scheme(String(name)) }
                return known
            }
            authority = reference.authority.map(String.init)
            path = Self.encoded(reference.path.utf8)
            query = reference.query.map { Self.encoded($0.utf8) }
        }

        /// Percent-encodes bytes that RFC 3986 does not allow in a path or query.
        private static func encoded(_ bytes: Substring.UTF8View.SubSequence) -> String {
            var text = ""
            for byte in bytes {
                switch byte {
                case 0x20, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
                    UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"),
                    0x80...:
                    let digits = String(byte, radix: 16, uppercase: true)
                    text += "%" + (digits.count < 2 ? "0" : "") + digits
                default: text.unicodeScalars.append(Unicode.Scalar(byte))
                }
            }
            return text
        }
    }
}
