extension FieldCorrection {
    /// Quotation marks around fields that must be without, around several fields, or other ones than `"`.
    func quotes() -> FieldMistake? {
        otherQuotationMarks() ?? unwantedQuotes() ?? quotesAroundSeveral() ?? absentQuotes()
    }

    private static let marks: [(open: [UInt8], close: [UInt8])] = [
        ("“", "”"), ("„", "“"), ("”", "”"), ("‘", "’"), ("'", "'"), ("`", "`"), ("«", "»"),
    ].map { (Array($0.utf8), Array($1.utf8)) }

    /// Text in typographic or single quotation marks, which are only characters to a name server.
    private func otherQuotationMarks() -> FieldMistake? {
        var corrected: [WrittenField] = []
        var corrections: [FieldMistake.Replacement] = []
        var index = 0
        while index < fields.count {
            let first = fields[index]
            let pair =
                first.isQuoted
                ? nil : Self.marks.first { first.bytes.starts(with: $0.open) && first.bytes.count > $0.open.count }
            let end = pair.flatMap { pair in
                fields.indices[index...].first { !fields[$0].isQuoted && fields[$0].bytes.hasSuffix(pair.close) }
            }
            guard let pair, let end else {
                corrected.append(first)
                index += 1
                continue
            }
            var text = Array(fields[index...end].map(\.bytes).joined(separator: [0x20]))
            text = Array(text.dropFirst(pair.open.count).dropLast(pair.close.count))
            let position = first.range.lowerBound..<fields[end].range.upperBound
            let isTag = format.fields[min(corrected.count, format.fields.count - 1)].kind == .tag
            corrected.append(WrittenField(bytes: text, isQuoted: !isTag, range: position))
            guard !text.contains(UInt8(ascii: "\"")), let source = corrected.last?.source else { return nil }
            corrections.append(FieldMistake.Replacement(range: position, text: source))
            index = end + 1
        }
        guard let first = corrections.first, let last = corrections.last, isAccepted(corrected) else { return nil }
        return FieldMistake(
            .quotes(.wrong), first.range.lowerBound..<last.range.upperBound, corrections: corrections)
    }

    private func unwantedQuotes() -> FieldMistake? {
        let at = problem.fieldIndex
        guard at < fields.count, fields[at].isQuoted, !fields[at].bytes.isEmpty else { return nil }
        var corrected = fields
        corrected[at].isQuoted = false
        guard !corrected[at].bytes.contains(where: { " \t;()\"".utf8.contains($0) }), isAccepted(corrected),
            let text = corrected[at].source
        else { return nil }
        return FieldMistake(
            .quotes(.unwanted), fields[at].range,
            corrections: [FieldMistake.Replacement(range: fields[at].range, text: text)])
    }

    /// `CAA "0 issue ca.example.net"`, `CAA 0 "issue ca.example.net"`.
    private func quotesAroundSeveral() -> FieldMistake? {
        // `HINFO "Intel Xeon"`: the space may be inside the first of the two texts.
        guard type != RecordType(mnemonic: "HINFO") else { return nil }
        for (at, field) in fields.enumerated() where field.isQuoted && field.bytes.contains(0x20) {
            let words = field.bytes.split(separator: 0x20)
            for count in 1..<max(words.count, 2) where words.count > 1 {
                let rest = words[count...].joined(separator: [0x20])
                var parts = words[..<count].map { field.replaced(with: $0) }
                parts.append(field.replaced(with: rest, isQuoted: true))
                guard !parts.dropLast().contains(where: { $0.bytes.contains { ";()\"".utf8.contains($0) } }) else {
                    break
                }
                var corrected = fields
                corrected.replaceSubrange(at...at, with: parts)
                guard isAccepted(corrected), !corrected[at...].contains(where: { $0.source == nil }) else { continue }
                let text = parts.compactMap(\.source).joined(separator: " ")
                return FieldMistake(
                    .quotes(.aroundSeveral), field.range,
                    corrections: [FieldMistake.Replacement(range: field.range, text: text)])
            }
            if let mistake = quotesAroundNames(words, at) { return mistake }
        }
        return nil
    }

    /// `SRV "5 0 5269 xmpp.example.net."`, none of whose fields may be in quotes.
    private func quotesAroundNames(_ words: [ArraySlice<UInt8>], _ at: Int) -> FieldMistake? {
        let field = fields[at]
        guard words.count > 1, !field.bytes.contains(where: { ";()\"".utf8.contains($0) }) else { return nil }
        var corrected = fields
        corrected.replaceSubrange(at...at, with: words.map { field.replaced(with: $0) })
        guard isAccepted(corrected), let text = String(validating: words.joined(separator: [0x20]), as: UTF8.self)
        else {
            return nil
        }
        return FieldMistake(
            .quotes(.aroundSeveral), field.range,
            corrections: [FieldMistake.Replacement(range: field.range, text: text)])
    }

    /// `URI 10 1 https://example.com/`.
    private func absentQuotes() -> FieldMistake? {
        let at = problem.fieldIndex
        guard at < fields.count, !fields[at].isQuoted, format.fields.indices.contains(at),
            format.fields[at].kind == .quotedText, fields[at].bytes.contains(UInt8(ascii: ":"))
        else { return nil }
        var corrected = fields
        corrected[at].isQuoted = true
        guard isAccepted(corrected), let text = corrected[at].source else { return nil }
        return FieldMistake(
            .quotes(.absent), fields[at].range,
            corrections: [FieldMistake.Replacement(range: fields[at].range, text: text)])
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}
