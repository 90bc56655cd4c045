/// A DMARC record, and the parts of it that no reader uses (RFC 7489 §6.3, §6.6.3).
struct DMARCRecord {
    struct Problem {
        enum Kind {
            /// The value does not begin with exactly `v=DMARC1` and a semicolon, so that readers discard it.
            case version
            case noPolicy
            case policy(tag: String)
            case notAPair
            case repeated
            case noScheme(tag: String)
            case value(tag: String, expected: String)
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
        guard Self.isRecord(value) else {
            let letters = value.drop { $0 == 0x20 || $0 == 0x22 || $0 == 0x27 }.prefix(8)
            guard String(decoding: letters, as: UTF8.self).lowercased() == "v=dmarc1" else { return nil }
            let end = value.firstIndex(of: UInt8(ascii: ";")) ?? value.count
            report(.version, 0..<end, value)
            return
        }
        let list = TagList(value)
        for part in list.others { report(.notAPair, part, value) }
        for tag in list.repeated { report(.repeated, tag.range, value) }
        checkPolicies(list, value)
        for tag in list.tags {
            switch tag.name.lowercased() {
            case "adkim", "aspf":
                if !["r", "s"].contains(tag.value.lowercased()) { report(tag, "`r` or `s`", value) }
            case "pct":
                if !(tag.value.utf8.allSatisfy { $0 &- 0x30 < 10 } && Int(tag.value).map { $0 <= 100 } ?? false) {
                    report(tag, "a number from 0 to 100", value)
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
                if lacksScheme { report(.noScheme(tag: tag.name), tag.range, value) }
            default: break
            }
        }
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

    private mutating func report(_ tag: TagList.Tag, _ expected: String, _ value: [UInt8]) {
        report(.value(tag: tag.name, expected: expected), tag.range, value)
    }

    private mutating func report(_ kind: Problem.Kind, _ range: Range<Int>, _ value: [UInt8]) {
        problems.append(Problem(kind: kind, range: range, text: String(decoding: value[range], as: UTF8.self)))
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
