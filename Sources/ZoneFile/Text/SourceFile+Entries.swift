extension SourceFile {
    /// The entries to which the comments at `offsets` belong: the entry on the same line, or else the one that begins on the
    /// next line. The range is empty if there is neither. Reads the file once.
    ///
    /// - Parameter offsets: in ascending order.
    public func entries(forCommentsAt offsets: [Int]) -> [Range<Int>] {
        var scanner = EntryScanner(self)
        defer { scanner.deallocate() }
        var entries: [Range<Int>] = []
        entries.reserveCapacity(offsets.count)
        while entries.count < offsets.count, scanner.next() {
            let entry = scanner.entryStart..<scanner.position
            while entries.count < offsets.count, offsets[entries.count] < entry.upperBound {
                let offset = offsets[entries.count]
                let isRelated =
                    entry.contains(offset)
                    || location(of: entry.lowerBound).line == location(of: offset).line + 1
                entries.append(isRelated ? entry : offset..<offset)
            }
        }
        return entries + offsets[entries.count...].map { $0..<$0 }
    }
}

/// The position of an entry of a zone file and its fields: a record or a directive, valid or not.
public struct SourceEntry: Sendable {
    /// Whole lines, the last line end included.
    public let range: Range<Int>
    /// The fields, without comments, white space and parentheses.
    public let fields: [Range<Int>]
    /// Whether its parentheses and quotes are closed, so that these are the fields of one record.
    public let isBalanced: Bool
}

extension SourceFile {
    /// The entries that contain the bytes at `offsets`, which are in ascending order. Reads the file once.
    public func entries(at offsets: [Int]) -> [SourceEntry?] {
        var scanner = EntryScanner(self)
        defer { scanner.deallocate() }
        var entries: [SourceEntry?] = []
        entries.reserveCapacity(offsets.count)
        while entries.count < offsets.count, scanner.next() {
            let range = scanner.entryStart..<scanner.position
            var entry: SourceEntry?
            while entries.count < offsets.count, offsets[entries.count] < range.upperBound {
                if range.contains(offsets[entries.count]), entry == nil {
                    entry = SourceEntry(
                        range: range, fields: (0..<scanner.tokenCount).map { scanner.tokens[$0].range },
                        isBalanced: scanner.faults.isEmpty)
                }
                entries.append(range.contains(offsets[entries.count]) ? entry : nil)
            }
        }
        return entries + Array(repeating: nil, count: offsets.count - entries.count)
    }

    /// The next word on the same line, after white space and parentheses; empty at the end of the line or before a comment.
    /// Untrusted.
    public func word(after offset: Int) -> String {
        var start = offset
        while start < count, [0x20, 0x09, 0x28, 0x29].contains(base[start]) { start += 1 }
        var end = start
        while end < count, end - start < 256, ByteClass.table[Int(base[end])] == ByteClass.ordinary { end += 1 }
        return text(in: start..<end)
    }

    /// The offsets of the comments that begin with `srvlint`, in order.
    public func directiveComments() -> [Int] {
        var scanner = EntryScanner(self)
        defer { scanner.deallocate() }
        while scanner.next() {}
        return scanner.directiveComments
    }
}
