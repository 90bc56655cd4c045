extension SeededGenerator {
    /// Returns the text after some small mutations: bytes changed, removed, inserted or duplicated, ranges moved, the end cut.
    public mutating func mutated(_ bytes: [UInt8], others: [[UInt8]] = []) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &self) { damage(&bytes, others) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8], _ others: [[UInt8]]) {
        let at = Int.random(in: 0...bytes.count, using: &self)
        let end = min(bytes.count, at + Int.random(in: 1...24, using: &self))
        switch Int.random(in: 0..<10, using: &self) {
        case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &self)
        case 1 where at < bytes.count: bytes[at] = UInt8.random(in: .min ... .max, using: &self)
        case 2: bytes.removeSubrange(at..<end)
        case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
        case 4:
            let piece = bytes[at..<end]
            bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &self))
        case 5 where oneIn(4): bytes.removeSubrange(at...)
        case 6 where !others.isEmpty:
            let other = pick(others)
            let start = Int.random(in: 0...other.count, using: &self)
            bytes.insert(contentsOf: other[start..<min(other.count, start + 60)], at: at)
        case 7 where at < bytes.count: bytes[at] = pick(Array("()\"\\;\n\r \t#/$@.*".utf8))
        default: bytes.insert(contentsOf: Array(pick(Self.pieces).utf8), at: at)
        }
    }

    /// Fragments to which readers of zone files are most sensitive.
    private static let pieces = [
        "(", ")", "\"", "\\", "\\\"", "\\.", "\\046", "\\300", "\\1", ";", "\n", "\r", "\r\n", "\n ", " ", "\t",
        "\u{A0}",
        "\u{3000}", "\u{FEFF}", "é", "漢", "\0", "\u{1}", "\u{7F}", "# ", "// ", "#(", "@", ".", "..", "*", "$",
        "$ORIGIN ",
        "$TTL ", "$INCLUDE ", "$X ", "IN", " CH ", " A ", " NS ", " MX ", " SRV ", " TXT ", " SOA ", " 0 ", " 00 ",
        "-1",
        "65536", "1w2d", "1w2", "99999999999", "\\# 4 01020304", "; srvlint: ignore[Z1]", "\n)", "(\n",
        "\na A 192.0.2.1\n", "\n# x\n", " IM ", " -1 ", "ca;x",
    ]
}
