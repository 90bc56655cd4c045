import DNS

// What is not known because an entry could not be read.

extension ZoneReader {
    /// Notes that the current entry is a record that could not be read.
    ///
    /// - Parameters:
    ///   - type: `nil` if it is not known.
    ///   - fieldCount: the number of fields of the data, if it is known.
    mutating func noteUnread(_ owner: NameID, _ type: RecordType?, fieldCount: Int? = nil) {
        // Lines that an open parenthesis made a part of the entry may be records of the same owner.
        let hasSwallowed = scanner.faults.contains { $0.kind == .notClosed }
        unread.add(
            owner, hasSwallowed ? nil : type, fieldCount: hasSwallowed ? nil : fieldCount, lacksDot: ownerLacksDot,
            at: unreadSpan)
    }

    /// Notes that the current entry stands for any number of records at or below a name, by default the origin.
    mutating func noteUnreadBranch(_ branch: NameID? = nil, _ type: RecordType? = nil) {
        unread.add(below: branch ?? NameID(inherited.origin), type, at: unreadSpan)
    }

    /// Notes that an `$ORIGIN` could not be read. Relative names after it are below an unknown origin.
    mutating func loseOrigin() {
        unread.note(unreadSpan)
        setOrigin(.unknownOrigin, named: nil)
        inherited.originDirective = nil
    }

    /// The problem that was reported for the entry, or its first field.
    private var unreadSpan: SourceSpan {
        if let last = problems.all.last, last.span.source === source, last.span.range.lowerBound >= scanner.entryStart {
            return last.span
        }
        return SourceSpan(source, scanner.tokenCount > 0 ? scanner.tokens[0].range : 0..<0)
    }

    // MARK: - Entries that are not read at all

    /// Notes that the current entry, a directive or record, is not read because it is not text.
    mutating func noteUnreadableEntry() {
        inherited.isFirstRecord = false
        let first = scanner.tokens[0]
        guard scanner.isIndented || base[Int(first.start)] != UInt8(ascii: "$") else {
            let name = bytes(first)
            if name.foldedEquals("$ORIGIN") {
                loseOrigin()
            } else if name.foldedEquals("$TTL") {
                unread.note(unreadSpan)
                inherited.hasReportedMissingTTL = true
            } else {
                noteUnreadBranch(.unknownOrigin)
            }
            return
        }
        guard !scanner.isIndented else {
            switch inherited.owner {
            case .name(let owner), .unreadable(let owner): noteUnread(owner, typeField(from: 0))
            case .none where assumed != nil: isUndecided = true
            case .none: noteUnread(NameID(inherited.origin), typeField(from: 0))
            }
            return
        }
        if !first.flags.contains(.control),
            case .success(let owner) = nameReader.read(
                first.content, escaped: first.flags.contains(.escaped), origin: inherited.origin)
        {
            inherited.owner = .name(owner)
            noteUnread(owner, typeField(from: 1))
        } else {
            noteUnreadableOwner(first)
        }
    }

    /// Notes that the owner of the current record, in the first field, could not be read. The entries that inherit it cannot
    /// be read either.
    mutating func noteUnreadableOwner(_ token: Token) {
        inherited.isFirstRecord = false
        let owner = firstLabel(of: token)
        inherited.owner = .unreadable(owner)
        noteUnread(owner, typeField(from: 1))
    }

    /// The first label of a name that could not be read, below the unknown origin: whatever name was meant begins with it. The
    /// unknown origin itself if the label cannot be read either.
    private mutating func firstLabel(of token: Token) -> NameID {
        let content = token.content
        let end = content.first { base[$0] == UInt8(ascii: ".") } ?? content.upperBound
        let label = content.lowerBound..<end
        // `@` is the origin, and a backslash may be a part of the mistake.
        let isReadable = label.allSatisfy { 0x21..<0x7F ~= base[$0] && !"\\@".utf8.contains(base[$0]) }
        guard isReadable, !label.isEmpty, base[end] == UInt8(ascii: "."),
            case .success(let owner) = nameReader.read(label, escaped: false, origin: NameID.unknownOrigin.rawValue)
        else { return .unknownOrigin }
        return owner
    }

    /// The type of the current record, whose fields from `index` on are a TTL and class, both optional, and the type.
    func typeField(from index: Int) -> RecordType? {
        for at in index..<max(index, min(index + 3, scanner.tokenCount)) {
            let text = bytes(scanner.tokens[at])
            if let type = RecordType(mnemonic: text) { return type.isMeta ? nil : type }
            if RecordClass(mnemonic: text) != nil { continue }
            guard case .success = TTLText.read(text) else { return nil }
        }
        return nil
    }
}
