extension FieldCorrection {
    // MARK: - Commas

    /// `MX 10, mail`, `SRV 10,5,8448,matrix`, and `86,400` in place of a time.
    func commas() -> FieldMistake? {
        let comma = UInt8(ascii: ",")
        let affected = fields.indices.filter { !fields[$0].isQuoted && fields[$0].bytes.contains(comma) }
        guard !affected.isEmpty else { return nil }
        for isNumber in [true, false] {
            var corrected: [WrittenField] = []
            var corrections: [FieldMistake.Replacement] = []
            for field in fields {
                guard !field.isQuoted, field.bytes.contains(comma) else {
                    corrected.append(field)
                    continue
                }
                let parts = field.bytes.split(separator: comma)
                let isWhole = isNumber && Self.isGrouped(parts)
                let words = isWhole ? [ArraySlice(parts.joined())] : parts
                corrected += words.map { field.replaced(with: $0) }
                let text = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
                corrections.append(FieldMistake.Replacement(range: field.range, text: text))
            }
            guard isAccepted(corrected), fields.allSatisfy({ $0.source != nil }) else { continue }
            return FieldMistake(
                .commas(
                    inNumber: isNumber
                        && affected.allSatisfy { Self.isGrouped(fields[$0].bytes.split(separator: comma)) }),
                range(affected), corrections: corrections)
        }
        // Several fields end with one, and another mistake remains.
        guard affected.count > 1, format.fields.count > 1, affected.allSatisfy({ fields[$0].bytes.last == comma }),
            problem.fieldIndex < fields.count, affected.contains(problem.fieldIndex)
        else { return nil }
        return FieldMistake(.commas(inNumber: false), range(affected))
    }

    /// Whether these are the groups of a number such as `86,400`.
    private static func isGrouped(_ parts: [ArraySlice<UInt8>]) -> Bool {
        parts.count > 1 && parts.joined().allSatisfy { $0 &- 0x30 < 10 }
            && parts.dropFirst().allSatisfy { $0.count == 3 }
    }

    // MARK: - Other signs

    /// `MX 10:mail`, `SRV 10:5:8448:matrix` and `MX 10.mail.example.com.`
    func separators() -> FieldMistake? {
        guard type == .mx || type == .srv else { return nil }
        return separator(UInt8(ascii: ":")) ?? separator(UInt8(ascii: "."))
    }

    /// The fields divided where the sign stands between a number and the next field, once for each field that is missing.
    private func separator(_ sign: UInt8) -> FieldMistake? {
        var missing = format.fields.count - fields.count
        guard missing > 0 else { return nil }
        var corrected: [WrittenField] = []
        var affected: [Int] = []
        for (index, field) in fields.enumerated() {
            var rest = field.bytes[...]
            // An address has such signs of its own.
            let mayJoin =
                !field.isQuoted
                && field.bytes.withUnsafeBufferPointer { IPv4Text.read($0) == nil && IPv6Text.read($0) == nil }
            while missing > 0, mayJoin, let end = rest.firstIndex(of: sign), end > rest.startIndex,
                rest[..<end].allSatisfy({ $0 &- 0x30 < 10 }), end + 1 < rest.endIndex
            {
                corrected.append(field.replaced(with: rest[..<end]))
                rest = rest[(end + 1)...]
                missing -= 1
                if affected.last != index { affected.append(index) }
            }
            corrected.append(field.replaced(with: rest))
        }
        let place = range(affected)
        let words = corrected.filter { place.contains($0.range.lowerBound) }.map(\.bytes).joined(separator: [0x20])
        guard !affected.isEmpty, missing == 0, isAccepted(corrected), !words.contains(UInt8(ascii: "/")),
            let text = String(validating: words, as: UTF8.self)
        else { return nil }
        return FieldMistake(
            .separator(Character(Unicode.Scalar(sign))), place,
            corrections: [FieldMistake.Replacement(range: place, text: text)])
    }

    // MARK: - Spaces

    /// `MX 10mail`, `LOC 52 14 05N 00 08 50E 10m`.
    func missingSpace() -> FieldMistake? {
        var corrected = fields
        var splits: [(part: Range<Int>, at: Int)] = []
        var problem = problem
        while splits.count < 8 {
            let at = problem.fieldIndex
            guard at < corrected.count, !corrected[at].isQuoted, case .invalid = problem.kind else {
                return nil
            }
            let field = corrected[at]
            guard let split = splitPoint(corrected, at) else { return nil }
            let middle = field.range.lowerBound + split
            corrected[at] = WrittenField(
                bytes: Array(field.bytes[..<split]), isQuoted: false, range: field.range.lowerBound..<middle)
            corrected.insert(
                WrittenField(
                    bytes: Array(field.bytes[split...]), isQuoted: false, range: middle..<field.range.upperBound),
                at: at + 1)
            splits.append((field.range, middle))
            guard let next = TrialRecord.problem(type, corrected) else { break }
            guard next.fieldIndex > at else { return nil }
            problem = next
        }
        guard let first = splits.first, let last = splits.last, isAccepted(corrected) else { return nil }
        let following = corrected.first { $0.range.lowerBound == first.at }?.bytes ?? []
        return FieldMistake(
            .noSpace(before: String(decoding: following, as: UTF8.self)), first.part.lowerBound..<last.part.upperBound,
            corrections: splits.map { FieldMistake.Replacement(range: $0.at..<$0.at, text: " ") })
    }

    /// The boundary of digits and other text at which the field must be split, if there is only one.
    private func splitPoint(_ all: [WrittenField], _ at: Int) -> Int? {
        let bytes = all[at].bytes
        let points = bytes.indices.dropFirst().filter { (bytes[$0] &- 0x30 < 10) != (bytes[$0 - 1] &- 0x30 < 10) }
        var best: (point: Int, reached: Int)?
        for point in points.prefix(8) {
            // The digits at the start of a long key or digest are a part of it.
            guard bytes.count - point < 16 || bytes[point...].contains(UInt8(ascii: ".")) else { continue }
            var trial = all
            trial[at] = all[at].replaced(with: bytes[..<point])
            trial.insert(all[at].replaced(with: bytes[point...]), at: at + 1)
            let reached = TrialRecord.problem(type, trial)?.fieldIndex ?? .max
            if reached > at, reached > best?.reached ?? at { best = (point, reached) }
        }
        return best?.point
    }
}
