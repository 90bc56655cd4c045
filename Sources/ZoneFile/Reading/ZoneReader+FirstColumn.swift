import DNS

// Lines that begin with a class or a type in the first column, where the owner belongs (RFC 1035 §5.1).

extension ZoneReader {
    /// Whether the entry begins with `IN` in the first column, and a type follows: the record was probably meant to inherit its
    /// owner. Servers read `IN` as the owner.
    ///
    /// Only in capitals, in which a class is usually written and a host is not: `in` may be a host or the domain of India. With
    /// a class after it, it is certainly an owner. Below the root, it is the domain of India, too.
    @inline(__always)
    func hasClassInFirstColumn() -> Bool {
        let first = scanner.tokens[0]
        guard first.end - first.start == 2, !scanner.isIndented, base[Int(first.start)] == UInt8(ascii: "I"),
            base[Int(first.start) + 1] == UInt8(ascii: "N"), inherited.origin != NameID.root.rawValue
        else { return false }
        return typeFollows() && !isInListOfShortNames()
    }

    /// Whether the lines before begin with another name of two capital letters: in a list of countries or states, `IN` is one
    /// of them. Types such as `NS` are no names.
    private func isInListOfShortNames() -> Bool {
        func isCapital(_ at: Int) -> Bool { base[at] &- 0x41 < 26 }
        var start = scanner.entryStart
        for _ in 0..<8 where start > 0 && base[start - 1] == 0x0A {
            start -= 1
            while start > 0, base[start - 1] != 0x0A { start -= 1 }
            // A comment or a blank line between parts of the list.
            if [0x0A, 0x0D, UInt8(ascii: ";")].contains(base[start]) { continue }
            guard isCapital(start), isCapital(start + 1), base[start + 2] == 0x20 || base[start + 2] == 0x09 else {
                return false
            }
            // Several records of the same name.
            if base[start] == UInt8(ascii: "I"), base[start + 1] == UInt8(ascii: "N") { continue }
            return RecordType(mnemonic: UnsafeBufferPointer(start: base + start, count: 2)) == nil
        }
        return false
    }

    /// Whether the fields after the first one are a TTL, which is optional, a type and data.
    private func typeFollows() -> Bool {
        for index in 1..<max(1, min(3, scanner.tokenCount)) {
            let text = bytes(scanner.tokens[index])
            if RecordType(mnemonic: text) != nil { return index + 1 < scanner.tokenCount }
            guard index == 1, case .success = TTLText.read(text) else { return false }
        }
        return false
    }

    /// Reports the entry, a record whose type cannot be read, if its type is in the first column.
    ///
    /// - Returns: whether it is. The entry is then noted as a record that could not be read.
    mutating func noteTypeInFirstColumn() -> Bool {
        let first = scanner.tokens[0]
        guard !scanner.isIndented, !first.flags.contains(.quoted), let type = RecordType(mnemonic: bytes(first)),
            !type.isMeta
        else { return false }
        var index = 1
        while index < min(3, scanner.tokenCount), isTTLOrClass(scanner.tokens[index]) { index += 1 }
        // In lower case, it may as well be a host, of which the type is missing or misspelt: `ns 192.0.2.53`, `a AAA 2001:db8::1`.
        let isInCapitals = bytes(first).allSatisfy { $0 &- 0x61 >= 26 }
        let isAddress = index + 1 == scanner.tokenCount && isAddress(scanner.tokens[index])
        // Any words are data of these: `txt TEXT "hello"`.
        let takesAnyWords = type == .txt || type == .spf || type.description == "HINFO"
        let isWord = takesAnyWords && !(scanner.tokenCount > index && scanner.tokens[index].flags.contains(.quoted))
        if isInCapitals || !isAddress && !isWord, isData(of: type, from: 1) || isData(of: type, from: index) {
            noteFieldAsOwner(.type(type), type)
            return true
        }
        guard isInCapitals, index + 1 < scanner.tokenCount, isData(of: type, from: index + 1),
            case .success(let owner) = nameReader.read(
                scanner.tokens[index].content, escaped: scanner.tokens[index].flags.contains(.escaped),
                origin: inherited.origin)
        else { return false }
        let related = SourceSpan(source, scanner.tokens[index].range)
        report(.fieldAsOwner(.typeBeforeOwner(type)), first.range, related: related, owner: owner)
        noteUnread(owner, type)
        inherited.isFirstRecord = false
        inherited.owner = .name(owner)
        return true
    }

    /// Reports the field in the first column, and notes the entry as a record, with the owner before it, that could not be read.
    mutating func noteFieldAsOwner(_ field: FieldAsOwner, _ type: RecordType?) {
        let first = scanner.tokens[0].range
        inherited.isFirstRecord = false
        switch inherited.owner {
        case .name(let owner):
            report(.fieldAsOwner(field), first, owner: owner)
            noteUnread(owner, type)
        case .unreadable(let owner):
            report(.fieldAsOwner(field), first)
            noteUnread(owner, type)
        case .none where assumed != nil: isUndecided = true
        case .none:
            // Without an owner before it, the record was meant for the origin.
            let origin = NameID(inherited.origin)
            report(.fieldAsOwner(field), first, related: SourceSpan(source, first), owner: origin)
            noteUnread(origin, type)
            inherited.owner = .name(origin)
        }
    }

    private func isAddress(_ token: Token) -> Bool {
        IPv4Text.read(bytes(token)) != nil || IPv6Text.read(bytes(token)) != nil
    }

    private func isTTLOrClass(_ token: Token) -> Bool {
        if RecordClass(mnemonic: bytes(token)) != nil { return true }
        if case .success = TTLText.read(bytes(token)) { return true }
        return false
    }

    /// Whether the fields from `index` on are the data of a record of the type.
    private func isData(of type: RecordType, from index: Int) -> Bool {
        guard index < scanner.tokenCount else { return false }
        let fields = (index..<scanner.tokenCount).map { at in
            FieldText(bytes: bytes(scanner.tokens[at]), isQuoted: scanner.tokens[at].flags.contains(.quoted))
        }
        var trial = RDATACoder()
        return fields.withUnsafeBufferPointer { trial.encode(type, fields: $0, origin: inherited.originName) } == nil
    }
}
