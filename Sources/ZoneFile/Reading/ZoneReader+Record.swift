import DNS

// The fields before the RDATA: owner, then TTL and class in either order and either or both missing, then the type.

extension ZoneReader {
    /// Reads the entry as a record.
    mutating func readRecord() {
        let tokens = scanner.tokens
        var index = 0
        var flags: ZoneRecord.Flags = []
        guard let owner = readOwner(&index, &flags) else { return }

        var ttl: UInt32?
        var sawClass = false
        var type: RecordType?
        var hasTTLField = false
        while type == nil {
            guard index < scanner.tokenCount else {
                report(.missingType, tokens[scanner.tokenCount - 1].range, owner: owner)
                return noteUnreadable(after: owner)
            }
            let token = tokens[index]
            let text = bytes(token)
            if !sawClass, let recordClass = RecordClass(mnemonic: text) {
                sawClass = true
                guard recordClass == zoneClass ?? recordClass else {
                    let zone = zoneClass ?? .internet
                    report(.wrongClass(recordClass, zone: zone), token.range, owner: owner)
                    return noteUnreadable(after: owner)
                }
                if zoneClass == nil { zoneClass = recordClass }
            } else if !hasTTLField, let first = text.first, first &- 0x30 < 10 {
                hasTTLField = true
                switch TTLText.read(text) {
                case .success(let value): ttl = value
                case .failure(let failure):
                    guard failure == .tooLarge || leadsToType(index + 1) else {
                        return refuseType(index, owner)
                    }
                    report(failure == .invalid ? .invalidTTL : .ttlTooLarge, token.range, owner: owner)
                    ttl = defaultTTL ?? lastTTL ?? 0
                }
            } else {
                type = RecordType(mnemonic: text) ?? ServerPrivateType.type(mnemonic: text)
                guard type != nil else { return refuseType(index, owner) }
            }
            noteQuotes(token, owner)
            index += 1
        }
        guard let type else { return }
        let typeToken = tokens[index - 1]
        guard !type.isMeta else {
            report(.metaType(type), typeToken.range, owner: owner)
            return noteUnreadable(after: owner)
        }

        if ttl != nil { flags.insert(.hasTTL) }
        var record = ZoneRecord(
            owner: owner,
            ttl: ttl ?? inheritedTTL(type, tokens[min(scanner.startsBlank ? 0 : 1, index - 1)], owner),
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
        lastTTL = record.ttl
        lastOwner = .name(owner)
        isFirstRecord = false
        originDirective = nil
        if readRDATA(&record, from: index) {
            if names.nodes[owner.index].flags & NameTable.isAtOrBelowApex == 0 { record.flags.insert(.outOfZone) }
            if type == .soa, ttl == nil { takeMinimum(of: &record) }
            records.append(record)
        } else {
            isComplete = false
        }
    }

    // MARK: - Owner

    /// The owner, written or inherited; moves `index` past it.
    private mutating func readOwner(_ index: inout Int, _ flags: inout ZoneRecord.Flags) -> NameID? {
        let first = scanner.tokens[0]
        guard scanner.startsBlank else {
            index = 1
            return readWrittenOwner(first, &flags)
        }
        if isIndentedOwner(first) {
            index = 1
            let owner = readWrittenOwner(first, &flags)
            report(
                .indentedOwner, first.range, related: SourceSpan(source, scanner.entryStart..<Int(first.start)),
                owner: owner)
            return owner
        }
        flags.insert(.inheritsOwner)
        switch lastOwner {
        case .name(let owner):
            if let originDirective {
                report(.ownerAfterOrigin, first.range, related: originDirective, owner: owner)
            }
            return owner
        case .unreadable:
            isComplete = false
            return nil
        case .none:
            report(.noPreviousOwner, first.range)
            lastOwner = .unreadable
            isComplete = false
            return nil
        }
    }

    private mutating func readWrittenOwner(_ token: Token, _ flags: inout ZoneRecord.Flags) -> NameID? {
        noteQuotes(token, nil)
        switch nameReader.read(token.content, escaped: token.flags.contains(.escaped), origin: origin) {
        case .success(let owner):
            noteNonASCII(token, owner)
            if mayRepeatOrigin(nameReader.shape) { flags.insert(.dottedOwner) }
            return owner
        case .failure(let failure):
            report(failure.kind, failure.range)
            noteUnreadable()
            return nil
        }
    }

    /// Whether a name just read is relative, has a dot, and ends as the zone's origin ends.
    @inline(__always)
    func mayRepeatOrigin(_ shape: NameReader.Shape) -> Bool {
        guard shape.isRelative, shape.labelCount > 1, shape.lastLabel.count == apexLastLabel.count else { return false }
        for (offset, letter) in apexLastLabel.enumerated()
        where asciiLowercased(base[shape.lastLabel.lowerBound + offset]) != letter {
            return false
        }
        return true
    }

    /// Whether an indented line begins with what must be an owner: no TTL, class or type, but followed by those.
    private func isIndentedOwner(_ first: Token) -> Bool {
        let text = bytes(first)
        guard !text.isEmpty, text[0] &- 0x30 >= 10, RecordClass(mnemonic: text) == nil,
            RecordType(mnemonic: text) == nil,
            ServerPrivateType.type(mnemonic: text) == nil, text[0] != UInt8(ascii: "$")
        else { return false }
        return leadsToType(1)
    }

    /// Whether the tokens from `index` on are TTLs and classes, then a type and something after it.
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
        let token = scanner.tokens[index]
        if isForeignComment(token) {
            skipForeignComment(from: index)
        } else {
            let nearest = isFull ? nil : nearestType(to: source.text(in: token.content.prefix(32)))
            report(.unknownType(nearest: nearest), token.range, owner: owner)
        }
        noteUnreadable(after: owner)
    }

    func nearestType(to word: String) -> RecordType? {
        Spelling.nearest(to: word, among: RecordType.mnemonics).flatMap { RecordType(mnemonic: $0) }
    }

    private mutating func noteUnreadable(after owner: NameID) {
        isComplete = false
        isFirstRecord = false
        lastOwner = .name(owner)
    }

    /// An SOA record without a TTL, where no `$TTL` was, gives its own minimum to itself and to what follows (BIND;
    /// RFC 1035 had it so).
    private mutating func takeMinimum(of record: inout ZoneRecord) {
        guard defaultTTL == nil, record.ttl == 0 else { return }
        let minimum = coder.wire.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
        guard minimum <= TTLText.maximum else { return }
        record.ttl = minimum
        defaultTTL = minimum
    }

    /// The TTL of a record that has none of its own (RFC 2308 §4; without `$TTL`, RFC 1035 §5.1's last one).
    private mutating func inheritedTTL(_ type: RecordType, _ field: Token, _ owner: NameID) -> UInt32 {
        if let defaultTTL { return defaultTTL }
        if let lastTTL { return lastTTL }
        if !hasSaidNoTTL, isFirstRecord {
            hasSaidNoTTL = true
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
