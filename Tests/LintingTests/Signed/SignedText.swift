/// The text of a signed zone `example.com.` with one record a line, for edits that damage it.
struct SignedText {
    private(set) var lines: [String]

    init(_ text: String) {
        lines = text.split(separator: "\n").map { line in
            // `dnssec-signzone -O full` aligns its fields.
            guard !line.hasPrefix(";") else { return String(line) }
            var words = line.split(whereSeparator: \.isWhitespace).map { String($0) }
            // Knot leaves the class out.
            if words.count > 3, words[2] != "IN" { words.insert("IN", at: 2) }
            return words.joined(separator: " ")
        }
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    private func indices(_ owner: String, _ data: String) -> [Int] {
        let name = (owner.hasSuffix(".") ? owner : owner + ".example.com.").lowercased()
        return lines.indices.filter { index in
            let fields = lines[index].split(separator: " ", maxSplits: 3)
            guard fields.count == 4, fields[0].lowercased() == name else { return false }
            return "\(fields[3]) ".hasPrefix(data)
                && (data.hasSuffix(" ") || data.isEmpty || fields[3].hasPrefix(data + " "))
        }
    }

    /// Removes the records of a name whose type and data begin with `data`.
    mutating func remove(_ owner: String, _ data: String) {
        for index in indices(owner, data).reversed() { lines.remove(at: index) }
    }

    /// Writes every line twice.
    mutating func repeatAll() { lines = lines.flatMap { [$0, $0] } }

    mutating func append(_ record: String) {
        let fields = record.split(separator: " ", maxSplits: 1)
        lines.append("\(fields[0]).example.com. 3600 IN \(fields[1])")
        lines[lines.count - 1] = lines[lines.count - 1].replacing(" NSEC www ", with: " NSEC www.example.com. ")
    }

    mutating func replace(_ owner: String, _ data: String, _ old: String, _ new: String) {
        for index in indices(owner, data) {
            guard let range = lines[index].firstRange(of: old) else { continue }
            lines[index].replaceSubrange(range, with: new)
        }
    }

    mutating func copy(_ owner: String, _ data: String, to other: String) {
        for index in indices(owner, data) {
            lines.append("\(other).example.com. " + lines[index].split(separator: " ", maxSplits: 1)[1])
        }
    }

    /// Replaces the signatures of an RRset by those in another text of the zone.
    mutating func takeSignatures(_ owner: String, _ type: String, from other: SignedText) {
        remove(owner, "RRSIG \(type) ")
        lines += other.indices(owner, "RRSIG \(type) ").map { other.lines[$0] }
    }

    func owner(ofLineWith type: String, _ end: String) -> String {
        let line = lines.first { $0.contains(type + " 1 ") && $0.hasSuffix(end) && !$0.contains("RRSIG NSEC3") }
        return String(line?.split(separator: " ").first ?? "")
    }

    /// Exchanges the next hashes of the first two NSEC3 records.
    mutating func exchangeNextHashes() {
        let found = lines.indices.filter { lines[$0].contains(" IN NSEC3 1 ") }.prefix(2)
        guard let first = found.first, let second = found.last, first != second else { return }
        var left = lines[first].split(separator: " ").map(String.init)
        var right = lines[second].split(separator: " ").map(String.init)
        (left[8], right[8]) = (right[8], left[8])
        lines[first] = left.joined(separator: " ")
        lines[second] = right.joined(separator: " ")
    }

    /// Adds a wrong signature with the fields of a right one.
    mutating func copySignature(_ owner: String, _ type: String, _ number: Int) {
        guard let index = indices(owner, "RRSIG \(type) ").first else { return }
        var fields = lines[index].split(separator: " ").map(String.init)
        let digits = Array("ABCDEFGHIJKLMNOP")
        let prefix = String([digits[number / 16 % 16], digits[number % 16]])
        fields[12] = prefix + fields[12].dropFirst(2)
        lines.append(fields.joined(separator: " "))
    }

    /// Replaces a field of a line, counted from 0.
    mutating func setField(_ number: Int, of index: Int?, to text: String) -> String {
        change(index) { line in
            var fields = line.split(separator: " ").map(String.init)
            if number < fields.count { fields[number] = text }
            return fields.joined(separator: " ")
        }
    }

    /// Removes all records of a name.
    mutating func removeName(_ owner: String) -> String {
        lines.removeAll { $0.hasPrefix(owner + " ") }
        return "removed: all of \(owner)"
    }

    mutating func removeLine(_ index: Int?) -> String {
        guard let index else { return "nothing" }
        return "removed: \(lines.remove(at: index))"
    }

    mutating func change(_ index: Int?, _ edit: (String) -> String) -> String {
        guard let index else { return "nothing" }
        lines[index] = edit(lines[index])
        return "changed: \(lines[index])"
    }
}
