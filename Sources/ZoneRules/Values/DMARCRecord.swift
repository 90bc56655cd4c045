import DNS

/// A DMARC record, and the parts of it that no reader uses (RFC 7489 §6.3, §6.6.3).
struct DMARCRecord {
    struct Problem {
        enum Kind {
            /// The value does not begin with exactly `v=DMARC1` and a semicolon, so that readers discard it. The range is that
            /// of what is there in place of it, which may be nothing.
            case version
            /// `v=DMARC1` is behind other tags.
            case versionNotFirst
            /// A backslash before a semicolon.
            case backslash
            case noPolicy
            case policy(tag: String)
            case notAPair
            case repeated
            case noScheme(tag: String)
            /// `mailto://jo@example.com`: with slashes, it is not the URI of an address (RFC 6068 §2).
            case slashesInAddress
            /// `mailto: jo@example.com`
            case spaceInScheme
            /// Addresses with a space between them in place of a comma.
            case spaceInAddresses
            /// `rua=mailto:a@example.com; mailto:b@example.com`
            case semicolonInAddresses
            /// The label of a field, or a quotation mark, is in front of the version. The value that was meant.
            case copiedLabel(value: String)
            /// `meant` is set if only one value can be meant.
            case value(tag: String, expected: String, meant: String?)
        }

        let kind: Kind
        let range: Range<Int>
        let text: String
    }

    private(set) var problems: [Problem] = []

    /// Whether readers take the value for a DMARC record.
    static func isRecord(_ value: [UInt8]) -> Bool {
        guard let first = TagList(value).tags.first else { return false }
        return first.name.lowercased() == "v" && first.value == "DMARC1"
    }

    /// Reads a value; `nil` if it does not resemble a DMARC record.
    init?(_ value: [UInt8]) {
        let list = TagList(value)
        guard Self.isRecord(value) else {
            findWrongBeginning(value, list)
            if problems.isEmpty { return nil }
            return
        }
        if let backslash = EscapedSemicolon.position(in: value) {
            report(.backslash, backslash..<backslash + 2, value)
            return
        }
        findOtherParts(value, list)
        for tag in list.repeated { report(.repeated, tag.range, value) }
        checkPolicies(list, value)
        for tag in list.tags {
            switch tag.name.lowercased() {
            case "adkim", "aspf":
                let letter = ["relaxed": "r", "strict": "s"][tag.value.lowercased()]
                if !["r", "s"].contains(tag.value.lowercased()) {
                    report(tag, letter.map { "`\($0)`" } ?? "`r` or `s`", meant: letter, value)
                }
            case "pct":
                if !(tag.value.utf8.allSatisfy { $0 &- 0x30 < 10 } && Int(tag.value).map { $0 <= 100 } ?? false) {
                    let number = tag.value.last == "%" ? Int(tag.value.dropLast()) : nil
                    let percent = number.flatMap { 0...100 ~= $0 ? "\($0)" : nil }
                    report(tag, percent.map { "`\($0)`" } ?? "a number from 0 to 100", meant: percent, value)
                }
            case "ri":
                if UInt32(tag.value) == nil { report(tag, "a number of seconds", value) }
            case "fo":
                let options = tag.value.lowercased().split(separator: ":", omittingEmptySubsequences: false)
                let isKnown = options.allSatisfy { ["0", "1", "d", "s"].contains($0.trimmingSpaces) }
                if !isKnown { report(tag, "`0`, `1`, `d` or `s`, separated by colons", value) }
            case "rua", "ruf":
                let addresses = tag.value.split(separator: ",", omittingEmptySubsequences: false)
                let lacksScheme = addresses.contains { !$0.contains(":") && $0.contains("@") }
                if lacksScheme {
                    report(.noScheme(tag: tag.name), tag.range, value)
                } else if addresses.contains(where: { $0.trimmingSpaces.lowercased().hasPrefix("mailto:/") }) {
                    report(.slashesInAddress, tag.range, value)
                } else if addresses.contains(where: { $0.trimmingSpaces.lowercased().hasPrefix("mailto: ") }) {
                    report(.spaceInScheme, tag.range, value)
                } else if addresses.contains(where: { $0.trimmingSpaces.contains(" ") }) {
                    report(.spaceInAddresses, tag.range, value)
                }
            default: break
            }
        }
    }

    /// Reports parts without `=`. Those behind report addresses are further addresses, with a semicolon in place of a comma.
    private mutating func findOtherParts(_ value: [UInt8], _ list: TagList) {
        var addresses: Range<Int>?
        for part in list.others {
            let before =
                addresses ?? list.tags.last { $0.range.upperBound <= part.lowerBound && $0.isForAddresses }?.range
            let last = String(decoding: value[part], as: UTF8.self)
            guard let before, last.contains("@"), !last.contains(" "),
                value[before.upperBound..<part.lowerBound].allSatisfy({ $0 == UInt8(ascii: ";") || $0 == 0x20 })
            else {
                report(.notAPair, part, value)
                continue
            }
            addresses = before.lowerBound..<part.upperBound
        }
        if let addresses { report(.semicolonInAddresses, addresses, value) }
    }

    /// Reports a value that readers discard, but that was clearly meant as one: it has the version in another form or
    /// position, or a policy without a version.
    private mutating func findWrongBeginning(_ value: [UInt8], _ list: TagList) {
        if let backslash = EscapedSemicolon.position(in: value), list.tags.first?.value == "DMARC1\\" {
            return report(.backslash, backslash..<backslash + 2, value)
        }
        if let label = CopiedLabel(value, version: "v=dmarc1"), Self.isRecord(label.value) {
            return report(.copiedLabel(value: String(decoding: label.value, as: UTF8.self)), label.prefix, value)
        }
        if let later = list.tags.dropFirst().first(where: { $0.name.lowercased() == "v" && $0.value == "DMARC1" }) {
            return report(.versionNotFirst, later.range, value)
        }
        if let end = Self.versionEnd(value), Self.hasTag(value[end...]) {
            return report(.version, 0..<end, value)
        }
        guard list.tags.first?.name.lowercased() == "p",
            list.tags.contains(where: { ["rua", "sp", "pct"].contains($0.name) })
                || list.tags.first.map({ Self.policies.contains($0.value.lowercased()) }) ?? false
        else { return }
        report(.version, 0..<0, value)
    }

    /// The end of a version that was meant as `v=DMARC1`, with a comma or colon after it: `DMARC1`, `V = dmarc 1.0,`.
    private static func versionEnd(_ value: [UInt8]) -> Int? {
        var at = 0
        func skip(_ isSkipped: (UInt8) -> Bool) {
            while at < value.count, isSkipped(value[at]) { at += 1 }
        }
        func isAlphanumeric(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || asciiLowercased(byte) &- 0x61 < 26 }
        if value.first.map(asciiLowercased) == UInt8(ascii: "v") { at += 1 }
        skip { !isAlphanumeric($0) }
        let word = Array("dmarc".utf8)
        guard value[at...].prefix(word.count).map(asciiLowercased) == word else { return nil }
        at += word.count
        let end = at
        skip { !isAlphanumeric($0) && $0 != UInt8(ascii: ";") }
        // Without a number, what follows belongs to the next tag.
        guard at < value.count, value[at] &- 0x30 < 10 else { return end }
        skip { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }
        return at < value.count && ",:".utf8.contains(value[at]) ? at + 1 : at
    }

    /// Whether a tag of DMARC follows, and not only words.
    private static func hasTag(_ rest: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: rest, as: UTF8.self).lowercased().filter { $0 != " " }
        return ["p=", "sp=", "rua=", "ruf=", "pct=", "adkim=", "aspf=", "fo="].contains { text.contains($0) }
    }

    private static let policies = ["none", "quarantine", "reject"]

    private mutating func checkPolicies(_ list: TagList, _ value: [UInt8]) {
        for name in ["p", "sp", "np"] {
            guard let tag = list.tag(name), !Self.policies.contains(tag.value.lowercased()) else { continue }
            report(.policy(tag: name), tag.range, value)
        }
        // With a report address, receivers act as if there were `p=none` (RFC 7489 §6.6.3). Only a record at a `_report` name
        // authorises reports to another domain without a policy (§7.1).
        if list.tag("p") == nil, list.tag("rua") == nil, list.others.isEmpty {
            report(.noPolicy, 0..<value.count, value)
        }
    }

    private mutating func report(_ tag: TagList.Tag, _ expected: String, meant: String? = nil, _ value: [UInt8]) {
        report(.value(tag: tag.name, expected: expected, meant: meant), tag.range, value)
    }

    private mutating func report(_ kind: Problem.Kind, _ range: Range<Int>, _ value: [UInt8]) {
        problems.append(Problem(kind: kind, range: range, text: String(decoding: value[range], as: UTF8.self)))
    }
}

extension TagList.Tag {
    fileprivate var isForAddresses: Bool { ["rua", "ruf"].contains(name.lowercased()) }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
