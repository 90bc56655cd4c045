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
