import DNS
import ZoneFile

/// The strings of a TXT record that its readers join to one value, with nothing between them.
struct SplitText {
    private let strings: [[UInt8]]

    /// - Returns: `nil` if the record has only one string.
    init?(of id: RecordID, in zone: Zone) {
        let rdata = zone.rdata(of: id)
        var strings: [[UInt8]] = []
        var at = 0
        while at < rdata.count {
            let end = min(at + 1 + Int(rdata[at]), rdata.count)
            strings.append(Array(rdata[at + 1..<end]))
            at = end
        }
        guard strings.count > 1 else { return nil }
        self.strings = strings
    }

    var joined: [UInt8] { Array(strings.joined()) }

    /// Whether the parts of an SPF record run into each other: it is not an SPF record as it is read, or is valid only with
    /// spaces between the strings. A string of 255 octets was split because of its length.
    var isSplitSPF: Bool {
        guard strings[0].count >= 6, SPFRecord.isRecord(Array(strings[0].prefix(6))) else { return false }
        // With a mechanism directly after `v=spf1`, no reader takes it for an SPF record.
        guard SPFRecord.isRecord(joined) else { return true }
        let isRecord = SPFRecord(joined).map(\.problems.isEmpty) ?? false
        let runsTogether = zip(strings, strings.dropFirst()).contains { Self.runTogether($0, $1) }
        guard !isRecord || runsTogether, let spaced = SPFRecord(withSpaces) else { return false }
        return spaced.problems.isEmpty
    }

    /// Whether a string begins with a mechanism that cannot be the rest of a domain, such as `-all` and `include:`, directly
    /// after another part.
    private static func runTogether(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard let last = left.last, last != 0x20, !":=/+-~?".utf8.contains(last), left.count < 255,
            let first = right.split(separator: 0x20, omittingEmptySubsequences: false).first, !first.isEmpty
        else { return false }
        let hasQualifier = "-~?+".utf8.contains(first[first.startIndex])
        let name = String(decoding: hasQualifier ? first.dropFirst() : first, as: UTF8.self).lowercased()
        if hasQualifier, name == "all" { return true }
        return ["include:", "ip4:", "ip6:", "exists:", "a:", "mx:", "ptr:", "redirect="].contains(where: name.hasPrefix)
    }

    /// The value with a space where two strings meet without one.
    private var withSpaces: [UInt8] {
        var value = strings[0]
        for (left, right) in zip(strings, strings.dropFirst()) {
            if left.last != 0x20, right.first != 0x20, left.count < 255 { value.append(0x20) }
            value += right
        }
        return value
    }
}
