extension SourceFile {
    /// The bytes of the entries that comments at `offsets`, in ascending order, belong to: the one a comment stands in
    /// or behind, else the one that begins on the next line. Empty if neither is there. Reads the file once.
    public func entries(forCommentsAt offsets: [Int]) -> [Range<Int>] {
        var scanner = EntryScanner(self)
        defer { scanner.deallocate() }
        var entries: [Range<Int>] = []
        entries.reserveCapacity(offsets.count)
        while entries.count < offsets.count, scanner.next() {
            let entry = scanner.entryStart..<scanner.position
            while entries.count < offsets.count, offsets[entries.count] < entry.upperBound {
                let offset = offsets[entries.count]
                let isItsOwn =
                    entry.contains(offset)
                    || location(of: entry.lowerBound).line == location(of: offset).line + 1
                entries.append(isItsOwn ? entry : offset..<offset)
            }
        }
        return entries + offsets[entries.count...].map { $0..<$0 }
    }
}

/// An entry of a zone file as it is written: a record or a directive, whether or not it can be read.
public struct WrittenEntry: Sendable {
    /// Whole lines, the last line end included.
    public let range: Range<Int>
    /// Without comments, blanks and parentheses.
    public let fields: [Range<Int>]
}

extension SourceFile {
    /// The entries that hold the bytes at `offsets`, which are in ascending order. Reads the file once.
    public func entries(at offsets: [Int]) -> [WrittenEntry?] {
        var scanner = EntryScanner(self)
        defer { scanner.deallocate() }
        var entries: [WrittenEntry?] = []
        entries.reserveCapacity(offsets.count)
        while entries.count < offsets.count, scanner.next() {
            let range = scanner.entryStart..<scanner.position
            var entry: WrittenEntry?
            while entries.count < offsets.count, offsets[entries.count] < range.upperBound {
                if range.contains(offsets[entries.count]), entry == nil {
                    entry = WrittenEntry(
                        range: range, fields: (0..<scanner.tokenCount).map { scanner.tokens[$0].range }
                    )
                }
                entries.append(range.contains(offsets[entries.count]) ? entry : nil)
            }
        }
        return entries + Array(repeating: nil, count: offsets.count - entries.count)
    }

    /// Where the comments that begin with `srvlint` begin, in order.
    public func directiveComments() -> [Int] {
        var scanner = EntryScanner(self)
        defer { scanner.deallocate() }
        while scanner.next() {}
        return scanner.directiveComments
    }
}
