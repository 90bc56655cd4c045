import DNS

/// A line of the file `data` of tinydns.
enum TinyDNSLine {
    static func isValid(_ line: Substring) -> Bool {
        guard let first = line.first else { return true }
        guard ".&=+@-'^CZ:%36SN".contains(first) else { return false }
        let fields = line.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count > 1 else { return first == "-" || first == "%" }
        let name = fields[0]
        guard
            name.utf8.allSatisfy({ byte in
                asciiLowercased(byte) &- 0x61 < 26 || byte &- 0x30 < 10 || ".-_*\\/".utf8.contains(byte)
            })
        else { return false }
        return first.isLetter || first.isNumber ? name.contains(".") : true
    }

    static func isRecord(_ line: Substring) -> Bool {
        guard let first = line.first, ".&=+@'^CZ".contains(first) else { return false }
        return line.contains(":")
    }
}
