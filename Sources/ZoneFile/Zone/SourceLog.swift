/// The texts that a zone was read from, and what the reader noted about positions in them.
struct SourceLog: Sendable {
    /// Every text, the zone file first.
    var sources: [SourceFile]
    /// What ``IncludeLoading`` calls the file of each source; `nil` for generated text, or if it has no name for it.
    var identities: [String?]
    /// The identities of all included files.
    var includedFiles: Set<String> = []
    /// The positions of comments that begin with `srvlint`, in order.
    var directiveComments: [SourceSpan] = []
    /// The changes of the origin, in the order of reading.
    var originChanges: [OriginChange] = []
    /// The text of exports that was skipped, in the order of reading.
    var exports: [ExportOccurrence] = []
    /// The entries that were ended before their parentheses were closed, in the order of reading. To read a record of
    /// one again, the scanner has to stop at the same position.
    var unclosedEntries: [UnclosedEntry] = []

    /// From `offset` of a source on, relative names are below `origin`.
    typealias OriginChange = (source: UInt16, offset: Int, origin: NameID)

    /// An entry that was ended before its parentheses were closed.
    typealias UnclosedEntry = (source: UInt16, start: Int, end: Int)

    /// Adds what was noted further on in the zone file, which is the first source of both.
    ///
    /// - Parameter map: the names of the other part.
    mutating func append(_ later: SourceLog, _ map: NameMap) {
        let shift = UInt16(sources.count - 1)
        func moved(_ source: UInt16) -> UInt16 { source == 0 ? 0 : source + shift }
        sources += later.sources.dropFirst()
        identities += later.identities.dropFirst()
        includedFiles.formUnion(later.includedFiles)
        directiveComments += later.directiveComments
        originChanges += later.originChanges.map { (moved($0.source), $0.offset, map[$0.origin]) }
        exports += later.exports.map {
            ExportOccurrence(syntax: $0.syntax, span: $0.span, entry: $0.entry, owner: map[$0.owner])
        }
        unclosedEntries += later.unclosedEntries.map { (moved($0.source), $0.start, $0.end) }
    }

    var originChangesBySource: [[OriginChange]] {
        var lists = [[OriginChange]](repeating: [], count: sources.count)
        for change in originChanges { lists[Int(change.source)].append(change) }
        return lists
    }

    var unclosedEntriesBySource: [[UnclosedEntry]] {
        var lists = [[UnclosedEntry]](repeating: [], count: sources.count)
        for entry in unclosedEntries { lists[Int(entry.source)].append(entry) }
        return lists
    }
}
