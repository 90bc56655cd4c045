import DNS
import ZoneFile

/// A target with more than a host name: `https://host`, `host/path`, `host:port`, `<host>`.
struct URLTarget {
    /// The superfluous parts, for a message: "a scheme", "a path", "a port", "angle brackets".
    let excess: String
    let isInAngleBrackets: Bool
    let hasScheme: Bool
    let hasPath: Bool
    let host: Substring
    /// The number after the colon, as written.
    let port: Substring?

    init?(_ text: String) {
        var rest = text[...]
        var excess: [String] = []
        if let inside = Self.insideAngleBrackets(text) {
            excess.append("angle brackets")
            rest = inside
        }
        isInAngleBrackets = !excess.isEmpty
        if let scheme = rest.firstRange(of: "://") {
            excess.append("a scheme")
            rest = rest[scheme.upperBound...]
        }
        hasScheme = excess.last == "a scheme"
        var hasPath = false
        if let slash = rest.firstIndex(of: "/") {
            hasPath = rest.index(after: slash) != rest.endIndex
            if hasPath || !hasScheme { excess.append("a path") }
            rest = rest[..<slash]
        }
        self.hasPath = hasPath
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

    /// The text of `<host>`, as mail programs and documentation write addresses (RFC 3986, appendix C).
    private static func insideAngleBrackets(_ text: String) -> Substring? {
        let whole = text.hasSuffix(">.") ? text.dropLast() : text[...]
        guard whole.hasPrefix("<"), whole.hasSuffix(">"), whole.count > 2 else { return nil }
        let inside = whole.dropFirst().dropLast()
        return inside.contains { "<>@".contains($0) } ? nil : inside
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

    /// Whether the text cannot be meant as a name. A slash alone also occurs in names of reverse zones: `1.0/25` (RFC 2317).
    private var isCertain: Bool {
        if hasScheme || port != nil || isInAngleBrackets { return true }
        let labels = host.split(separator: ".")
        return labels.count > 1 && TopLevelDomains.contains((labels.last ?? "").utf8.map(asciiLowercased))
    }
}

extension URLTarget {
    /// The types whose targets are names of hosts or of other owners.
    static let types: [RecordType] = [.ns, .cname, .dname, .ptr, .mx, .svcb, .https]

    /// The target of a record of one of ``types`` that is certainly not meant as a name.
    static func target(of id: RecordID, in zone: Zone) -> (field: RecordFields.Field, url: URLTarget)? {
        let record = zone.records[id]
        let isService = record.type == .svcb || record.type == .https
        guard types.contains(record.type), !record.flags.contains(.genericRDATA),
            isService
                ? NameFieldText.isHostName(id, field: 1, in: zone) != true
                : hasSign(record.target, zone) && !zone.exists(record.target)
        else { return nil }
        let rdata = zone.fields(of: id).rdata
        guard let field = isService ? rdata.dropFirst().first : rdata.last, AddressLiteral(target: field.text) == nil,
            let url = URLTarget(field.text), url.isCertain
        else { return nil }
        return (field, url)
    }

    /// Whether a label has a colon, a slash, or `<` at its start.
    private static func hasSign(_ name: NameID, _ zone: Zone) -> Bool {
        var current = name
        while zone.names.depth(of: current) > 0, current != zone.apex {
            let isFound = zone.names.withLabel(of: current) { label in
                label.first == UInt8(ascii: "<")
                    || label.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }
            }
            if isFound { return true }
            current = zone.names.parent(of: current)
        }
        return false
    }
}
