import DNS

/// The properties of the RDATA coder for any input: a problem has a valid position, and accepted RDATA reads the same in
/// the generic form.
public enum RDATACheck {
    /// The property that the input violates, if any.
    ///
    /// - Parameter input: two octets of type, an octet of flags, and the RDATA as text.
    public static func violation(_ input: [UInt8]) -> String? {
        guard input.count >= 3 else { return nil }
        let type = type(input[0], input[1])
        let origin = input[2] & 1 == 0 ? Name("example.com.") : nil
        let text = Array(input[3...])
        return text.withUnsafeBufferPointer { bytes in
            let fields = split(bytes)
            var coder = RDATACoder()
            let problem = fields.withUnsafeBufferPointer { coder.encode(type, fields: $0, origin: origin) }
            guard let problem else { return acceptedViolation(coder, type, fields) }
            guard (0...fields.count).contains(problem.fieldIndex) else {
                return "\(type): field \(problem.fieldIndex) of \(fields.count)"
            }
            guard let range = problem.range else { return nil }
            let length = problem.fieldIndex < fields.count ? fields[problem.fieldIndex].bytes.count : 0
            let isInside = range.lowerBound >= 0 && range.upperBound <= length
            return isInside ? nil : "\(type): \(range) of a field of \(length) bytes"
        }
    }

    private static func acceptedViolation(_ coder: RDATACoder, _ type: RecordType, _ fields: [FieldText]) -> String? {
        for note in coder.notes where !fields.indices.contains(note.fieldIndex) {
            return "\(type): a note on field \(note.fieldIndex) of \(fields.count)"
        }
        // RDATA that some servers refuse is accepted as text with a note, but not in the generic form.
        if coder.notes.contains(where: { if case .doubtful = $0.kind { true } else { false } }) { return nil }
        guard coder.wire.count <= 65535 else { return "\(type): \(coder.wire.count) octets" }
        let digits = Array("0123456789abcdef".utf8)
        var generic = Array("\\# \(coder.wire.count) ".utf8)
        for octet in coder.wire { generic += [digits[Int(octet >> 4)], digits[Int(octet & 15)]] }
        return generic.withUnsafeBufferPointer { bytes in
            var second = RDATACoder()
            let problem = split(bytes).withUnsafeBufferPointer { second.encode(type, fields: $0, origin: nil) }
            if let problem { return "\(type): \(String(decoding: bytes, as: UTF8.self)) is refused: \(problem)" }
            return second.wire == coder.wire ? nil : "\(type): the generic form reads differently"
        }
    }

    /// The type of an input; most of them have their own presentation form.
    private static func type(_ high: UInt8, _ low: UInt8) -> RecordType {
        let number = UInt16(high) << 8 | UInt16(low)
        guard high < 0x80 else { return RecordType(rawValue: number) }
        let mnemonic = RecordType.mnemonics[Int(number) % RecordType.mnemonics.count]
        return RecordType(mnemonic: mnemonic) ?? RecordType(rawValue: number)
    }

    /// Splits a text at spaces outside quotes, as the reader does.
    static func split(_ text: UnsafeBufferPointer<UInt8>) -> [FieldText] {
        var fields: [FieldText] = []
        var at = 0
        while at < text.count {
            if text[at] == 0x20 || text[at] == 0x0A {
                at += 1
                continue
            }
            let isQuoted = text[at] == UInt8(ascii: "\"")
            if isQuoted { at += 1 }
            let start = at
            while at < text.count, isQuoted ? text[at] != 0x22 : text[at] != 0x20 && text[at] != 0x22 {
                at += text[at] == UInt8(ascii: "\\") && at + 1 < text.count ? 2 : 1
            }
            fields.append(FieldText(bytes: UnsafeBufferPointer(rebasing: text[start..<at]), isQuoted: isQuoted))
            if isQuoted { at += 1 }
        }
        return fields
    }
}
