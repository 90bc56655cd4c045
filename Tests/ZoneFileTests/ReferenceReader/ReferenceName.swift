import DNS

@testable import ZoneFile

/// A domain name as labels in lower case.
struct ReferenceName: Equatable {
    var labels: [[UInt8]]
    /// Whether the name is below an unknown origin.
    var isOriginUnknown = false

    static let root = ReferenceName(labels: [])

    var octets: Int { labels.reduce(1) { $0 + $1.count + 1 } }

    var wire: [UInt8] { labels.flatMap { [UInt8($0.count)] + $0 } + [0] }

    /// The text of the name as in `NameTable`: absolute, or relative to the unknown origin.
    var description: String {
        let text = Name(wire: wire)?.description ?? "?"
        guard isOriginUnknown else { return text }
        return labels.isEmpty ? "@" : String(text.dropLast())
    }

    init(labels: [[UInt8]], isOriginUnknown: Bool = false) {
        self.labels = labels
        self.isOriginUnknown = isOriginUnknown
    }

    init(_ name: Name) {
        labels = name.labels.map { $0.map(asciiLowercased) }
    }

    func isAtOrBelow(_ other: ReferenceName) -> Bool {
        isOriginUnknown == other.isOriginUnknown && labels.suffix(other.labels.count) == other.labels[...]
    }
}

/// A name read from a file, and its notation there.
struct ReferenceNameReading {
    var name: ReferenceName
    var isRelative = false
    /// The labels in the file, including escapes.
    var writtenLabels: [[UInt8]] = []

    struct Failure: Error {
        var kind: ZoneProblem.Kind
        var range: Range<Int>
    }

    /// Reads `range` of the file, label by label from the left. Throws the first problem.
    init(_ text: ReferenceText, _ range: Range<Int>, below origin: ReferenceName) throws(Failure) {
        let bytes = Array(text.bytes[range])
        if bytes == [UInt8(ascii: "@")] {
            name = origin
            return
        }
        if bytes == [UInt8(ascii: ".")] {
            name = .root
            return
        }
        var labels: [[UInt8]] = []
        var label: [UInt8] = []
        var written: [UInt8] = []
        var start = range.lowerBound
        var at = start
        var endsInDot = false
        func check(_ end: Int) throws(Failure) {
            if label.isEmpty {
                let dots = max(range.lowerBound, start - 1)..<min(range.upperBound, end + 1)
                throw Failure(kind: .emptyLabel, range: dots)
            }
            if label.count > 63 { throw Failure(kind: .labelTooLong(label.count), range: start..<end) }
            if labels.count == 127 {
                throw Failure(kind: .nameTooLong(Self.octets(text, range, below: origin)), range: range)
            }
        }
        while at < range.upperBound {
            endsInDot = text[at] == UInt8(ascii: ".")
            if endsInDot {
                try check(at)
                labels.append(label)
                writtenLabels.append(written)
                label = []
                written = []
                at += 1
                start = at
                continue
            }
            let (octet, length) = Self.character(text, at, range.upperBound)
            guard let octet else { throw Failure(kind: .invalidEscape, range: at..<at + length) }
            label.append(asciiLowercased(octet))
            written += text.bytes[at..<at + length]
            at += length
        }
        isRelative = !endsInDot
        if isRelative {
            guard !range.isEmpty else { throw Failure(kind: .emptyLabel, range: range) }
            try check(range.upperBound)
            labels.append(label)
            writtenLabels.append(written)
            name = ReferenceName(labels: labels + origin.labels, isOriginUnknown: origin.isOriginUnknown)
        } else {
            name = ReferenceName(labels: labels)
        }
        guard name.octets <= 255 else { throw Failure(kind: .nameTooLong(name.octets), range: range) }
    }

    /// The octet at the offset, `nil` for a broken escape, and the number of bytes it takes up.
    private static func character(_ text: ReferenceText, _ at: Int, _ end: Int) -> (UInt8?, Int) {
        guard text[at] == UInt8(ascii: "\\") else { return (text[at], 1) }
        guard at + 1 < end else { return (nil, 1) }
        let digits = text.bytes[at + 1..<min(at + 4, end)].prefix { (0x30...0x39).contains($0) }
        if digits.isEmpty { return (text[at + 1], 2) }
        let number = Int(String(decoding: digits, as: UTF8.self)) ?? 0
        return digits.count == 3 && number <= 255 ? (UInt8(number), 4) : (nil, 1 + digits.count)
    }

    /// The length of the name on the wire. A broken escape counts as one octet, and each of its digits too.
    private static func octets(_ text: ReferenceText, _ range: Range<Int>, below origin: ReferenceName) -> Int {
        var count = 0
        var at = range.lowerBound
        var endsInDot = false
        while at < range.upperBound {
            endsInDot = text[at] == UInt8(ascii: ".")
            let (octet, length) = character(text, at, range.upperBound)
            at += octet == nil ? 1 : length
            count += 1
        }
        return count + 1 + (endsInDot ? 0 : origin.octets)
    }
}
