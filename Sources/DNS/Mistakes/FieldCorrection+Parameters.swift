// The parameters of SVCB and HTTPS records (RFC 9460 §2.1).

extension FieldCorrection {
    private var isService: Bool { type == .svcb || type == .https }

    /// Whether the problem is in the value of a parameter, where the reader says precisely what it is.
    var isInParameter: Bool {
        guard isService, problem.fieldIndex >= 2, case .invalid(let field, _) = problem.kind else { return false }
        return !["priority", "target"].contains(field)
    }

    /// Spaces around `=`, spaces in place of commas, and values without their key.
    func parameters() -> FieldMistake? {
        guard isService, fields.count > 2, isInParameter, fields.allSatisfy({ $0.source != nil }) else { return nil }
        return quotedValues() ?? spacesAroundEquals() ?? spacesInList() ?? missingKeys() ?? otherFamily()
            ?? bothFamilies()
    }

    /// `alpn = h2`, `alpn= h2`, `alpn =h2`
    private func spacesAroundEquals() -> FieldMistake? {
        let equals = UInt8(ascii: "=")
        var corrected = Array(fields[..<2])
        var corrections: [FieldMistake.Replacement] = []
        var index = 2
        while index < fields.count {
            var text = fields[index].bytes
            var last = index
            guard !fields[index].isQuoted else { return nil }
            if !text.contains(equals), last + 1 < fields.count, fields[last + 1].bytes.first == equals {
                last += 1
                text += fields[last].bytes
            }
            if text.last == equals, last + 1 < fields.count {
                let value = fields[last + 1]
                let isAdjacent = value.isQuoted && value.range.lowerBound == fields[last].range.upperBound
                last += 1
                if isAdjacent, last == index + 1 {
                    corrected += fields[index...last]
                    index = last + 1
                    continue
                }
                // `alpn= port=443`: what follows is a parameter of its own.
                if !value.isQuoted, Self.isParameter(value.bytes) { return nil }
                text += value.isQuoted ? Array((value.source ?? "").utf8) : value.bytes
            }
            let position = range(index...last)
            corrected.append(WrittenField(bytes: text, isQuoted: false, range: position))
            if last > index {
                corrections.append(
                    FieldMistake.Replacement(range: position, text: String(decoding: text, as: UTF8.self)))
            }
            index = last + 1
        }
        return mistake(.parameters(.spacesAroundEquals), corrected, corrections)
    }

    /// `ipv4hint=192.0.2.1 192.0.2.2`, `alpn=h2, h3`
    private func spacesInList() -> FieldMistake? {
        var corrected = Array(fields[..<3])
        var corrections: [FieldMistake.Replacement] = []
        for index in 3..<max(3, fields.count) {
            let field = fields[index]
            guard let last = corrected.last, !field.isQuoted, !last.isQuoted, last.bytes.contains(UInt8(ascii: "=")),
                !field.bytes.contains(UInt8(ascii: "=")),
                field.bytes.withUnsafeBufferPointer({ ServiceKey.number($0) }) == nil,
                // `alpn=h2 192.0.2.1`: the values of another key.
                Self.key(of: field.bytes).map({ last.bytes.starts(with: $0.utf8) }) ?? true
            else {
                corrected.append(field)
                continue
            }
            let comma = UInt8(ascii: ",")
            let separator = last.bytes.last == comma || field.bytes.first == comma ? [] : [comma]
            var position = last.range.lowerBound..<field.range.upperBound
            if let first = corrections.last?.range, first.overlaps(last.range) {
                position = first.lowerBound..<position.upperBound
                corrections.removeLast()
            }
            let joined = WrittenField(bytes: last.bytes + separator + field.bytes, isQuoted: false, range: position)
            corrected[corrected.count - 1] = joined
            corrections.append(FieldMistake.Replacement(range: position, text: joined.source ?? ""))
        }
        return mistake(.parameters(.spacesInList), corrected, corrections)
    }

    /// `alpn="h2","h3"`
    private func quotedValues() -> FieldMistake? {
        var corrected = Array(fields[..<2])
        var corrections: [FieldMistake.Replacement] = []
        var index = 2
        while index < fields.count {
            var last = index
            while last + 1 < fields.count, fields[last + 1].range.lowerBound == fields[last].range.upperBound {
                last += 1
            }
            guard last > index + 1 else {
                corrected += fields[index...last]
                index = last + 1
                continue
            }
            let parts = fields[index...last]
            let text = Array(parts.map(\.bytes).joined())
            guard text.allSatisfy({ 0x21...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C }),
                parts.allSatisfy({
                    $0.isQuoted
                        ? !$0.bytes.contains(UInt8(ascii: ","))
                        : [UInt8(ascii: ","), UInt8(ascii: "=")].contains($0.bytes.last)
                })
            else { return nil }
            let position = range(index...last)
            corrected.append(WrittenField(bytes: text, isQuoted: false, range: position))
            corrections.append(FieldMistake.Replacement(range: position, text: String(decoding: text, as: UTF8.self)))
            index = last + 1
        }
        return mistake(.parameters(.quotedValues), corrected, corrections)
    }

    /// `ipv6hint=192.0.2.1`
    private func otherFamily() -> FieldMistake? {
        let at = problem.fieldIndex
        guard at < fields.count, !fields[at].isQuoted,
            let end = fields[at].bytes.firstIndex(of: UInt8(ascii: "=")),
            let key = Self.key(of: Array(fields[at].bytes[(end + 1)...])), key != "alpn=",
            ["ipv4hint", "ipv6hint"].contains(
                String(decoding: fields[at].bytes[..<end].map(asciiLowercased), as: UTF8.self))
        else { return nil }
        var corrected = fields
        corrected[at] = fields[at].replaced(with: Array(key.utf8) + fields[at].bytes[(end + 1)...])
        guard let text = corrected[at].source else { return nil }
        return mistake(
            .parameters(.otherFamily), corrected, [FieldMistake.Replacement(range: fields[at].range, text: text)])
    }

    /// `ipv4hint=192.0.2.1,2001:db8::1`
    private func bothFamilies() -> FieldMistake? {
        let at = problem.fieldIndex
        guard at < fields.count, !fields[at].isQuoted, let end = fields[at].bytes.firstIndex(of: UInt8(ascii: "=")),
            ["ipv4hint", "ipv6hint"].contains(
                String(decoding: fields[at].bytes[..<end].map(asciiLowercased), as: UTF8.self))
        else { return nil }
        let items = fields[at].bytes[(end + 1)...].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map(Array.init)
        func hint(_ key: String) -> [UInt8] {
            Array(key.utf8) + items.filter { Self.key(of: $0) == key }.joined(separator: [UInt8(ascii: ",")])
        }
        guard Set(items.map { Self.key(of: $0) }) == ["ipv4hint=", "ipv6hint="] else { return nil }
        var corrected = fields
        corrected[at] = fields[at].replaced(with: hint("ipv4hint="))
        corrected.insert(fields[at].replaced(with: hint("ipv6hint=")), at: at + 1)
        let text = String(decoding: corrected[at].bytes + [0x20] + corrected[at + 1].bytes, as: UTF8.self)
        return mistake(
            .parameters(.otherFamily), corrected, [FieldMistake.Replacement(range: fields[at].range, text: text)])
    }

    /// `HTTPS 1 . h2,h3`: the key that takes such values.
    private func missingKeys() -> FieldMistake? {
        var corrected = fields
        var corrections: [FieldMistake.Replacement] = []
        for index in 2..<fields.count {
            let field = fields[index]
            guard !field.isQuoted, !field.bytes.contains(UInt8(ascii: "=")) else { continue }
            guard let key = Self.key(of: field.bytes) else { continue }
            corrected[index] = field.replaced(with: Array(key.utf8) + field.bytes)
            corrections.append(
                FieldMistake.Replacement(range: field.range.lowerBound..<field.range.lowerBound, text: key))
        }
        let named = fields.filter { field in corrections.contains { $0.range.lowerBound == field.range.lowerBound } }
        guard let first = named.first, let last = named.last, isAccepted(corrected) else { return nil }
        return FieldMistake(
            .parameters(.missingKey), first.range.lowerBound..<last.range.upperBound, corrections: corrections)
    }

    /// Whether the text begins with a key and `=`.
    private static func isParameter(_ bytes: [UInt8]) -> Bool {
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return false }
        return bytes[..<equals].withUnsafeBufferPointer { ServiceKey.number($0) } != nil
    }

    private static func key(of bytes: [UInt8]) -> String? {
        let items = bytes.split(separator: UInt8(ascii: ","))
        guard !items.isEmpty else { return nil }
        func all(_ isValue: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
            items.allSatisfy { $0.withUnsafeBufferPointer(isValue) }
        }
        if all({ IPv4Text.read($0) != nil }) { return "ipv4hint=" }
        if all({ IPv6Text.read($0) != nil }) { return "ipv6hint=" }
        return all({ ["h2", "h3", "http/1.1", "dot", "doq"].contains(String(decoding: $0, as: UTF8.self)) })
            ? "alpn=" : nil
    }

    private func mistake(
        _ kind: FieldMistake.Kind, _ corrected: [WrittenField], _ corrections: [FieldMistake.Replacement]
    ) -> FieldMistake? {
        guard let first = corrections.first, let last = corrections.last, isAccepted(corrected) else { return nil }
        return FieldMistake(kind, first.range.lowerBound..<last.range.upperBound, corrections: corrections)
    }
}
