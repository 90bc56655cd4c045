import DNS
import Diagnostics
import ZoneFile

/// A line of another file, of a command or of its output, among the records of a zone.
struct ForeignLine {
    /// A noun phrase: "a line of a hosts file".
    let what: String
    let help: String
    /// The records that it means; `nil` if they are not certain.
    private(set) var record: String?
    /// Whether the whole line may be removed.
    private(set) var isUseless = false
    /// Whether the line is a comment with another sign than `;` in front of it, or none.
    private(set) var isComment = false

    /// - Parameter line: the text of an entry that has no type, or an unknown one.
    init?(_ line: String) {
        guard line.utf8.count <= 200, !line.contains(where: \.isNewline) else { return nil }
        let line = line.trimmed
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
        guard let found = Self.inWords(line, words) ?? Self.assignment(words) ?? Self.comment(words) else { return nil }
        self = found
    }

    private init(
        _ what: String, help: String, record: String? = nil, isUseless: Bool = false, isComment: Bool = false
    ) {
        self.what = what
        self.help = record.map { "write \(Words.quoted($0, limit: 280))" } ?? help
        self.record = record
        self.isUseless = isUseless
        self.isComment = isComment
    }

    /// What stands instead of the line of a span; empty if a person must decide.
    func fix(_ line: SourceSpan) -> [Fix] {
        if let record { return [Fix("write it as a record", .unsafe, [Edit(replace: line, with: record)])] }
        if isComment {
            let start = line.range.lowerBound
            let insertion = Edit(replace: SourceSpan(line.source, start..<start), with: "; ")
            return [Fix("put `;` before it", .safe, [insertion])]
        }
        return isUseless ? [Fix("remove the line", .safe, [Edit(replace: line, with: "")])] : []
    }

    // MARK: - Lines of other programs

    private static func inWords(_ line: String, _ words: [String]) -> ForeignLine? {
        guard let first = words.first else { return nil }
        let remove = "remove the line"
        if first.first == "<", line.last == ">",
            first.dropFirst().first.map({ $0.isLetter || "/!?".contains($0) }) ?? false
        {
            return ForeignLine("a tag of HTML", help: remove, isUseless: true)
        }
        if line.first == "{", line.contains("\":") {
            return ForeignLine("a line of JSON", help: "write it as a record: owner, TTL, class, type, data")
        }
        if words.count == 1 {
            if [":wq", ":w", ":q", ":q!", ":wq!", ":x", "ZZ"].contains(first) {
                return ForeignLine("a command of the editor `vi`", help: remove, isUseless: true)
            }
            if first.first == "[", first.last == "]", first.count > 2 {
                return ForeignLine(
                    "a heading of a configuration file", help: "put `;` before it, or remove the line", isComment: true)
            }
            if let dnsmasq = first.split(separator: "=").first, first.contains("="), options.contains(String(dnsmasq)) {
                return ForeignLine("an option of dnsmasq", help: "write it as a record: owner, TTL, class, type, data")
            }
            return separatedByCommas(first) ?? tinydns(first)
        }
        if let address = IPAddress(first[...]), words.dropFirst().allSatisfy(isHostName) {
            let records = words.dropFirst().map { "\(absolute($0)) IN \(address.isIPv6 ? "AAAA" : "A") \(first)" }
            let what = "a line of a hosts file"
            return records.count == 1
                ? ForeignLine(what, help: "", record: records[0])
                : ForeignLine(what, help: "write \(Words.list(records.prefix(4).map { Words.quoted($0, limit: 280) }))")
        }
        if words.count > 4, first == "update", words[1] == "add" {
            var fields = Array(words.dropFirst(2))
            if !fields[0].hasSuffix(".") { fields[0] += "." }
            return ForeignLine("a command of `nsupdate`", help: "", record: fields.joined(separator: " "))
        }
        if let record = HostOutput.record(words) { return ForeignLine("output of `host`", help: "", record: record) }
        if words.contains(where: { $0.hasPrefix("<<") }) {
            return ForeignLine("a command for a shell", help: remove, isUseless: true)
        }
        if ["Name:", "Address:", "Server:", "Addresses:", "Aliases:"].contains(first) {
            return ForeignLine("output of `nslookup`", help: "write it as a record: owner, TTL, class, type, data")
        }
        return nil
    }

    private static let options: Set<String> = [
        "address", "host-record", "srv-host", "cname", "mx-host", "txt-record", "ptr-record", "server", "local",
        "naptr-record", "dns-rr", "caa-record", "dhcp-host",
    ]

    /// `www,IN,A,192.0.2.10`
    private static func separatedByCommas(_ line: String) -> ForeignLine? {
        for comma in [Character(","), ";", "|", "\u{9}"] where line.contains(comma) {
            let fields = line.split(separator: comma, omittingEmptySubsequences: false).map(String.init)
            guard (3...8).contains(fields.count), isRecord(fields) else { continue }
            return ForeignLine(
                "a line with commas between its fields", help: "", record: fields.joined(separator: " "))
        }
        return nil
    }

    /// `+www.example.com:192.0.2.10:300`
    private static func tinydns(_ line: String) -> ForeignLine? {
        let fields = line.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count > 1, "+=@.&'^CZ".contains(line.first ?? " "), isHostName(String(fields[0])) else {
            return nil
        }
        let what = "a line of tinydns data"
        guard line.first == "+" || line.first == "=", IPAddress(fields[1]).map({ !$0.isIPv6 }) ?? false else {
            return ForeignLine(what, help: "write it as a record: owner, TTL, class, type, data")
        }
        let time = fields.count > 2 && UInt32(fields[2]) != nil ? "\(fields[2]) " : ""
        return ForeignLine(what, help: "", record: "\(fields[0]). \(time)IN A \(fields[1])")
    }

    // MARK: - Notes

    /// `www = 192.0.2.10`, `www -> mail.example.com.`
    private static func assignment(_ words: [String]) -> ForeignLine? {
        guard words.count == 3, ["=", "->", "=>", ":", ":="].contains(words[1]), isHostName(words[0]) else {
            return nil
        }
        let what = "a line with `\(words[1])` instead of a type"
        if let address = IPAddress(words[2][...]) {
            return ForeignLine(
                what, help: "", record: "\(absolute(words[0])) IN \(address.isIPv6 ? "AAAA" : "A") \(words[2])")
        }
        return ForeignLine(what, help: "write the type instead, such as `CNAME`")
    }

    /// Prose, with another sign in front of it than `;`, a date, or nothing.
    private static func comment(_ words: [String]) -> ForeignLine? {
        guard let first = words.first, words.count > 2 else { return nil }
        let isSign = ["--", "%", "!", "'", "...", "*", "**", "=>", "/", ">", "REM", "rem", "TODO:", "TODO", "FIXME:"]
            .contains(first)
        let isDate =
            first.count >= 8 && first.allSatisfy { $0.isASCII && $0.isNumber || "-/.".contains($0) }
            && IPAddress(first[...]) == nil
        // `--- Mail servers ---`
        let isRule = { (word: String) in word.count > 1 && word.allSatisfy { "-=*#~_+%!".contains($0) } }
        guard isSign || isDate || isRule(first) else { return nil }
        let isProse = words.dropFirst().filter { !isRule($0) }.allSatisfy { word in
            word.contains(where: \.isLetter) && !word.contains { "\"();=@_/".contains($0) }
                && RecordType(mnemonic: word) == nil && RecordClass(mnemonic: word) == nil
        }
        return isProse ? ForeignLine("a comment without `;`", help: "put `;` before it", isComment: true) : nil
    }

    // MARK: - Fields

    /// Outside zone files, a name with dots is a whole one.
    static func absolute(_ name: String) -> String {
        name.contains(".") && !name.hasSuffix(".") ? name + "." : name
    }

    private static func isHostName(_ text: String) -> Bool {
        !text.isEmpty && RecordType(mnemonic: text) == nil && RecordClass(mnemonic: text) == nil
            && text.utf8.allSatisfy { asciiLowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || "-._".utf8.contains($0) }
            && text.contains(where: \.isLetter)
    }

    /// Whether these are an owner, perhaps a TTL and a class, a type and its data.
    private static func isRecord(_ fields: [String]) -> Bool {
        let written = fields.enumerated().map { index, text in
            WrittenField(bytes: Array(text.utf8), isQuoted: false, range: 2 * index..<2 * index + 1)
        }
        return TrialRecord.header(in: written.dropFirst()) != nil
    }
}

extension String {
    fileprivate var trimmed: String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
