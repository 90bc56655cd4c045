import Diagnostics
import ZoneFile

/// Names for findings by which a code host knows them again in the next run: made of what the zone says, not of line
/// numbers, so that a record added above changes none of them.
struct Fingerprints {
    private var occurrences: [UInt64: Int] = [:]

    /// The next finding's name, different from all before: 16 hexadecimal digits and which one of its like it is.
    mutating func next(_ finding: Finding, path: String) -> String {
        var hash = Hash()
        hash.add(finding.rule.code.utf8)
        hash.add(path.utf8)
        if let span = finding.primary?.span {
            hash.add(words: LineContent(span.source, line: span.start.line).bytes(in: 0..<Self.mostBytes))
            let end = min(span.range.upperBound, span.range.lowerBound + Self.mostBytes)
            span.source.withBytes { hash.add($0[span.range.lowerBound..<end]) }
        } else {
            hash.add((finding.subjectName ?? "").utf8)
            hash.add(finding.message.utf8)
        }
        occurrences[hash.value, default: 0] += 1
        let digits = String(hash.value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits + ":\(occurrences[hash.value] ?? 1)"
    }

    /// A file may be one line of a hundred megabytes with a thousand findings on it.
    private static let mostBytes = 1024

    /// FNV-1a with 64 bits: it need not be proof against an adversary, since equal names are numbered.
    private struct Hash {
        private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

        mutating func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { add(byte) }
            // Ends a part: no UTF-8 has this byte.
            add(0xFF)
        }

        /// Only the words, one blank between them: to line columns up anew changes nothing.
        mutating func add(words bytes: [UInt8]) {
            var isBetween = false
            var isFirst = true
            for byte in bytes {
                if byte == 0x20 || byte == 0x09 {
                    isBetween = true
                    continue
                }
                if isBetween || isFirst { add(0x20) }
                isBetween = false
                isFirst = false
                add(byte)
            }
            add(0xFF)
        }

        private mutating func add(_ byte: UInt8) {
            value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
    }
}
