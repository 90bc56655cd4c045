/// A conflict that a version control system left in a file: `<<<<<<< HEAD`, `=======` and `>>>>>>> branch`, each at the start of
/// a line. Git, Mercurial and Subversion write the same markers.
struct MergeConflict {
    /// The first marker, up to the end of its line.
    let start: Range<Int>
    /// The last marker. The first one again if the other one was deleted.
    let end: Range<Int>

    private static let length = 7

    /// The conflicts of a file, in its order. A marker that is left over from a conflict counts as one.
    static func all(in source: SourceFile) -> [MergeConflict] {
        let (openings, closings) = (markers("<", in: source), markers(">", in: source))
        guard !openings.isEmpty || !closings.isEmpty else { return [] }
        var conflicts: [MergeConflict] = []
        var rest = closings[...]
        for (number, opening) in openings.enumerated() {
            while let first = rest.first, first.lowerBound < opening.lowerBound {
                conflicts.append(MergeConflict(start: first, end: first))
                rest.removeFirst()
            }
            let next = number + 1 < openings.count ? openings[number + 1].lowerBound : .max
            guard let closing = rest.first, closing.lowerBound < next else {
                conflicts.append(MergeConflict(start: opening, end: opening))
                continue
            }
            conflicts.append(MergeConflict(start: opening, end: closing))
            rest.removeFirst()
        }
        return conflicts + rest.map { MergeConflict(start: $0, end: $0) }
    }

    /// The lines that begin with seven of the character and end there or continue after a space.
    private static func markers(_ character: Unicode.Scalar, in source: SourceFile) -> [Range<Int>] {
        let byte = UInt8(ascii: character)
        var found: [Range<Int>] = []
        var at = 0
        while let start = source.nextOffset(of: byte, from: at) {
            at = start
            while at < source.count, source.base[at] == byte { at += 1 }
            let isAtStart = start == 0 || source.base[start - 1] == 0x0A || source.base[start - 1] == 0x0D
            guard isAtStart, at - start == length, at == source.count || [0x20, 0x0A, 0x0D].contains(source.base[at])
            else { continue }
            while at < source.count, source.base[at] != 0x0A, source.base[at] != 0x0D { at += 1 }
            found.append(start..<at)
        }
        return found
    }
}
