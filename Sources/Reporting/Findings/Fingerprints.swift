import Diagnostics
import ZoneFile

/// Identifiers by which a code host recognises findings in the next run. They depend on the contents of the zone and not
/// on line numbers, so that a record added above changes none of them.
struct Fingerprints {
    private var occurrences: [UInt64: Int] = [:]

    /// Returns the unique identifier of the next finding: a hash of 16 hexadecimal digits and the number of its occurrence.
    mutating func next(_ finding: Finding, path: String) -> String {
        var hash = Hash()
        hash.add(finding.rule.code.utf8)
        hash.add(path.utf8)
        if let span = finding.primary?.span {
            hash.add(words: LineContent(span.source, line: span.start.line).bytes(in: 0..<Self.maximumBytes))
            let end = min(span.range.upperBound, span.range.lowerBound + Self.maximumBytes)
            span.source.withBytes { hash.add($0[span.range.lowerBound..<end]) }
        } else {
            // Not the message: its wording may change.
            for part in [finding.subjectName, finding.source?.kind.rawValue, finding.source?.question] {
                hash.add((part ?? "").utf8)
            }
        }
        occurrences[hash.value, default: 0] += 1
        let digits = String(hash.value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits + ":\(occurrences[hash.value] ?? 1)"
    }

    /// A file may be a single line of a hundred megabytes with a thousand findings.
    private static let maximumBytes = 1024

    /// FNV-1a with 64 bits. It need not resist an adversary, because equal hashes are numbered.
    private struct Hash {
        private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

        mutating func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { add(byte) }
            // Ends a part: this byte does not occur in UTF-8.
            add(0xFF)
        }

        /// Adds the words with one space between them, so that realigning columns changes nothing.
        mutating func add(words bytes: [UInt8]) {
            var isSeparated = false
            var isFirst = true
            for byte in bytes {
                if byte == 0x20 || byte == 0x09 {
                    isSeparated = true
                    continue
                }
                if isSeparated || isFirst { add(0x20) }
                isSeparated = false
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
