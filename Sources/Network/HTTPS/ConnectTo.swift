import DNS

/// `HOST:PORT:ADDR:PORT`, as in curl's `--connect-to`: who wants to reach the first pair is connected to the second.
///
/// An empty part on the left matches everything, an empty part on the right keeps what was wanted. Names in requests
/// and handshakes stay as they are. IPv6 addresses are written in brackets.
public struct ConnectTo: Sendable, Hashable {
    /// `nil` matches every host; in lower case, without a trailing dot and without brackets.
    public var host: String?
    /// `nil` matches every port.
    public var port: UInt16?
    /// `nil` keeps the host.
    public var newHost: String?
    /// `nil` keeps the port.
    public var newPort: UInt16?

    /// Reads the text of the option; `nil` if it has not four parts, or a part is no host or no port.
    public init?(_ text: String) {
        guard let parts = Self.parts(of: text), parts.count == 4 else { return nil }
        guard let port = Self.port(parts[1]), let newPort = Self.port(parts[3]) else { return nil }
        guard parts[0].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), parts[2].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        host = parts[0].isEmpty ? nil : Self.canonical(parts[0])
        newHost = parts[2].isEmpty ? nil : Self.canonical(parts[2])
        self.port = port == 0 ? nil : port
        self.newPort = newPort == 0 ? nil : newPort
    }

    /// Where to connect for a host and a port: the first mapping that matches decides, as with curl.
    public static func rewrite(host: String, port: UInt16, by mappings: [ConnectTo]) -> Place? {
        let wanted = canonical(host)
        let match = mappings.first { mapping in
            (mapping.host ?? wanted) == wanted && (mapping.port ?? port) == port
        }
        return match.map { mapping in
            Place(
                host: mapping.newHost ?? host, port: mapping.newPort ?? port,
                isHostGiven: mapping.newHost.map { $0 != wanted || IPAddress($0) != nil } ?? false)
        }
    }

    /// Where a connection goes instead.
    public struct Place: Sendable, Equatable {
        public var host: String
        public var port: UInt16
        /// Whether the user wrote the host: it is trusted, be it internal.
        public var isHostGiven: Bool
    }

    private static func canonical(_ host: String) -> String {
        var host = host.lowercased()
        if host.hasSuffix(".") { host.removeLast() }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        return host
    }

    /// The parts between colons outside of brackets.
    private static func parts(of text: String) -> [String]? {
        var parts = [""]
        var bracketed = false
        for character in text {
            switch character {
            case "[" where !bracketed && parts[parts.count - 1].isEmpty: bracketed = true
            case "]" where bracketed: bracketed = false
            case "[", "]": return nil
            case ":" where !bracketed:
                parts.append("")
                continue
            default: break
            }
            parts[parts.count - 1].append(character)
        }
        return bracketed ? nil : parts
    }

    /// 0 for an empty part, `nil` for what is no port.
    private static func port(_ text: String) -> UInt16? {
        if text.isEmpty { return 0 }
        guard text.utf8.count <= 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = UInt16(text), number > 0
        else { return nil }
        return number
    }
}
