import DNS
import ZoneFile

/// The fields of an entry whose type is unknown. Each explanation is tried: with it, the data can be read.
struct UnknownTypeWords {
    let fields: [WrittenField]
    /// The field in the position of the type.
    let index: Int
    let hasOwner: Bool

    /// The types of almost all records, the most frequent first.
    private static let common: [RecordType] = [
        "A", "AAAA", "CNAME", "MX", "TXT", "NS", "SRV", "PTR", "CAA", "SOA", "HTTPS", "SVCB", "DS", "DNSKEY", "TLSA",
        "SSHFP", "NAPTR", "DNAME", "URI", "HINFO", "LOC", "SPF", "RP", "OPENPGPKEY", "SMIMEA", "CDS", "CDNSKEY",
    ].compactMap { RecordType(mnemonic: $0) }

    /// The longest mnemonics first.
    private static let longestFirst = common.sorted { $0.description.count > $1.description.count }

    private func text(_ index: Int) -> String { String(decoding: fields[index].bytes, as: UTF8.self) }
    private var word: String { text(index) }
    private var data: [WrittenField] { Array(fields[(index + 1)...]) }

    var directive: UnknownTypeCause? {
        guard hasOwner, index == 1 else { return nil }
        let first = text(0)
        let count = fields.count
        switch first.uppercased() {
        case "ORIGIN" where count == 2, "INCLUDE" where count <= 3, "GENERATE" where count >= 4:
            return .directive("$" + first.uppercased(), fields[0].range)
        default: return nil
        }
    }

    /// A TTL or a class after another one, with a record after it.
    var repeatedField: UnknownTypeCause? {
        guard index > (hasOwner ? 1 : 0), !fields[index].isQuoted, isRecord(from: index + 1) else { return nil }
        let before = (hasOwner ? 1 : 0)..<index
        if isClass(index), before.contains(where: isClass) { return .repeated(.recordClass, fields[index].range) }
        if isTime(index), before.contains(where: isTime) { return .repeated(.timeToLive, fields[index].range) }
        return nil
    }

    /// `Auto` and `TTL=3600` in front of a record.
    var timeOfWebPage: UnknownTypeCause? {
        guard index > (hasOwner ? 0 : -1), !fields[index].isQuoted, isRecord(from: index + 1) else { return nil }
        if ["auto", "automatic", "default", "-"].contains(word.lowercased()) {
            return .defaultTime(fields[index].range.lowerBound..<fields[index + 1].range.lowerBound)
        }
        guard word.lowercased().hasPrefix("ttl="), word.utf8.count > 4 else { return nil }
        var time = String(word.dropFirst(4))
        let isTime = time.withUTF8 { if case .value = TimeUnits.read($0) { true } else { false } }
        return isTime ? .namedTime(time) : nil
    }

    /// `192.0.2.1 A` and `mail CNAME`: the type is behind its data.
    var swappedType: UnknownTypeCause? {
        guard data.count == 1, !data[0].isQuoted, let type = RecordType(mnemonic: text(index + 1)),
            [.a, .aaaa, .cname, .ns, .ptr].contains(type), accepts(type, [fields[index]]),
            // Any word is a name, and `a` is a word. A class or a TTL in front of it says that a type has to follow.
            index > (hasOwner ? 1 : 0) || word.contains(".") && type.description == text(index + 1)
                || type == .aaaa
        else { return nil }
        return .swapped(fields[index].range, data[0].range)
    }

    /// A type in letters of another script: `А` of Cyrillic in place of `A`.
    var lookalike: UnknownTypeCause? {
        guard !fields[index].isQuoted, let plain = LookalikeLetters.ascii(word), let type = RecordType(mnemonic: plain),
            accepts(type, data)
        else { return nil }
        return .otherLetters(type)
    }

    /// A type that had another name in its drafts.
    var formerName: UnknownTypeCause? {
        let former = ["HTTPSSVC": RecordType.https]
        return former[word.uppercased()].flatMap { accepts($0, data) ? .renamed($0) : nil }
    }

    /// `URL301 https://www.example.com/`
    var redirect: UnknownTypeCause? {
        let types = ["URL", "URL301", "URL302", "FRAME", "WEBFWD", "REDIRECT", "REDIRECT301", "REDIRECT302", "FORWARD"]
        return types.contains(word.uppercased()) && !data.isEmpty ? .redirect : nil
    }

    /// `Mail servers of the office`
    var prose: UnknownTypeCause? {
        guard hasOwner, index == 1, fields.count > 1 else { return nil }
        let isProse = fields.allSatisfy { field in
            !field.isQuoted && field.bytes.contains { asciiLowercased($0) &- 0x61 < 26 }
                && field.bytes.allSatisfy { asciiLowercased($0) &- 0x61 < 26 || ",.:!?'-".utf8.contains($0) }
        }
        return isProse && !fields.indices.contains { isClass($0) || RecordType(mnemonic: text($0)) != nil }
            ? .prose : nil
    }

    /// A class or a type with what follows it.
    var missingSpace: UnknownTypeCause? {
        guard !fields[index].isQuoted else { return nil }
        let upper = word.uppercased()
        if upper.hasPrefix("IN"), let type = RecordType(mnemonic: upper.dropFirst(2)), accepts(type, data) {
            return .noSpace("\(word.prefix(2)) \(word.dropFirst(2))")
        }
        for type in Self.longestFirst {
            let mnemonic = type.description
            guard upper.hasPrefix(mnemonic), upper.count > mnemonic.count else { continue }
            let rest = word.dropFirst(mnemonic.count)
            // Any text is a name or a string. Digits were a number of the data.
            let isData =
                switch type {
                case .a, .aaaa: true
                case .ns, .cname, .ptr, .dname: rest.contains(".")
                case .mx, .srv: rest.utf8.allSatisfy { $0 &- 0x30 < 10 }
                default: false
                }
            if isData, accepts(type, [fields[index].replaced(with: Array(rest.utf8))] + data) {
                return .noSpace("\(word.prefix(mnemonic.count)) \(rest)")
            }
        }
        return nil
    }

    /// Data directly after the owner, the TTL or the class. A number before it was read as the TTL.
    var missingType: UnknownTypeCause? {
        let rest = [fields[index]] + data
        let isAlone = rest.count == 1
        if rest.count == 7, accepts(.soa, rest) { return .noType(.soa, fields[index].range) }
        if isAlone, let type = [RecordType.a, .aaaa].first(where: { accepts($0, rest) }) {
            return .noType(type, fields[index].range)
        }
        if fields[index].isQuoted { return .noType(.txt, fields[index].range) }
        // `@ 0 issue "ca.example.net"`
        if index > 0, rest.count == 2, ["issue", "issuewild", "iodef", "issuemail"].contains(word.lowercased()),
            accepts(.caa, Array(fields[(index - 1)...]))
        {
            return .noType(.caa, fields[index - 1].range)
        }
        let before = index > (hasOwner ? 1 : 0) ? index - 1 : nil
        let number = before.flatMap { Int(text($0)) }
        let start = number != nil ? (before ?? index) : index
        let isService = hasOwner && fields[0].bytes.first == UInt8(ascii: "_")
        for first in [start, index] where isService && accepts(.srv, Array(fields[first...])) {
            return .noType(.srv, fields[first].range)
        }
        guard isAlone, word.contains(".") else { return nil }
        if let number, number < 256, accepts(.mx, Array(fields[start...])) { return .noType(.mx, fields[start].range) }
        return word.hasSuffix(".") && accepts(.cname, rest) ? .noType(nil, fields[index].range) : nil
    }

    /// `* www IN A 192.0.2.1` and `8 www IN A 192.0.2.1`
    var listMark: UnknownTypeCause? {
        guard hasOwner, index == 1, fields.count > 3, !fields[0].isQuoted, !fields[1].isQuoted, isRecord(from: 2) else {
            return nil
        }
        let first = text(0)
        let digits = first.prefix { $0.isASCII && $0.isNumber }
        let isNumber =
            !digits.isEmpty && digits.count < 6 && ["", ".", ":", ")", "|"].contains(first.dropFirst(digits.count))
        guard isNumber || ["*", "-", "+", "•", "–", "|", ">"].contains(first) else { return nil }
        return .listMark(fields[0].range.lowerBound..<fields[1].range.lowerBound)
    }

    /// `www # IN A 192.0.2.1`
    var strayMark: UnknownTypeCause? {
        let field = fields[index]
        guard !field.isQuoted, index > 0 || !hasOwner,
            field.bytes.first == UInt8(ascii: "#") || field.bytes.starts(with: "//".utf8)
        else { return nil }
        let rest = field.bytes.drop { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "/") }
        var kept = fields
        if rest.isEmpty { kept.remove(at: index) } else { kept[index] = field.replaced(with: rest) }
        let words = UnknownTypeWords(fields: kept, index: index, hasOwner: hasOwner)
        guard words.isRecord(from: index) else { return nil }
        return .strayMark(field.range.lowerBound..<field.range.upperBound - rest.count)
    }

    /// `IN www A 192.0.2.1`
    var classBeforeOwner: UnknownTypeCause? {
        guard hasOwner, index == 1, isClass(0), !fields[1].isQuoted, isRecord(from: 2) else { return nil }
        return .classBeforeOwner(fields[0].range.lowerBound..<fields[1].range.upperBound, "\(word) \(text(0))")
    }

    /// `| www | A | 192.0.2.1 |`
    var tableRow: UnknownTypeCause? {
        let bar = [UInt8(ascii: "|")]
        guard fields.count > 2, fields.count(where: { $0.bytes == bar && !$0.isQuoted }) > 1,
            fields[0].bytes == bar || fields[1].bytes == bar
        else { return nil }
        let kept = fields.filter { $0.bytes != bar }
        let range = fields[0].range.lowerBound..<fields[fields.count - 1].range.upperBound
        let row = UnknownTypeWords(fields: kept, index: 1, hasOwner: true)
        let texts = kept.compactMap(\.source)
        let isRecord = hasOwner && kept.count > 2 && texts.count == kept.count && row.isRecord(from: 1)
        return .tableRow(range, isRecord ? texts.joined(separator: " ") : nil)
    }

    /// `root@ns1:~# cat db.example.com`
    var prompt: UnknownTypeCause? {
        guard hasOwner, !fields[0].isQuoted, let last = fields[0].bytes.last, "#$%".utf8.contains(last) else {
            return nil
        }
        let first = text(0)
        let isPrompt = first.contains("@") && first.contains(":") || first == "$" || first == "%"
        return isPrompt ? .prompt(fields[0].range.lowerBound..<fields[fields.count - 1].range.upperBound) : nil
    }

    /// `_sip ._tcp` and `_sip. _tcp`
    var spaceBesideDot: UnknownTypeCause? {
        guard hasOwner, index == 1, !fields[0].isQuoted, !fields[1].isQuoted, isRecord(from: 2) else { return nil }
        let (first, second) = (fields[0].bytes, fields[1].bytes)
        let dot = UInt8(ascii: ".")
        // A dot at the end of the first word ends a whole name, unless the next word is one label of a service.
        let isLabel = first.last == dot && first.first == UInt8(ascii: "_") && second.first == UInt8(ascii: "_")
        guard isLabel || second.first == dot && first.last != dot, second.count > 1 else { return nil }
        return .spaceBesideDot(fields[0].range.lowerBound..<fields[1].range.upperBound, text(0) + text(1))
    }

    /// The rest of an owner, before the TTL, the class and the type.
    var ownerWithSpace: UnknownTypeCause? {
        guard hasOwner, index == 1, !fields[1].isQuoted, Self.isHostWord(fields[0]), Self.isHostWord(fields[1])
        else { return nil }
        for at in index + 1..<max(index + 2, min(index + 4, fields.count)) where at < fields.count {
            if let type = RecordType(mnemonic: text(at)) {
                guard at + 1 < fields.count, accepts(type, Array(fields[(at + 1)...])) else { return nil }
                return .spaceInOwner("\(text(0))-\(word)")
            }
            let isClass = fields[at].bytes.withUnsafeBufferPointer { RecordClass(mnemonic: $0) } != nil
            guard isClass || fields[at].bytes.first.map({ $0 &- 0x30 < 10 }) ?? false else { return nil }
        }
        return nil
    }

    /// Whether the word is of letters, digits and hyphens, and begins with a letter.
    private static func isHostWord(_ field: WrittenField) -> Bool {
        guard !field.isQuoted, let first = field.bytes.first, asciiLowercased(first) &- 0x61 < 26 else { return false }
        return field.bytes.allSatisfy { asciiLowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") }
    }

    /// The common type with the most similar spelling that has such data.
    var misspelling: UnknownTypeCause? {
        guard !fields[index].isQuoted, !data.isEmpty, word.utf8.count <= 16 else { return nil }
        if let family = ["IPV4": RecordType.a, "IPV6": .aaaa][word.uppercased()], accepts(family, data) {
            return .misspelt(family)
        }
        let letters = Array(word.uppercased().utf8)
        let allowed = letters.count <= 3 ? 1 : letters.count <= 7 ? 2 : 3
        var best: (type: RecordType, distance: Int)?
        for type in Self.common {
            let mnemonic = Array(type.description.utf8)
            // `AAA` and `AAAAA` are rather the wrong number of letters.
            let isRepeated = (type == .a || type == .aaaa) && letters.allSatisfy { $0 == UInt8(ascii: "A") }
            let distance = isRepeated ? 1 : Spelling.distance(letters, mnemonic)
            guard distance <= allowed, isRepeated || distance < max(mnemonic.count, letters.count),
                distance < best?.distance ?? .max, accepts(type, data)
            else { continue }
            best = (type, distance)
        }
        return best.map { .misspelt($0.type) }
    }

    private func isClass(_ index: Int) -> Bool {
        fields[index].bytes.withUnsafeBufferPointer { RecordClass(mnemonic: $0) } != nil
    }

    private func isTime(_ index: Int) -> Bool {
        fields[index].bytes.withUnsafeBufferPointer {
            if case .value = TimeUnits.read($0) { true } else { false }
        }
    }

    /// Whether a TTL and a class, both optional, a type and its data follow.
    private func isRecord(from start: Int) -> Bool {
        start < fields.count && TrialRecord.header(in: fields[start...]) != nil
    }

    private func accepts(_ type: RecordType, _ fields: [WrittenField]) -> Bool {
        !fields.isEmpty && TrialRecord.isAccepted(type, fields)
    }
}
