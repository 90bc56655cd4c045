// Values that can only be meant in one way.

extension FieldCorrection {
    /// A CAA record without flags, an NSEC3PARAM record without a salt, and a NAPTR record without its expression or replacement
    /// where the other one gives the result.
    func missingValue() -> FieldMistake? {
        switch type.description {
        case "CAA": missingFlags()
        case "NSEC3PARAM": missingSalt()
        case "NAPTR": missingExpression() ?? missingReplacement()
        default: nil
        }
    }

    private func missingSalt() -> FieldMistake? {
        // A larger number may be the salt. Resolvers accept at most 150 iterations.
        guard fields.count == 3, let last = fields.last, last.number.map({ $0 <= 150 }) ?? false,
            isAccepted(fields + [last.replaced(with: "-".utf8)])
        else {
            return nil
        }
        let end = last.range.upperBound
        return FieldMistake(
            .missing([name(3)], count: 1, isLast: true), last.range,
            corrections: [FieldMistake.Replacement(range: end..<end, text: " -")])
    }

    private func missingFlags() -> FieldMistake? {
        guard fields.count == 2, !fields[0].isQuoted, fields[0].number == nil,
            isAccepted([fields[0].replaced(with: "0".utf8)] + fields)
        else { return nil }
        let start = fields[0].range.lowerBound
        return FieldMistake(
            .missing([name(0)], count: 1, isLast: false), fields[0].range,
            corrections: [FieldMistake.Replacement(range: start..<start, text: "0 ")])
    }

    /// `NAPTR 100 10 "s" "SIP+D2U" _sip._udp.example.com.`: an unquoted name with its final dot can only be the replacement.
    private func missingExpression() -> FieldMistake? {
        let flags = fields.count == 5 ? fields[2].bytes.map(asciiLowercased) : []
        guard fields.count == 5, ["s", "a", ""].contains(String(decoding: flags, as: UTF8.self)),
            !fields[3].bytes.isEmpty,
            let name = fields.last, !name.isQuoted, name.bytes.count > 1,
            name.bytes.last == UInt8(ascii: "."),
            name.bytes.allSatisfy({ $0 &- 0x30 < 10 || asciiLowercased($0) &- 0x61 < 26 || "-_.".utf8.contains($0) }),
            isAccepted(fields.dropLast() + [name.replaced(with: [], isQuoted: true), name])
        else { return nil }
        let start = name.range.lowerBound
        return FieldMistake(
            .missing([self.name(4)], count: 1, isLast: false), name.range,
            corrections: [FieldMistake.Replacement(range: start..<start, text: "\"\" ")])
    }

    private func missingReplacement() -> FieldMistake? {
        // Without the flags, the services would be in their position, and the replacement in that of the expression.
        guard fields.count == 5, fields[2].bytes.allSatisfy({ $0 &- 0x30 < 10 || asciiLowercased($0) &- 0x61 < 26 }),
            let expression = fields.last, expression.bytes.count > 2, expression.bytes.last != UInt8(ascii: "."),
            isAccepted(fields + [expression.replaced(with: ".".utf8, isQuoted: false)])
        else { return nil }
        let end = expression.range.upperBound
        return FieldMistake(
            .missing([name(5)], count: 1, isLast: true), expression.range,
            corrections: [FieldMistake.Replacement(range: end..<end, text: " .")])
    }

    /// `APL 192.0.2.0/24`: prefixes without the number of their address family.
    func addressFamily() -> FieldMistake? {
        guard type.description == "APL" else { return nil }
        var corrected = fields
        var corrections: [FieldMistake.Replacement] = []
        // `2:2001:db8::/32` would also be an address.
        for (index, field) in fields.enumerated() where !field.isQuoted && !isAccepted([field]) {
            let isNegative = field.bytes.first == UInt8(ascii: "!")
            let address = field.bytes.dropFirst(isNegative ? 1 : 0).prefix { $0 != UInt8(ascii: "/") }
            guard let family = address.withUnsafeBufferPointer(Self.family) else { continue }
            let start = field.range.lowerBound + (isNegative ? 1 : 0)
            corrected[index] = field.replaced(
                with: (isNegative ? "!" : "").utf8 + Array("\(family):".utf8)
                    + field.bytes.dropFirst(isNegative ? 1 : 0))
            corrections.append(FieldMistake.Replacement(range: start..<start, text: "\(family):"))
        }
        guard !corrections.isEmpty, isAccepted(corrected) else { return nil }
        return FieldMistake(.addressFamily, range(0..<fields.count), corrections: corrections)
    }

    /// The number of the family of an address (IANA address family numbers).
    private static func family(_ address: UnsafeBufferPointer<UInt8>) -> Int? {
        if IPv4Text.read(address) != nil { return 1 }
        return IPv6Text.read(address) != nil ? 2 : nil
    }

    /// `NSEC3PARAM 1 0 0 ""`: no salt is written as `-` (RFC 5155 §3.3).
    func emptySalt() -> FieldMistake? {
        let at = problem.fieldIndex
        guard at < fields.count, fields[at].isQuoted, fields[at].bytes.isEmpty,
            format.fields.indices.contains(at), format.fields[at].kind == .salt
        else { return nil }
        var corrected = fields
        corrected[at] = fields[at].replaced(with: "-".utf8, isQuoted: false)
        guard isAccepted(corrected) else { return nil }
        return FieldMistake(
            .emptySalt, fields[at].range, corrections: [FieldMistake.Replacement(range: fields[at].range, text: "-")])
    }
}
