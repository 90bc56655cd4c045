extension SourceFile {
    /// The bytes of the entry that a comment at `offset` belongs to: the one it stands in or behind, else the one that
    /// begins on the next line. Empty if neither is there. Reads the file from its start.
    public func entry(forCommentAt offset: Int) -> Range<Int> {
        var scanner = EntryScanner(self)
        defer { scanner.deallocate() }
        while scanner.next() {
            let entry = scanner.entryStart..<scanner.position
            if entry.contains(offset) { return entry }
            guard entry.lowerBound > offset else { continue }
            let isNext = location(of: entry.lowerBound).line == location(of: offset).line + 1
            return isNext ? entry : offset..<offset
        }
        return offset..<offset
    }
}
