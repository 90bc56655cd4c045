import DNS

/// The public key of a DKIM selector, and why no verifier can use it (RFC 6376 §3.6.1, RFC 8463).
struct DKIMKey {
    struct Problem {
        enum Kind {
            case version
            case versionNotFirst
            case notAPair
            case keyMissing
            /// The key is there without `p=`.
            case tagMissing
            /// `P=`: the names of tags are case-sensitive (RFC 6376 §3.2).
            case tagInCapitals
            case notBase64
            /// The key data ends early: octets that it should have, and octets that it has.
            case length(expected: Int, found: Int)
            case repeated
            case notAKey
            /// The lines `-----BEGIN PUBLIC KEY-----` of a file are part of the key.
            case fileLines
            /// A key type that no verifier knows, with the one that the key has.
            case unknownType(right: String)
            /// Hash algorithms of which none is known (RFC 6376 §3.6.1, RFC 8301).
            case unknownHash
            /// Tags follow each other without a semicolon.
            case noSemicolon
            /// A backslash before a semicolon.
            case backslash
            /// Tags have commas between them. The value that was meant.
            case commas(meant: String)
            /// The label of a field, or a quotation mark, is in front of the version.
            case copiedLabel
        }

        let kind: Kind
        let range: Range<Int>
        let text: String
    }

    private(set) var problems: [Problem] = []

    /// Reads a value; `nil` if it does not resemble a key.
    init?(_ value: [UInt8]) {
        let list = TagList(value)
        guard
            list.tag("p") != nil || list.tag("k") != nil
                || list.tag("v")?.value.lowercased().hasPrefix("dkim1") ?? false
        else {
            return nil
        }
        // Notes are for people, and may contain anything (RFC 6376 §3.6.1).
        if let backslash = EscapedSemicolon.position(in: value), list.tag("n")?.range.contains(backslash) != true {
            report(.backslash, backslash..<backslash + 2, value)
            return
        }
        if let label = CopiedLabel(value, version: "v=dkim1"), DKIMKey(label.value)?.problems.isEmpty ?? false {
            report(.copiedLabel, label.prefix, value)
            return
        }
        if let (first, meant) = Self.commas(value) {
            report(.commas(meant: meant), first..<first + 1, value)
            return
        }
        if let tag = list.tags.first(where: Self.hasOtherTags) {
            report(.noSemicolon, tag.range, value)
            return
        }
        for part in list.others { report(.notAPair, part, value) }
        for tag in list.repeated { report(.repeated, tag.range, value) }
        if let index = list.tags.firstIndex(where: { $0.name == "v" }) {
            let tag = list.tags[index]
            if tag.value != "DKIM1" {
                report(.version, tag.range, value)
            } else if index > 0 {
                report(.versionNotFirst, tag.range, value)
            }
        }
        if let tag = list.tag("p"), tag.name == "P", !list.tags.contains(where: { $0.name == "p" }) {
            report(.tagInCapitals, tag.range, value)
            return
        }
        guard let key = list.tag("p") else {
            // `k=rsa; MIGf…`: the key is there, without its tag.
            if let part = list.others.first, list.others.count == 1, part.count > 40 {
                problems = []
                report(.tagMissing, part, value)
                return
            }
            report(.keyMissing, 0..<value.count, value)
            return
        }
        // An empty key is a revoked one.
        guard !key.value.isEmpty else { return }
        if key.value.contains("-----") {
            report(.fileLines, key.range, value)
            return
        }
        if let hashes = list.tag("h") {
            let known = hashes.value.lowercased().split(separator: ":").map { $0.filter { $0 != " " } }
            let isKnown = known.contains("sha256") || known.contains("sha1")
            if !isKnown, known.allSatisfy(Self.isMisspeltHash) {
                report(.unknownHash, hashes.range, value)
            }
        }
        if let type = list.tag("k"), !["rsa", "ed25519"].contains(type.value.lowercased()) {
            // A type that is not known here may be a new one.
            if let right = Self.type(of: key.value), Self.isMisspelt(type.value.lowercased()) {
                report(.unknownType(right: right), type.range, value)
                return
            }
        }
        check(key, list, value)
    }

    /// Whether a name is that of another hash of the same family, or differs from one in a letter.
    private static func isMisspeltHash(_ name: String) -> Bool {
        let letters = Array(name.utf8.prefix(64))
        return ["sha2", "sha224", "sha384", "sha512"].contains(name)
            || ["sha1", "sha256"].contains { Spelling.distance(letters, Array($0.utf8)) == 1 }
            || name.hasPrefix("hs") && Spelling.distance(letters, Array("hs256".utf8)) <= 1
    }

    /// Whether the text is probably one of the two types with a typing error, and not a type of a later specification.
    private static func isMisspelt(_ text: String) -> Bool {
        text.utf8.count < 16
            && (text.hasPrefix("rsa") || text.hasPrefix("ed")
                || Spelling.distance(Array(text.utf8), Array("rsa".utf8)) < 2)
    }

    /// The type of a key by its octets; `nil` for one that may be of a new type.
    private static func type(of key: String) -> String? {
        var decoder = Base64Decoder()
        var octets: [UInt8] = []
        for byte in key.utf8 where byte != 0x20 && byte != 0x09 {
            guard decoder.append(byte, to: &octets) else { return nil }
        }
        while !decoder.isComplete, decoder.append(UInt8(ascii: "="), to: &octets) {}
        if octets.count == 32 { return "ed25519" }
        // The object identifier of rsaEncryption (RFC 8017 appendix A.1).
        let identifier: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
        let start = octets.prefix(32)
        return start.indices.contains { start[$0...].starts(with: identifier) } ? "rsa" : nil
    }

    /// Whether the value of a tag goes on with other tags: `DKIM1 k=rsa p=…`, or `DKIM1k=rsap=…` from strings without quotes.
    private static func hasOtherTags(_ tag: TagList.Tag) -> Bool {
        // Base64 may have any letter before the `=` at its end.
        guard tag.name != "p" else { return false }
        if tag.name == "v" { return tag.value.count > 5 && tag.value.dropFirst(5).contains("=") }
        return tag.value.split(whereSeparator: \.isWhitespace).dropFirst().contains { word in
            ["v=", "k=", "p=", "t=", "h=", "s=", "n="].contains { word.hasPrefix($0) }
        }
    }

    private mutating func check(_ key: TagList.Tag, _ list: TagList, _ value: [UInt8]) {
        var decoder = Base64Decoder()
        var octets: [UInt8] = []
        for byte in key.value.utf8 where byte != 0x20 && byte != 0x09 {
            guard decoder.append(byte, to: &octets) else {
                report(.notBase64, key.range, value)
                return
            }
        }
        // Padding is optional in DKIM (RFC 6376 §2.10, `base64string`).
        while !decoder.isComplete, decoder.append(UInt8(ascii: "="), to: &octets) {}
        switch list.tag("k")?.value.lowercased() ?? "rsa" {
        case "rsa":
            // Both forms of an RSA key are one DER sequence, whose beginning says how long it is.
            guard let length = Self.sequenceLength(octets) else {
                report(.notAKey, key.range, value)
                return
            }
            if octets.count < length {
                report(.length(expected: length, found: octets.count), key.range, value)
            }
        case "ed25519":
            if octets.count > 64, Self.sequenceLength(octets) == octets.count {
                report(.unknownType(right: "rsa"), list.tag("k")?.range ?? key.range, value)
            } else if octets.count != 32 {
                report(.length(expected: 32, found: octets.count), key.range, value)
            }
        default:
            if !decoder.isComplete { report(.notBase64, key.range, value) }
        }
    }

    /// The number of octets of a DER sequence with its header.
    private static func sequenceLength(_ octets: [UInt8]) -> Int? {
        guard octets.count > 8, octets[0] == 0x30 else { return nil }
        guard octets[1] >= 0x80 else { return Int(octets[1]) + 2 }
        let count = Int(octets[1] & 0x7F)
        guard (1...3).contains(count) else { return nil }
        return octets[2..<2 + count].reduce(0) { $0 << 8 | Int($1) } + 2 + count
    }

    private mutating func report(_ kind: Problem.Kind, _ range: Range<Int>, _ value: [UInt8]) {
        problems.append(Problem(kind: kind, range: range, text: String(decoding: value[range], as: UTF8.self)))
    }
}
