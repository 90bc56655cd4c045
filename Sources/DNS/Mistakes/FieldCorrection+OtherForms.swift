// Data in the form of another program or another record.

extension FieldCorrection {
    /// The ports of services with SRV records that people write most.
    private static let knownPorts: Set<UInt64> = [
        389, 443, 465, 587, 636, 993, 3478, 5060, 5061, 5222, 5223, 5269, 5349, 8443, 8448,
    ]

    /// `A {{ address }}`
    func placeholder() -> FieldMistake? {
        guard let first = fields.first, let last = fields.last, !fields.contains(where: \.isQuoted),
            first.bytes.starts(with: "{{".utf8) && last.bytes.suffix(2).elementsEqual("}}".utf8)
                || fields.count == 1 && last.bytes.last == UInt8(ascii: "}")
                    && (first.bytes.starts(with: "${".utf8) || first.bytes.starts(with: "{".utf8))
        else { return nil }
        return FieldMistake(.placeholder, range(0..<fields.count))
    }

    /// `SRV 10 5 8 448 matrix`: a port with a space in it.
    func spaceInPort() -> FieldMistake? {
        guard type == .srv, fields.count == 5, !fields[2].isQuoted, !fields[3].isQuoted else { return nil }
        let joined = fields[2].replaced(with: fields[2].bytes + fields[3].bytes)
        guard let port = joined.number, Self.knownPorts.contains(port), fields[2].number != 0,
            isAccepted([fields[0], fields[1], joined, fields[4]])
        else { return nil }
        let range = range(2...3)
        return FieldMistake(
            .spaceInNumber, range, corrections: [FieldMistake.Replacement(range: range, text: "\(port)")])
    }

    /// `SRV priority=10 weight=5 port=8448 target=matrix`: the names of the fields in front of them.
    func namedFields() -> FieldMistake? {
        guard [.srv, .mx, .soa].contains(type) || ["TLSA", "SSHFP", "DS"].contains(type.description) else { return nil }
        var corrected = fields
        var corrections: [FieldMistake.Replacement] = []
        for (index, field) in fields.enumerated() where !field.isQuoted {
            guard let sign = field.bytes.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }),
                sign + 1 < field.bytes.count, index < format.fields.count
            else { continue }
            let key = String(decoding: field.bytes[..<sign].map(asciiLowercased), as: UTF8.self)
            guard key.count > 2, name(index).hasPrefix(key) || key == "server" && type == .mx else { continue }
            corrected[index] = WrittenField(
                bytes: Array(field.bytes[(sign + 1)...]), isQuoted: false, range: field.range)
            corrections.append(
                FieldMistake.Replacement(
                    range: field.range.lowerBound..<field.range.lowerBound + sign + 1, text: ""))
        }
        guard let first = corrections.first, let last = corrections.last, isAccepted(corrected),
            let end = fields.last(where: { $0.range.contains(last.range.lowerBound) })?.range.upperBound
        else { return nil }
        return FieldMistake(.namedFields, first.range.lowerBound..<end, corrections: corrections)
    }

    /// `DS 257 3 13 base64`: the fields of the key that a DS record is made from.
    func keyInDS() -> FieldMistake? {
        guard ["DS", "CDS"].contains(type.description), fields.count > 3, [256, 257].contains(fields[0].number),
            fields[1].number == 3, fields[3...].contains(where: { $0.bytes.contains { hexDigit($0) == nil } }),
            TrialRecord.isAccepted(.dnskey, fields)
        else { return nil }
        return FieldMistake(.keyInDS, range(0..<fields.count))
    }

    /// `LOC 52°22'23"N 4°53'32"E 0m`: the signs of degrees, minutes and seconds, of which `"` begins a string.
    func angleSigns() -> FieldMistake? {
        guard type.description == "LOC", fields.count < 16 else { return nil }
        let signs: Set<Unicode.Scalar> = ["°", "º", "˚", "'", "′", "’", "\"", "″", "”", ","]
        var corrected: [WrittenField] = []
        var corrections: [FieldMistake.Replacement] = []
        var end: Int?
        var hasSigns = false
        for field in fields {
            guard let source = field.source else { return nil }
            var text = ""
            for scalar in source.unicodeScalars {
                if signs.contains(scalar) {
                    hasSigns = true
                    text += " "
                } else {
                    // A hemisphere behind its number.
                    if "NSEWnsew".unicodeScalars.contains(scalar), text.last?.isNumber ?? false { text += " " }
                    text.unicodeScalars.append(scalar)
                }
            }
            let words = text.split(separator: " ")
            corrected += words.map { field.replaced(with: $0.utf8) }
            let written = (end == field.range.lowerBound ? " " : "") + words.joined(separator: " ")
            if written != source { corrections.append(FieldMistake.Replacement(range: field.range, text: written)) }
            end = field.range.upperBound
        }
        guard hasSigns, let first = corrections.first, let last = corrections.last else { return nil }
        // Fields that touch each other in the file do not in the corrected text.
        corrected = corrected.enumerated().map { index, field in
            WrittenField(bytes: field.bytes, isQuoted: false, range: 3 * index..<3 * index + 1)
        }
        guard isAccepted(corrected) else { return nil }
        return FieldMistake(
            .angleSigns, first.range.lowerBound..<last.range.upperBound, corrections: corrections)
    }
}
