#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Where a large zone file is cut into parts that are read at once.
enum PartCuts {
    /// A file with fewer bytes is read by one thread: 20,000 records, which take a few milliseconds.
    static let minimumSize = SourceFile.sizeForThreads
    /// The bytes that are read before the parts, to learn the origin, class and TTL.
    static let headSize = 1 << 14
    /// The lines that are considered for a cut.
    private static let lineLimit = 1_000

    /// Returns the offsets of lines, in ascending order, that cut the file after `start` into parts of about the same size.
    static func choose(_ count: Int, in source: SourceFile, after start: Int) -> [Int] {
        guard !source.crEndsLines else { return [] }
        let size = (source.count - start) / (count + 1)
        var cuts: [Int] = []
        for number in 1...count {
            guard let cut = line(from: start + number * size, in: source), cut > cuts.last ?? start else { continue }
            cuts.append(cut)
        }
        return cuts
    }

    /// The first line that looks like a record with an owner, after a line with fields of a record. So no owner is inherited,
    /// the line before is not a directive, and no comment is between the two.
    private static func line(from offset: Int, in source: SourceFile) -> Int? {
        var at = offset
        var isAfterFields = false
        for _ in 0..<lineLimit {
            guard at < source.count, let end = memchr(source.base + at, 0x0A, source.count - at) else { return nil }
            at = UnsafeRawPointer(end) - UnsafeRawPointer(source.base) + 1
            guard at < source.count else { return nil }
            let hasFields = hasFields(at: at, in: source)
            if isAfterFields, hasFields, ByteClass.table[Int(source.base[at])] == ByteClass.ordinary,
                RecordStartHeuristic.matches(at: at, base: source.base, count: source.count)
            {
                return at
            }
            isAfterFields = hasFields
        }
        return nil
    }

    /// Whether the line is neither empty nor a comment nor a directive.
    private static func hasFields(at start: Int, in source: SourceFile) -> Bool {
        var at = start
        while ByteClass.table[Int(source.base[at])] == ByteClass.space { at += 1 }
        switch ByteClass.table[Int(source.base[at])] {
        case ByteClass.lineFeed, ByteClass.carriageReturn, ByteClass.semicolon: return false
        default: return at > start || source.base[at] != UInt8(ascii: "$")
        }
    }
}
