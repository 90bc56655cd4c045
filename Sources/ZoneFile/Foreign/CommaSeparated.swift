import DNS

/// Tables of records, with commas, semicolons or tabs between their cells.
enum CommaSeparated {
    private static let headings: Set = [
        "name", "host", "hostname", "host name", "record", "record name", "record type", "type", "rtype", "ttl",
        "class",
        "value", "data", "content", "address", "points to", "priority", "prio", "preference", "weight", "port", "zone",
        "domain", "timestamp", "target", "ip address", "rdata",
    ]

    static func fits(_ head: FileHead) -> Bool {
        guard let first = head.statements.first else { return false }
        for separator in [",", ";", "\t"] as [Character] {
            let cells = cells(first, separator)
            if cells.count >= 3, cells.allSatisfy({ !$0.isEmpty }),
                cells.filter({ headings.contains($0.lowercased()) }).count >= 2
            {
                return true
            }
        }
        return isTable(head)
    }

    /// Whether every line has as many commas as the first, and a type alone between two of them.
    private static func isTable(_ head: FileHead) -> Bool {
        guard let count = head.statements.first.map({ cells($0, ",").count }), count >= 3 else { return false }
        return head.allStatements { line in
            let cells = cells(line, ",")
            return cells.count >= 3 && abs(cells.count - count) <= 2
                && cells.dropFirst().contains { RecordType(mnemonic: $0.uppercased()) != nil }
        }
    }

    private static func cells(_ line: Substring, _ separator: Character) -> [String] {
        line.split(separator: separator, omittingEmptySubsequences: false).map { cell in
            var cell = cell.drop { $0.isWhitespace || $0 == "\"" }
            while let last = cell.last, last.isWhitespace || last == "\"" { cell.removeLast() }
            return String(cell)
        }
    }
}
