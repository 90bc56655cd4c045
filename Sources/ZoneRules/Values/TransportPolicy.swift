/// An MTA-STS record (RFC 8461 §3.1) or a TLS reporting record (RFC 8460 §3), and the parts of it that no reader uses.
struct TransportPolicy {
    struct Problem {
        enum Kind {
            /// The value does not begin with exactly the version and a semicolon.
            case version
            /// Another sign than a semicolon, or none, is behind the version. The whole value that was meant.
            case noSemicolon(meant: String)
            /// `V=STSv1`
            case tagInCapitals
            /// The label of a field, or a quotation mark, is in front of the version.
            case copiedLabel
            case noIdentifier
            /// The identifier is not 1 to 32 letters and digits.
            case identifier
            case noAddress
            /// A report address without `mailto:` or `https:`.
            case noScheme
        }

        let kind: Kind
        let range: Range<Int>
        let text: String
    }

    /// `STSv1` or `TLSRPTv1`.
    let version: String
    private(set) var problems: [Problem] = []

    /// Reads a value; `nil` if it does not resemble such a record.
    init?(_ value: [UInt8], version: String) {
        self.version = version
        let list = TagList(value)
        if let label = CopiedLabel(value, version: "v=\(version.lowercased())"),
            TransportPolicy(label.value, version: version)?.problems.isEmpty ?? false
        {
            report(.copiedLabel, label.prefix, value)
            return
        }
        guard let first = list.tags.first, first.name.lowercased() == "v",
            first.value.lowercased().hasPrefix(version.lowercased().dropLast(2))
        else { return nil }
        // What else is wrong does not matter to readers, who discard the record.
        if first.name == "v", first.value.hasPrefix(version), let rest = Self.rest(first.value, behind: version) {
            let others = value[first.range.upperBound...]
            let meant = "v=\(version); \(rest)" + String(decoding: others, as: UTF8.self)
            report(
                .noSemicolon(meant: meant), first.range.lowerBound..<first.range.lowerBound + version.utf8.count, value)
            return
        }
        guard first.name == "v", first.value == version else {
            report(first.name == "v" ? .version : .tagInCapitals, first.range, value)
            return
        }
        if version == "STSv1" {
            checkIdentifier(list, value)
        } else {
            checkAddresses(list, value)
        }
    }

    /// The tag behind a version without a semicolon: `STSv1 id=1` and `STSv1, id=1`.
    private static func rest(_ value: String, behind version: String) -> Substring? {
        let rest = value.dropFirst(version.count)
        guard rest.first == " " || rest.first == "," || rest.first == ":" else { return nil }
        let tag = rest.drop { " ,:".contains($0) }
        return tag.hasPrefix("id=") || tag.hasPrefix("rua=") ? tag : nil
    }

    private mutating func checkIdentifier(_ list: TagList, _ value: [UInt8]) {
        guard let id = list.tags.first(where: { $0.name == "id" }) else {
            return report(.noIdentifier, 0..<value.count, value)
        }
        let isValid = id.value.utf8.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }
        guard (1...32).contains(id.value.utf8.count), isValid else { return report(.identifier, id.range, value) }
    }

    private mutating func checkAddresses(_ list: TagList, _ value: [UInt8]) {
        guard let addresses = list.tags.first(where: { $0.name == "rua" }) else {
            return report(.noAddress, 0..<value.count, value)
        }
        let hasScheme = addresses.value.split(separator: ",").allSatisfy { address in
            let text = address.drop { $0 == " " }.lowercased()
            return text.hasPrefix("mailto:") || text.hasPrefix("https:")
        }
        if !hasScheme || addresses.value.isEmpty { report(.noScheme, addresses.range, value) }
    }

    private mutating func report(_ kind: Problem.Kind, _ range: Range<Int>, _ value: [UInt8]) {
        problems.append(Problem(kind: kind, range: range, text: String(decoding: value[range], as: UTF8.self)))
    }
}
