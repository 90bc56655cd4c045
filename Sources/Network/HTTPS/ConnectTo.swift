import DNS

/// `HOST:PORT:ADDR:PORT`, as in curl's `--connect-to`: connections to the first pair are made to the second instead.
///
/// An empty part on the left matches everything, and an empty part on the right keeps the original value. Names in
/// requests and handshakes do not change. IPv6 addresses are written in brackets.
public struct ConnectTo: Sendable, Hashable {
    /// The host in lower case, without a final dot or brackets; `nil` matches every host.
    public var host: String?
    /// The port; `nil` matches every port.
    public var port: UInt16?
    /// The host to connect to; `nil` keeps the host.
    public var newHost: String?
    /// The port to connect to; `nil` keeps the port.
    public var newPort: UInt16?

    /// Parses the value of the option; `nil` if it does not have four parts, or a part is not a host or port.
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

    /// Returns the target for a host and a port by the first mapping that matches, as with curl.
    public static func rewrite(host: String, port: UInt16, by mappings: [ConnectTo]) -> Target? {
        let requested = canonical(host)
        let match = mappings.first { mapping in
            (mapping.host ?? requested) == requested && (mapping.port ?? port) == port
        }
        return match.map { mapping in
            Target(
                host: mapping.newHost ?? host, port: mapping.newPort ?? port,
                isHostGiven: mapping.newHost.map { $0 != requested || IPAddress($0) != nil } ?? false)
        }
    }

    /// The host and port to connect to instead.
    public struct Target: Sendable, Equatable {
        public var host: String
        public var port: UInt16
        /// Whether the user gave the host, which allows an internal address.
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

    /// Returns 0 for an empty part, and `nil` for text that is not a port.
    private static func port(_ text: String) -> UInt16? {
        if text.isEmpty { return 0 }
        guard text.utf8.count <= 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = UInt16(text), number > 0
        else { return nil }
        return number
    }
}
