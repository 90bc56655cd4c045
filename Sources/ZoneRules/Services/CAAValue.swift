import Diagnostics
import ZoneFile

/// The flags, tag and value of a CAA record (RFC 8659 §4.1).
struct CAAValue {
    let flags: UInt8
    /// The tag in lower case.
    let tag: String
    private(set) var value: [UInt8]

    init?(of id: RecordID, in zone: Zone) {
        let rdata = zone.rdata(of: id)
        guard rdata.count >= 2, rdata.count >= 2 + Int(rdata[1]) else { return nil }
        flags = rdata[0]
        tag = String(decoding: rdata[2..<2 + Int(rdata[1])], as: UTF8.self).lowercased()
        value = Array(rdata[(2 + Int(rdata[1]))...])
    }

    /// The record with another value.
    func with(_ value: [UInt8]) -> CAAValue {
        var copy = self
        copy.value = value
        return copy
    }

    /// The tags of IANA's registry, with those that it lists as reserved.
    static let registered = [
        "issue", "issuewild", "iodef", "contactemail", "contactphone", "issuevmc", "issuemail",
    ]
    static let reserved: Set = ["auth", "path", "policy"]

    /// Whether the tag names certification authorities that may issue something.
    var authorizesIssuers: Bool { ["issue", "issuewild", "issuevmc", "issuemail"].contains(tag) }

    enum Mistake {
        /// Quotation marks are part of the value.
        case quoted(without: String)
        /// A URL in place of a domain.
        case url
        case severalDomains
        case domain(String)
        case parameter(String)
        case noScheme
        case scheme(String)
        case address
    }

    /// Whether the flags have the lowest bit in place of the highest: RFC 8659 §4.1 gives the bit for critical records the number 0.
    var hasReservedFlags: Bool { flags & 0x7F == 1 }

    /// The mistake in the value of a registered tag.
    var mistake: Mistake? {
        let text = String(decoding: value, as: UTF8.self)
        for (open, close) in [("\"", "\""), ("'", "'"), ("“", "”"), ("„", "“"), ("‘", "’"), ("”", "”")]
        where text.count > 2 && text.hasPrefix(open) && text.hasSuffix(close) {
            return .quoted(without: String(text.dropFirst().dropLast()))
        }
        switch tag {
        case "iodef": return Self.contactMistake(text)
        case "contactemail": return text.contains("@") && !text.lowercased().hasPrefix("mailto:") ? nil : .address
        case "issue", "issuewild", "issuevmc", "issuemail": return Self.issuerMistake(text)
        default: return nil
        }
    }

    private static func contactMistake(_ text: String) -> Mistake? {
        guard let colon = text.firstIndex(of: ":") else { return .noScheme }
        let scheme = text[..<colon].lowercased()
        guard ["mailto", "http", "https"].contains(scheme) else {
            return scheme.contains("@") ? .noScheme : .scheme(scheme)
        }
        return nil
    }

    private static func issuerMistake(_ text: String) -> Mistake? {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        let domain = parts[0].trimmed
        if domain.contains("://") { return .url }
        if domain.contains(where: { $0 == "," || $0 == " " || $0 == "\t" }) { return .severalDomains }
        if !domain.isEmpty, !isDomain(domain) { return .domain(String(domain)) }
        for part in parts.dropFirst() {
            // An empty one, as after a final semicolon, is common, and CAs accept it.
            let parameter = part.trimmed
            if parameter.isEmpty { continue }
            guard let equals = parameter.firstIndex(of: "="), equals > parameter.startIndex else {
                return .parameter(String(parameter))
            }
            let isValue = parameter[parameter.index(after: equals)...].trimmed.utf8
                .allSatisfy { (0x21...0x7E).contains($0) }
            if !isValue { return .parameter(String(parameter)) }
        }
        return nil
    }

    /// The host of a URL without a path.
    static func host(ofURL text: String) -> String? {
        guard let end = text.firstRange(of: "://")?.upperBound else { return nil }
        let host = text[end...].last == "/" ? text[end...].dropLast() : text[end...]
        return isDomain(host) && host.contains(".") ? host.lowercased() : nil
    }

    /// The domains of a value that is only several of them.
    static func domains(in text: String) -> [String]? {
        let parts = text.split { $0 == "," || $0 == " " || $0 == "\t" }
        return parts.count > 1 && parts.allSatisfy { isDomain($0) && $0.contains(".") } ? parts.map(String.init) : nil
    }

    private static func isDomain(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            label.first != "-" && label.last != "-" && !label.isEmpty
                && label.utf8.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == 0x2D }
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
