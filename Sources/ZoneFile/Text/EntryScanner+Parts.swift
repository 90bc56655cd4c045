/// Parts of a file that several scanners read.
extension EntryScanner {
    /// What is left of a scanner that has read a part of a source.
    struct End: Sendable {
        let position: Int
        let recovery: Recovery
        let directiveComments: [Int]
    }

    var end: End { End(position: position, recovery: recovery, directiveComments: directiveComments) }

    /// Whether another scanner that began here has read what this one would read.
    func agrees(with end: End) -> Bool {
        recovery.isWithoutEffect && recovery.rereadBytes + end.recovery.rereadBytes <= rereadLimit
    }

    /// Continues where another scanner, which began here, has ended.
    mutating func skip(to end: End) {
        position = end.position
        let reread = recovery.rereadBytes
        recovery = end.recovery
        recovery.rereadBytes += reread
        // This scanner has looked ahead if it first took an entry to have open parentheses.
        let last = directiveComments.last ?? -1
        directiveComments += end.directiveComments.drop { $0 <= last }
    }
}
