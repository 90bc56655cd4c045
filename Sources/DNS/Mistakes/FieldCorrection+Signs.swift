// Signs and words beside numbers and digits that would be valid without them.

extension FieldCorrection {
    /// `MX 10: mail`, `MX [10] mail`, and `2026-11-30-01` as a serial.
    func signsInNumber() -> FieldMistake? {
        let signs = Array("-./:_[]{}<>'".utf8)
        var corrected = fields
        var corrections: [FieldMistake.Replacement] = []
        for index in fields.indices {
            let field = fields[index]
            let digits = field.bytes.filter { $0 &- 0x30 < 10 }
            guard !field.isQuoted, field.number == nil, !digits.isEmpty, digits.count < field.bytes.count,
                field.bytes.allSatisfy({ $0 &- 0x30 < 10 || signs.contains($0) }),
                [.uint8, .uint16, .uint32].contains(format.fields[min(index, format.fields.count - 1)].kind)
            else { continue }
            let isAtEnd = field.bytes.count == digits.count + 1 && !(field.bytes.last.map { $0 &- 0x30 < 10 } ?? true)
            // A date with a number, as most serials are.
            let isDate = digits.count >= 8 && digits.count <= 10 && [0x31, 0x32].contains(digits[0])
            let isEnclosed =
                field.bytes.count == digits.count + 2 && Array(field.bytes.dropFirst().dropLast()) == digits
            guard isAtEnd || isEnclosed || isDate && type == .soa else { return nil }
            // A date alone is less than any serial that has a number behind the date.
            let number = digits.count == 8 && isDate && type == .soa && index == 2 ? digits + Array("00".utf8) : digits
            corrected[index] = field.replaced(with: number)
            corrections.append(
                FieldMistake.Replacement(range: field.range, text: String(decoding: number, as: UTF8.self)))
        }
        guard let first = corrections.first, let last = corrections.last, isAccepted(corrected) else { return nil }
        return FieldMistake(
            .signsInNumber, first.range.lowerBound..<last.range.upperBound, corrections: corrections)
    }

    /// `TLSA 3 1 1 e3:b0:c4…` and `EUI48 00:00:5e:00:53:2a`: the octets as other programs print them.
    func separatedOctets() -> FieldMistake? {
        let colon = UInt8(ascii: ":")
        let affected = fields.indices.filter { !fields[$0].isQuoted && fields[$0].bytes.contains(colon) }
        guard affected.count == 1, let at = affected.first else { return nil }
        var corrected = fields
        switch format.fields[min(at, format.fields.count - 1)].kind {
        case .hex, .dsDigest, .sshFingerprint, .zoneDigest:
            corrected[at] = fields[at].replaced(with: fields[at].bytes.filter { $0 != colon })
        case .eui:
            corrected[at] = fields[at].replaced(with: fields[at].bytes.map { $0 == colon ? UInt8(ascii: "-") : $0 })
        default: return nil
        }
        guard isAccepted(corrected), let text = corrected[at].source else { return nil }
        return FieldMistake(
            .separatedOctets, fields[at].range,
            corrections: [FieldMistake.Replacement(range: fields[at].range, text: text)])
    }

    /// `2026113001 serial 7200 refresh …`, and `serial: 2026113001 refresh: 7200 …`: the names of the fields of an SOA record.
    func words() -> FieldMistake? {
        guard type == .soa, fields.count > 7, problem.fieldIndex >= 2 else { return nil }
        // `2 hours`: without the unit, it is a time of two seconds.
        let units = fields.dropFirst(2).filter(Self.isUnit)
        // `3600 min`: the short name of the last field.
        let hasName =
            units.count == 1 && Self.isUnit(fields[fields.count - 1])
            && fields[fields.count - 1].bytes.map(asciiLowercased).starts(with: "min".utf8)
        guard units.isEmpty || hasName else { return times() }
        let affected = fields.indices.dropFirst(2).filter { index in
            let bytes = fields[index].bytes
            let letters =
                bytes.last == UInt8(ascii: ":") || bytes.last == UInt8(ascii: ",") ? bytes.dropLast() : bytes[...]
            return !fields[index].isQuoted && !letters.isEmpty
                && letters.allSatisfy { asciiLowercased($0) &- 0x61 < 26 || $0 == UInt8(ascii: "-") }
        }
        let kept = fields.indices.filter { !affected.contains($0) }.map { fields[$0] }
        guard !affected.isEmpty, isAccepted(kept) else { return nil }
        return FieldMistake(
            .words, range(affected),
            corrections: affected.map { FieldMistake.Replacement(range: fields[$0].range, text: "") })
    }

    /// `2026113001 2 hours 1 hour 2 weeks 1 hour`: the times with the units of zone files, which have no space in them.
    private func times() -> FieldMistake? {
        var corrected: [WrittenField] = []
        var corrections: [FieldMistake.Replacement] = []
        for (index, field) in fields.enumerated() {
            guard index > 2, Self.isUnit(field) else {
                corrected.append(field)
                continue
            }
            guard let number = corrected.last, number.number != nil,
                let time = TimePhrase.corrected(String(decoding: number.bytes + [0x20] + field.bytes, as: UTF8.self))
            else { return nil }
            let position = number.range.lowerBound..<field.range.upperBound
            corrected[corrected.count - 1] = WrittenField(bytes: Array(time.utf8), isQuoted: false, range: position)
            corrections.append(FieldMistake.Replacement(range: position, text: time))
        }
        guard let first = corrections.first, let last = corrections.last, isAccepted(corrected) else { return nil }
        return FieldMistake(
            .timesInWords, first.range.lowerBound..<last.range.upperBound, corrections: corrections)
    }

    private static func isUnit(_ field: WrittenField) -> Bool {
        !field.isQuoted && field.bytes.count <= 8
            && TimePhrase.isUnit(String(decoding: field.bytes.filter { $0 != UInt8(ascii: ",") }, as: UTF8.self))
    }
}
