import DNS

/// Reads domain names from tokens into a ``NameTable`` (RFC 1035 §5.1, RFC 4343 for escapes).
struct NameReader {
    let table: NameTable
    private let base: UnsafePointer<UInt8>
    // A name has at most 127 labels; the scratch buffers save an allocation for every name.
    private let labelStarts = UnsafeMutablePointer<Int>.allocate(capacity: 130)
    private let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: 64 + 8)

    /// Why a name could not be read.
    struct Failure: Error {
        let problem: NameProblem
        /// The offending bytes of the source.
        let range: Range<Int>
    }

    /// How the name last read is written.
    struct Shape {
        /// Whether it has no final dot.
        var isRelative = false
        var labelCount = 0
        /// The position of the rightmost label in the source.
        var lastLabel = 0..<0
    }
    private(set) var shape = Shape()

    init(_ source: SourceFile, _ table: NameTable) {
        base = source.base
        self.table = table
    }

    func deallocate() {
        labelStarts.deallocate()
        scratch.deallocate()
    }

    /// Reads the name in the bytes `range`, which is below `origin` unless it ends in a dot.
    @inline(__always)
    mutating func read(_ range: Range<Int>, escaped: Bool, origin: UInt32) -> Result<NameID, Failure> {
        let start = range.lowerBound
        let end = range.upperBound
        if end - start == 1 {
            if base[start] == UInt8(ascii: "@") {
                shape = Shape()
                return .success(NameID(origin))
            }
            if base[start] == UInt8(ascii: ".") {
                shape = Shape()
                return .success(.root)
            }
        }
        return escaped ? readEscaped(start, end, origin) : readPlain(start, end, origin)
    }

    @inline(__always)
    private mutating func readPlain(_ start: Int, _ end: Int, _ origin: UInt32) -> Result<NameID, Failure> {
        guard end > start else { return .failure(Failure(problem: .emptyLabel, range: start..<end)) }
        var labels = 0
        var labelStart = start
        var at = start
        while at < end {
            if base[at] == UInt8(ascii: ".") {
                let length = at - labelStart
                if length == 0 || length > 63 || labels == 127 {
                    return .failure(fault(labelStart, at, start, end, origin))
                }
                labelStarts[labels] = labelStart
                labels += 1
                labelStart = at + 1
            }
            at += 1
        }
        var current = UInt32(0)
        var next = end
        if labelStart < end {
            let length = end - labelStart
            if length > 63 || labels == 127 { return .failure(fault(labelStart, end, start, end, origin)) }
            shape = Shape(isRelative: true, labelCount: labels + 1, lastLabel: labelStart..<end)
            current = origin
            guard let child = table.child(of: current, label: base + labelStart, length: length) else {
                return .failure(tooLong(start..<end, origin))
            }
            current = child
            next = labelStart - 1
        } else {
            shape = Shape(isRelative: false, labelCount: labels, lastLabel: 0..<0)
            next = end - 1
        }
        while labels > 0 {
            labels -= 1
            let from = labelStarts[labels]
            guard let child = table.child(of: current, label: base + from, length: next - from) else {
                return .failure(tooLong(start..<end, origin))
            }
            current = child
            next = from - 1
        }
        return .success(NameID(current))
    }

    /// The failure for a label that is empty or too long, or for one label too many.
    private func fault(_ from: Int, _ to: Int, _ start: Int, _ end: Int, _ origin: UInt32) -> Failure {
        switch to - from {
        case 0:
            // The dots before and after the missing label.
            let dots = max(start, from - 1)..<min(end, to + 1)
            return Failure(problem: .emptyLabel, range: dots)
        case 64...: return Failure(problem: .labelTooLong(to - from), range: from..<to)
        default: return tooLong(start..<end, origin)
        }
    }

    /// The failure for a name of more than 255 octets, the origin of a relative name included.
    private func tooLong(_ range: Range<Int>, _ origin: UInt32) -> Failure {
        var octets = 0
        var isRelative = true
        var at = range.lowerBound
        while at < range.upperBound {
            isRelative = base[at] != UInt8(ascii: ".")
            at += Escape.octet(at: at, end: range.upperBound, base: base)?.width ?? 1
            octets += 1
        }
        // Each character is an octet, and each dot a length octet. A relative name has another length octet and the origin.
        let length = octets + 1 + (isRelative ? Int(table.nodes[Int(origin)].wireLength) : 0)
        return Failure(problem: .nameTooLong(length), range: range)
    }

    // MARK: - Escapes

    private mutating func readEscaped(_ start: Int, _ end: Int, _ origin: UInt32) -> Result<NameID, Failure> {
        var labels = 0
        var labelStart = start
        var length = 0
        var at = start
        while at < end {
            if base[at] == UInt8(ascii: ".") {
                if length == 0 { return .failure(fault(at, at, start, end, origin)) }
                if length > 63 { return .failure(Failure(problem: .labelTooLong(length), range: labelStart..<at)) }
                if labels == 127 { return .failure(fault(0, 1, start, end, origin)) }
                labelStarts[labels] = labelStart
                labels += 1
                labelStart = at + 1
                length = 0
                at += 1
            } else {
                guard let (_, width) = Escape.octet(at: at, end: end, base: base) else {
                    let range = Escape.extent(at: at, end: end, base: base)
                    return .failure(Failure(problem: .invalidEscape, range: range))
                }
                length += 1
                at += width
            }
        }
        if length > 63 { return .failure(Failure(problem: .labelTooLong(length), range: labelStart..<end)) }
        if labels == 127, length > 0 { return .failure(fault(0, 1, start, end, origin)) }
        let isRelative = length > 0
        if isRelative {
            labelStarts[labels] = labelStart
            labels += 1
        }
        shape = Shape(isRelative: isRelative, labelCount: labels, lastLabel: isRelative ? labelStart..<end : 0..<0)
        var current = isRelative ? origin : 0
        var next = isRelative ? end : end - 1
        while labels > 0 {
            labels -= 1
            let from = labelStarts[labels]
            let count = unescape(from, next)
            guard let child = table.child(of: current, label: scratch, length: count) else {
                return .failure(tooLong(start..<end, origin))
            }
            current = child
            next = from - 1
        }
        return .success(NameID(current))
    }

    /// Writes the valid label between two offsets, unescaped, to the scratch buffer, and returns its length.
    private func unescape(_ start: Int, _ end: Int) -> Int {
        var count = 0
        var at = start
        while at < end, let (octet, width) = Escape.octet(at: at, end: end, base: base) {
            scratch[count] = octet
            count += 1
            at += width
        }
        return count
    }

    // MARK: - Wire form

    /// Reads the valid name at the start of `wire`, in wire form.
    func read(wire: ArraySlice<UInt8>) -> NameID {
        var starts: [Int] = []
        var at = wire.startIndex
        while at < wire.endIndex, wire[at] != 0 {
            starts.append(at)
            at += 1 + Int(wire[at])
        }
        var current = UInt32(0)
        for start in starts.reversed() {
            let length = min(Int(wire[start]), 63)
            for index in 0..<length where start + 1 + index < wire.endIndex {
                scratch[index] = wire[start + 1 + index]
            }
            guard let child = table.child(of: current, label: scratch, length: length) else { break }
            current = child
        }
        return NameID(current)
    }
}

/// Backslash escapes (RFC 1035 §5.1): `\X` is the character itself, `\DDD` the octet with that decimal number.
enum Escape {
    /// The octet written at `offset`, and the number of bytes it takes up. `nil` for an escape that is incomplete or over
    /// 255.
    @inline(__always)
    static func octet(at offset: Int, end: Int, base: UnsafePointer<UInt8>) -> (octet: UInt8, width: Int)? {
        guard base[offset] == UInt8(ascii: "\\") else { return (base[offset], 1) }
        guard offset + 1 < end else { return nil }
        let first = base[offset + 1] &- 0x30
        guard first < 10 else { return (base[offset + 1], 2) }
        guard offset + 3 < end else { return nil }
        let second = base[offset + 2] &- 0x30
        let third = base[offset + 3] &- 0x30
        guard second < 10, third < 10 else { return nil }
        let value = Int(first) * 100 + Int(second) * 10 + Int(third)
        return value > 255 ? nil : (UInt8(value), 4)
    }

    /// The bytes of a broken escape: the backslash and up to three digits.
    static func extent(at offset: Int, end: Int, base: UnsafePointer<UInt8>) -> Range<Int> {
        var last = offset + 1
        while last < end, last < offset + 4, base[last] &- 0x30 < 10 { last += 1 }
        return offset..<last
    }
}
