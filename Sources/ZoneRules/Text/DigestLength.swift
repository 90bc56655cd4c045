import DNS
import ZoneFile

/// A digest or fingerprint whose length does not fit the digest type beside it: it was cut off, or the type is that of another
/// one.
struct DigestLength {
    let help: String

    /// - Returns: `nil` if the problem is another one.
    init?(_ problem: ZoneProblem, _ type: RecordType) {
        guard let algorithms = Self.algorithms[type.description] else { return nil }
        let source = problem.span.source
        let digits = problem.span.text.filter { !$0.isWhitespace }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ Self.isHexadecimal($0) }) else { return nil }
        // The digest type is the field before.
        var end = problem.span.range.lowerBound
        while end > 0, [0x20, 0x09, 0x28, 0x0A, 0x0D].contains(source[end - 1]) { end -= 1 }
        var start = end
        while start > 0, source[start - 1] &- 0x30 < 10 { start -= 1 }
        guard let written = algorithms.first(where: { $0.number == source.text(in: start..<end) }),
            written.digits != digits.utf8.count
        else { return nil }
        let expected = "the whole \(written.name) value of \(written.digits) digits"
        if let other = algorithms.first(where: { $0.digits == digits.utf8.count }) {
            let field = type.description == "ZONEMD" ? "algorithm" : "type"
            help =
                "\(other.digits) digits are a \(other.name) value: write the \(field) `\(other.number)`, or \(expected)"
        } else {
            help = "copy \(expected) again; this one has \(digits.utf8.count)"
        }
    }

    private static let algorithms: [String: [(number: String, name: String, digits: Int)]] = [
        "DS": digests, "CDS": digests, "DLV": digests, "TA": digests,
        "SSHFP": [("1", "SHA-1", 40), ("2", "SHA-256", 64)],
        "TLSA": associations, "SMIMEA": associations,
        // RFC 8976 §2.2.3
        "ZONEMD": [("1", "SHA-384", 96), ("2", "SHA-512", 128)],
    ]

    private static let associations = MatchingType.all.map { ("\($0.number)", $0.name, 2 * $0.octets) }

    private static let digests: [(number: String, name: String, digits: Int)] = [
        ("1", "SHA-1", 40), ("2", "SHA-256", 64), ("4", "SHA-384", 96),
    ]

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || asciiLowercased(byte) &- 0x61 < 6
    }
}
