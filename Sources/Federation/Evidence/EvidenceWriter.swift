import DNS
import TLSIdentity

/// Writes evidence for ``EvidenceReader``: keys in a fixed order and one entry a line, so that files can be compared.
public enum EvidenceWriter {
    /// The lists of a file in their order.
    public enum Section: String, CaseIterable, Sendable {
        case dns, https, tls, federation
    }

    public static func text(_ evidence: Evidence) -> String {
        var text = beginning(collected: evidence.collected)
        for section in Section.allCases {
            let lines = lines(of: section, evidence)
            guard !lines.isEmpty else { continue }
            text += beginning(of: section) + lines.joined(separator: separator) + endOfSection
        }
        return text + end
    }

    // The parts of a file, for callers that have more evidence than memory.

    public static func beginning(collected: Timestamp?) -> String {
        "{\n  \"schema\": 1" + (collected.map { ",\n  \"collected\": \(quoted($0.description))" } ?? "")
    }

    public static func beginning(of section: Section) -> String { ",\n  \"\(section.rawValue)\": [\n" }

    /// The lines of a section, one for each entry.
    public static func lines(of section: Section, _ evidence: Evidence) -> [String] {
        let lines =
            switch section {
            case .dns: evidence.dns.map(line)
            case .https: evidence.https.map(line)
            case .tls: evidence.tls.map(line)
            case .federation: evidence.federation.map(line)
            }
        return lines.map { "    " + $0 }
    }

    /// The text between two entries.
    public static let separator = ",\n"
    public static let endOfSection = "\n  ]"
    public static let end = "\n}\n"

    private static func line(_ entry: DNSEntry) -> String {
        var object = ObjectText()
        object.add("name", entry.question.name.description)
        object.add("type", entry.question.type.description)
        object.add("status", entry.status.word)
        object.add("records", array: entry.records.map { quoted($0.text) })
        object.add("server", entry.server)
        object.add("nameServer", entry.nameServer?.description)
        object.add("zone", entry.zone?.description)
        object.add("transport", entry.transport)
        object.add("size", entry.size)
        object.add("authoritative", entry.isAuthoritative)
        object.add("authentic", entry.isAuthentic)
        if entry.asksForSignatures { object.add("dnssecOk", true) }
        if !entry.authority.isEmpty { object.add("authority", array: entry.authority.map(quoted)) }
        if !entry.extendedErrors.isEmpty {
            object.add(
                "extendedErrors",
                array: entry.extendedErrors.map { error in
                    var object = ObjectText()
                    object.add("code", error.code)
                    object.add("text", error.text)
                    return object.text
                })
        }
        object.add(entry.circumstances)
        return object.text
    }

    private static func line(_ entry: HTTPSEntry) -> String {
        var object = ObjectText()
        object.add("url", entry.url)
        object.add("address", entry.address?.description)
        if !entry.hops.isEmpty {
            object.add(
                "hops",
                array: entry.hops.map { hop in
                    var object = ObjectText()
                    object.add("url", hop.url)
                    object.add("status", hop.status)
                    object.add(hop.headers)
                    return object.text
                })
        }
        object.add("status", entry.status)
        if entry.isBodyWithheld {
            object.add("bodyWithheld", true)
        } else if let body = entry.body {
            if let text = String(validating: body, as: UTF8.self) {
                object.add("body", text)
            } else {
                let hex = body.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
                object.add("bodyHex", hex.joined())
            }
        }
        if !entry.skippedAddresses.isEmpty {
            object.add("skippedAddresses", array: entry.skippedAddresses.map { quoted($0.description) })
        }
        object.add("error", entry.error?.rawValue)
        object.add(entry.circumstances)
        return object.text
    }

    private static func line(_ entry: TLSEntry) -> String {
        var object = ObjectText()
        object.add("address", entry.address.description)
        object.add("port", Int(entry.port))
        object.add("serverName", entry.serverName)
        object.add("protocol", entry.version)
        if !entry.certificates.isEmpty { object.add("certificates", array: entry.certificates.map(quoted)) }
        object.add("speaks", entry.speaks)
        if !entry.oldVersions.isEmpty { object.add("oldVersions", array: entry.oldVersions.map(quoted)) }
        object.add("error", entry.error?.rawValue)
        object.add(entry.circumstances)
        return object.text
    }

    private static func line(_ entry: FederationEntry) -> String {
        var object = ObjectText()
        object.add("address", entry.address.description)
        object.add("port", Int(entry.port))
        object.add("path", entry.path)
        object.add("hostHeader", entry.hostHeader)
        object.add("status", entry.status)
        object.add(entry.headers)
        if entry.isBodyWithheld {
            object.add("bodyWithheld", true)
        } else {
            object.add("body", entry.body)
        }
        object.add("speaks", entry.speaks)
        object.add("error", entry.error?.rawValue)
        object.add(entry.circumstances)
        return object.text
    }

    /// An object on one line, without `nil` values.
    private struct ObjectText {
        private var members: [String] = []

        var text: String { "{" + members.joined(separator: ", ") + "}" }

        mutating func add(_ key: String, _ value: String?) {
            if let value { members.append("\"\(key)\": \(quoted(value))") }
        }

        mutating func add(_ key: String, _ value: Int?) {
            if let value { members.append("\"\(key)\": \(value)") }
        }

        mutating func add(_ key: String, _ value: Bool?) {
            if let value { members.append("\"\(key)\": \(value)") }
        }

        mutating func add(_ key: String, array: [String]) {
            members.append("\"\(key)\": [\(array.joined(separator: ", "))]")
        }

        mutating func add(_ headers: [Header]) {
            guard !headers.isEmpty else { return }
            add("headers", array: headers.map { "[\(quoted($0.name)), \(quoted($0.value))]" })
        }

        mutating func add(_ circumstances: Circumstances) {
            add("at", circumstances.at?.description)
            add("milliseconds", circumstances.milliseconds)
            add("phase", circumstances.phase?.rawValue)
            add("detail", circumstances.detail)
            add("for", circumstances.subject)
        }
    }

    private static func quoted(_ text: String) -> String { JSONString.quoted(text) }
}
