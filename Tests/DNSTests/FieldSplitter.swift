import DNS

/// The result of reading one record.
struct Reading {
    let problem: RDATAProblem?
    let wire: [UInt8]
    let notes: [RDATANote]

    /// The wire form in hexadecimal.
    var hex: String { wire.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

/// Splits `rdata` at spaces outside quotes, and reads it.
func read(_ type: RecordType, _ rdata: String, origin: Name? = Name("example.com.")) -> Reading {
    read(type, Array(rdata.utf8), origin: origin)
}

func read(_ type: RecordType, _ rdata: [UInt8], origin: Name? = Name("example.com.")) -> Reading {
    var coder = RDATACoder()
    let problem = rdata.withUnsafeBufferPointer { bytes in
        splitFields(bytes).withUnsafeBufferPointer { coder.encode(type, fields: $0, origin: origin) }
    }
    return Reading(problem: problem, wire: coder.wire, notes: coder.notes)
}

private func splitFields(_ text: UnsafeBufferPointer<UInt8>) -> [FieldText] {
    var fields: [FieldText] = []
    var index = 0
    while index < text.count {
        guard text[index] != UInt8(ascii: " ") else {
            index += 1
            continue
        }
        let isQuoted = text[index] == UInt8(ascii: "\"")
        let start = isQuoted ? index + 1 : index
        index = start
        var inQuotes = isQuoted
        while index < text.count, inQuotes || text[index] != UInt8(ascii: " ") {
            if text[index] == UInt8(ascii: "\"") {
                if isQuoted { break }
                inQuotes.toggle()
            }
            index += text[index] == UInt8(ascii: "\\") && index + 1 < text.count ? 2 : 1
        }
        fields.append(FieldText(bytes: UnsafeBufferPointer(rebasing: text[start..<index]), isQuoted: isQuoted))
        if isQuoted { index += 1 }
    }
    return fields
}

func type(_ mnemonic: String) -> RecordType {
    RecordType(mnemonic: mnemonic) ?? RecordType(rawValue: 0)
}
