import DNS

// The fields before the RDATA: the owner, TTL and class, both optional and in either order, and the type.

extension ZoneReader {
    /// Reads the entry as a record.
    mutating func readRecord() {
        let tokens = scanner.tokens
        if hasClassInFirstColumn() { return noteFieldAsOwner(.recordClass, typeField(from: 1)) }
        var index = 0
        var flags: ZoneRecord.Flags = []
        guard var owner = readOwner(&index, &flags) else { return }

        var ttl: UInt32?
        var sawClass = false
        var type: RecordType?
        var hasTTLField = false
        while type == nil {
            guard index < scanner.tokenCount else {
                if !noteLineContinuation(owner), !hasInvisibleSplit {
                    report(.missingType, tokens[scanner.tokenCount - 1].range, owner: owner)
                }
                return noteUnreadable(owner, nil)
            }
            let token = tokens[index]
            let text = bytes(token)
            if !sawClass, let recordClass = RecordClass(mnemonic: text) {
                sawClass = true
                if recordClass == .any, noteMessageSignature(index, owner) { return }
                guard recordClass == inherited.zoneClass ?? recordClass else {
                    let zone = inherited.zoneClass ?? .internet
                    report(.wrongClass(recordClass, zone: zone), token.range, owner: owner)
                    return noteUnreadable(owner, typeField(from: index + 1))
                }
                if inherited.zoneClass == nil { inherited.zoneClass = recordClass }
            } else if !hasTTLField, isTimeField(text) {
                switch TTLText.read(text) {
                case .success(let value):
                    ttl = value
                    hasTTLField = true
                case .failure where !sawClass && isMisspeltClass(index):
                    sawClass = true
                    report(.unknownClass(nearest: inherited.zoneClass ?? .internet), token.range, owner: owner)
                case .failure(let failure):
                    hasTTLField = true
                    guard failure == .tooLarge || leadsToType(index + 1) else {
                        return refuseType(index, owner)
                    }
                    report(failure == .invalid ? .invalidTTL : .ttlTooLarge, token.range, owner: owner)
                    ttl = inherited.defaultTTL ?? inherited.lastTTL ?? ttlBeforePart()
                }
            } else {
                type = RecordType(mnemonic: text) ?? ServerPrivateType.type(mnemonic: text)
                if type == nil, noteExportField(index, owner) {
                    index += 1
                    continue
                }
                if type == nil {
                    guard !sawClass, isMisspeltClass(index) else { return refuseType(index, owner) }
                    sawClass = true
                    report(.unknownClass(nearest: inherited.zoneClass ?? .internet), token.range, owner: owner)
                }
            }
            noteQuotes(token, owner)
            index += 1
        }
        guard let type else { return }
        let typeToken = tokens[index - 1]
        guard !type.isMeta else {
            report(.metaType(type), typeToken.range, owner: owner)
            return noteUnreadable(owner, nil)
        }

        if type == .soa, owner == .root, let apex = apexOfRootSOA {
            report(.soaAtRoot, tokens[0].range, related: inherited.originDirective, owner: apex)
            owner = apex
        }
        if ttl != nil { flags.insert(.hasTTL) }
        var record = ZoneRecord(
            owner: owner,
            ttl: ttl ?? inheritedTTL(type, tokens[min(flags.contains(.inheritsOwner) ? 0 : 1, index - 1)], owner),
            target: .root,
            start: UInt32(truncatingIfNeeded: scanner.entryStart),
            rdata: index < scanner.tokenCount ? tokens[index].start : typeToken.end,
            type: type,
            source: sourceIndex,
            priority: 0,
            weight: 0,
            port: 0,
            flags: flags
        )
        inherited.lastTTL = record.ttl
        inherited.owner = .name(owner)
        inherited.isFirstRecord = false
        inherited.originDirective = nil
        let problemCount = problems.all.count
        // What a string with line breaks in it was meant to be is not known.
        if readRDATA(&record, from: index), !spansLines, scanner.faults.isEmpty || closingBrace == nil,
            !noteStringsOnNextLine(record),
            !noteTextOnNextLine(record, from: index)
        {
            if names.nodes[owner.index].flags & NameTable.isAtOrBelowApex == 0 { noteOutOfZone(&record) }
            if type == .soa, ttl == nil { takeMinimum(of: &record) }
            records.append(record)
        } else {
            if hasRemovedComments { findOtherProblems(of: record, from: index, since: problemCount) }
            noteUnread(owner, type)
        }
    }

    /// Whether a string of the entry is closed on a later line.
    private var spansLines: Bool {
        !scanner.faults.isEmpty && scanner.faults.contains { $0.kind == .quoteSpansLines }
    }

    /// Reads RDATA without the comments of other languages that were inside it, to find its other problems. Such a record is
    /// not kept: its text would have to be read in the same way wherever its fields are needed.
    ///
    /// - Parameter problemCount: the number of problems before the RDATA was read for the first time.
    private mutating func findOtherProblems(of record: ZoneRecord, from index: Int, since problemCount: Int) {
        hasRemovedComments = false
        problems.keep(problemCount) { $0.kind == .foreignComment }
        var copy = record
        _ = readRDATA(&copy, from: index)
        hasRemovedComments = false
    }

    /// Marks the record as one outside the zone, unless it is not known where its owner is after an `$ORIGIN` that could not
    /// be read.
    private mutating func noteOutOfZone(_ record: inout ZoneRecord) {
        guard names.isName(record.owner, atOrBelow: .unknownOrigin) else {
            record.flags.insert(.outOfZone)
            return
        }
        let start = Int(record.start)
        unread.add(record.owner, record.type, at: SourceSpan(source, start..<start))
    }

    // MARK: - Owner

    /// Returns the owner, explicit or inherited, and moves `index` past it.
    private mutating func readOwner(_ index: inout Int, _ flags: inout ZoneRecord.Flags) -> NameID? {
        let first = scanner.tokens[0]
        guard scanner.isIndented else {
            index = 1
            return readExplicitOwner(first, &flags)
        }
        if isIndentedOwner(first) {
            index = 1
            let owner = readExplicitOwner(first, &flags)
            report(
                .indentedOwner, first.range, related: SourceSpan(source, scanner.entryStart..<Int(first.start)),
                owner: owner)
            return owner
        }
        flags.insert(.inheritsOwner)
        switch inherited.owner {
        case .name(let owner):
            if let originDirective = inherited.originDirective {
                report(.ownerAfterOrigin, first.range, related: originDirective, owner: owner)
            }
            return owner
        case .unreadable(let owner):
            noteUnread(owner, typeField(from: 0))
            return nil
        case .none where assumed != nil:
            isUndecided = true
            return nil
        case .none:
            report(.noPreviousOwner, first.range)
            // Servers that read such a record take the origin for its owner.
            inherited.owner = .unreadable(NameID(inherited.origin))
            noteUnread(NameID(inherited.origin), typeField(from: 0))
            return nil
        }
    }

    private mutating func readExplicitOwner(_ token: Token, _ flags: inout ZoneRecord.Flags) -> NameID? {
        noteQuotes(token, nil)
        switch nameReader.read(token.content, escaped: token.flags.contains(.escaped), origin: inherited.origin) {
        case .success(let owner):
            noteNonASCII(token, owner)
            ownerLacksDot = mayRepeatOrigin(nameReader.shape)
            if ownerLacksDot { flags.insert(.dottedOwner) }
            noteSpelling(ofOwner: token, &flags)
            return owner
        case .failure(let failure):
            ownerLacksDot = false
            report(.init(failure.problem), failure.range)
            noteUnreadableOwner(token)
            return nil
        }
    }

    /// Marks the spellings that rules look for, so that they do not read the owner of each record again.
    @inline(__always)
    private func noteSpelling(ofOwner token: Token, _ flags: inout ZoneRecord.Flags) {
        let range = token.content
        // A word that was split at a Unicode space may have had the escape in another part.
        if token.flags.contains(.escaped), bytes(token).contains(UInt8(ascii: "\\")) { flags.insert(.escapedOwner) }
        if base[range.lowerBound] &- 0x30 < 10 { flags.insert(.ownerBeginsWithDigit) }
        if range.count > 2, base[range.upperBound - 1] == UInt8(ascii: "N"),
            base[range.upperBound - 2] == UInt8(ascii: "I")
        {
            flags.insert(.ownerEndsInClass)
        }
    }

    /// The name without the origin appended to it, if it is a name of the zone.
    mutating func nameInZone(writtenInFull token: Token) -> NameID? {
        guard
            case .success(let name) = nameReader.read(
                token.content, escaped: token.flags.contains(.escaped), origin: NameID.root.rawValue),
            names.nodes[name.index].flags & NameTable.isAtOrBelowApex != 0
        else { return nil }
        return name
    }

    /// Whether the name just read is relative, has several labels, and ends in the last label of the zone's origin.
    @inline(__always)
    func mayRepeatOrigin(_ shape: NameReader.Shape) -> Bool {
        guard shape.isRelative, shape.labelCount > 1, shape.lastLabel.count == apexLastLabel.count else { return false }
        for (offset, letter) in apexLastLabel.enumerated()
        where asciiLowercased(base[shape.lastLabel.lowerBound + offset]) != letter {
            return false
        }
        return true
    }

    /// Whether an indented line begins with an owner: a field that is not a TTL, class or type, but is followed by those.
    private func isIndentedOwner(_ first: Token) -> Bool {
        let text = bytes(first)
        guard !text.isEmpty, !isTimeField(text), RecordClass(mnemonic: text) == nil,
            RecordType(mnemonic: text) == nil,
            ServerPrivateType.type(mnemonic: text) == nil, text[0] != UInt8(ascii: "$"), !isAging(text)
        else { return false }
        return leadsToType(1)
    }

    /// Whether a field before the type is a TTL, valid or not: it begins with a digit, or is a negative number.
    private func isTimeField(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        if first &- 0x30 < 10 { return true }
        return first == UInt8(ascii: "-") && text.count > 1 && text.dropFirst().allSatisfy { $0 &- 0x30 < 10 }
    }

    /// Whether the token resembles the class of the zone, and a TTL or a type with data follows.
    private func isMisspeltClass(_ index: Int) -> Bool {
        let text = bytes(scanner.tokens[index])
        guard 1...3 ~= text.count, leadsToType(index + 1) else { return false }
        let expected = (inherited.zoneClass ?? .internet).description.utf8.map(asciiLowercased)
        return Spelling.distance(text.map(asciiLowercased), expected) == 1 && !isUnitOfTime(index)
    }

    /// Whether the token is the unit of the number before it: `5 min`.
    private func isUnitOfTime(_ index: Int) -> Bool {
        index > 0 && bytes(scanner.tokens[index - 1]).allSatisfy { $0 &- 0x30 < 10 }
            && TimePhrase.isUnit(source.text(in: scanner.tokens[index].content))
    }

    /// Whether the tokens from `index` on are TTLs and classes, a type, and at least one field after it.
    private func leadsToType(_ index: Int) -> Bool {
        for at in index..<min(index + 3, scanner.tokenCount) {
            let text = bytes(scanner.tokens[at])
            if RecordType(mnemonic: text) != nil { return at + 1 < scanner.tokenCount }
            if RecordClass(mnemonic: text) != nil { continue }
            guard case .success = TTLText.read(text) else { return false }
        }
        return false
    }

    // MARK: - Type and TTL

    private mutating func refuseType(_ index: Int, _ owner: NameID) {
        if noteTypeInFirstColumn() { return }
        let token = scanner.tokens[index]
        let fieldCount = scanner.tokenCount - index - 1
        var meant: RecordType?
        let isBlock = base[Int(token.start)] == UInt8(ascii: "/") && base[Int(token.start) + 1] == UInt8(ascii: "*")
        if isForeignComment(token), isBlock {
            skipForeignComment(from: index)
        } else if isForeignComment(token) {
            // Without a type before it, the sign does not begin a comment.
            report(.unknownType(nearest: nil), token.range, owner: owner)
            scanner.endEntry(atLineOf: Int(token.start))
        } else if noteWindowsLookup(index, owner) {
            return inheritUnreadable(owner)
        } else if noteLineContinuation(owner) || hasInvisibleSplit {
            return noteUnreadable(owner, nil)
        } else {
            let nearest = problems.isFull ? nil : nearestType(to: source.text(in: token.content.prefix(32)))
            report(.unknownType(nearest: nearest), token.range, owner: owner)
            if nearest == .dname || nearest == .soa { meant = nearest }
            if looksLikeSOA(index) || looksLikeSOA(index + 1) { meant = .soa }
        }
        noteUnreadable(owner, meant, fieldCount: fieldCount)
    }

    /// Whether the fields from `index` on are two names and five times or numbers, as in no other type.
    private func looksLikeSOA(_ index: Int) -> Bool {
        guard scanner.tokenCount == index + 7 else { return false }
        return (index + 2..<index + 7).allSatisfy { at in
            if case .success = TTLText.read(bytes(scanner.tokens[at])) { true } else { false }
        }
    }

    func nearestType(to word: String) -> RecordType? {
        Spelling.nearest(to: word, among: RecordType.mnemonics).flatMap { RecordType(mnemonic: $0) }
    }

    private mutating func noteUnreadable(_ owner: NameID, _ type: RecordType?, fieldCount: Int? = nil) {
        noteUnread(owner, type, fieldCount: fieldCount)
        inheritUnreadable(owner)
    }

    /// Lets the next entry inherit the owner of an entry that gives no record.
    private mutating func inheritUnreadable(_ owner: NameID) {
        inherited.isFirstRecord = false
        inherited.owner = .name(owner)
    }

    /// Uses the minimum of an SOA record without a TTL, and without a `$TTL` before it, as the TTL of this record and those
    /// after it. BIND does so, following RFC 1035.
    private mutating func takeMinimum(of record: inout ZoneRecord) {
        guard inherited.defaultTTL == nil, record.ttl == 0 else { return }
        let minimum = coder.wire.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
        guard minimum <= TTLText.maximum else { return }
        record.ttl = minimum
        inherited.defaultTTL = minimum
    }

    /// The TTL of a record without an explicit one: that of `$TTL` (RFC 2308 §4), or else the last one (RFC 1035 §5.1).
    private mutating func inheritedTTL(_ type: RecordType, _ field: Token, _ owner: NameID) -> UInt32 {
        if let defaultTTL = inherited.defaultTTL { return defaultTTL }
        if let lastTTL = inherited.lastTTL { return lastTTL }
        if assumed != nil { return ttlBeforePart() }
        if !inherited.hasReportedMissingTTL, inherited.isFirstRecord {
            inherited.hasReportedMissingTTL = true
            report(.noTTL, field.range, owner: owner)
        }
        return 0
    }
}

extension Range<Int> {
    fileprivate func prefix(_ length: Int) -> Range<Int> {
        lowerBound..<Swift.min(upperBound, lowerBound + length)
    }
}
