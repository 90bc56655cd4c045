import DNS

/// Reads a zone file before and after formatting: nothing but white space may have changed.
public struct FormattingCheck {
    private let before: Zone

    public init(_ source: SourceFile) {
        before = Zone(reading: source)
    }

    /// Whether the file is text of a zone, even with mistakes, and not a file of another format.
    public var isZone: Bool {
        switch before.problems.first?.kind {
        case .foreignFormat, .utf16, .binary: false
        default: true
        }
    }

    /// Whether another text has the same records in the same order, and the same mistakes. Included files are not read.
    public func isEquivalent(_ text: SourceFile) -> Bool {
        let after = Zone(reading: text)
        guard before.records.count == after.records.count, before.unread.count == after.unread.count,
            before.problems.map(\.kind) == after.problems.map(\.kind), haveSameNames(before.names, after.names)
        else { return false }
        let oldReader = RDATAReader(before, .canonical)
        let newReader = RDATAReader(after, .canonical)
        return before.records.indices.allSatisfy { id in
            let (left, right) = (before.records[id], after.records[id])
            // Equal names have equal identifiers, since both tables have the same names.
            return left.owner == right.owner && left.ttl == right.ttl && left.type == right.type
                && left.target == right.target && left.flags == right.flags
                && oldReader.rdata(of: id) == newReader.rdata(of: id)
        }
    }

    private func haveSameNames(_ old: NameTable, _ new: NameTable) -> Bool {
        old.count == new.count
            && (0..<old.count).allSatisfy { number in
                let name = NameID(UInt32(number))
                return old.parent(of: name) == new.parent(of: name) && old.label(of: name) == new.label(of: name)
            }
    }
}
