/// Converts RDATA to presentation form.
///
/// The simple fields of the common types are converted here, other types by ldns. If the text of ldns does not read back to
/// the same octets, the result is the generic form (RFC 3597 §5).
enum RDATAText {
    static func text(_ rdata: [UInt8], _ type: RecordType) -> String {
        guard let format = RecordFormat.of(type), WireCheck.isWellFormed(rdata, as: format) else {
            return generic(rdata)
        }
        return plain(rdata, format) ?? printedByLDNS(rdata, type) ?? generic(rdata)
    }

    private static func generic(_ rdata: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text = Array("\\# \(rdata.count)".utf8)
        if !rdata.isEmpty { text.append(UInt8(ascii: " ")) }
        for octet in rdata {
            text.append(digits[Int(octet >> 4)])
            text.append(digits[Int(octet & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The text if all fields of the type are names, numbers, addresses and strings.
    private static func plain(_ rdata: [UInt8], _ format: RecordFormat) -> String? {
        var text: [UInt8] = []
        var index = 0
        for field in format.fields {
            guard append(field.kind, of: rdata, at: &index, to: &text) else { return nil }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func append(
        _ kind: RecordFormat.Kind,
        of rdata: [UInt8],
        at index: inout Int,
        to text: inout [UInt8]
    ) -> Bool {
        if !text.isEmpty { text.append(UInt8(ascii: " ")) }
        switch kind {
        case .name:
            guard let length = Name.length(in: rdata[index...]) else { return false }
            Name.print(rdata[index..<index + length], to: &text)
            index += length
        case .uint8: appendNumber(1, rdata, &index, &text)
        case .uint16: appendNumber(2, rdata, &index, &text)
        case .uint32, .seconds: appendNumber(4, rdata, &index, &text)
        case .ipv4: appendAddress(4, rdata, &index, &text)
        case .ipv6: appendAddress(16, rdata, &index, &text)
        case .string: appendString(rdata, &index, &text)
        case .strings:
            appendString(rdata, &index, &text)
            while index < rdata.count {
                text.append(UInt8(ascii: " "))
                appendString(rdata, &index, &text)
            }
        default: return false
        }
        return true
    }

    private static func appendNumber(_ octets: Int, _ rdata: [UInt8], _ index: inout Int, _ text: inout [UInt8]) {
        let value = rdata[index..<index + octets].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        text += String(value).utf8
        index += octets
    }

    private static func appendAddress(_ octets: Int, _ rdata: [UInt8], _ index: inout Int, _ text: inout [UInt8]) {
        text += (IPAddress(octets: rdata[index..<index + octets])?.description ?? "").utf8
        index += octets
    }

    private static func appendString(_ rdata: [UInt8], _ index: inout Int, _ text: inout [UInt8]) {
        let end = index + 1 + Int(rdata[index])
        appendQuoted(rdata[index + 1..<end], to: &text)
        index = end
    }

    private static func printedByLDNS(_ rdata: [UInt8], _ type: RecordType) -> String? {
        guard let fields = LDNSRecord.fields(ofWire: rdata, type: type), !fields.isEmpty,
            fields.allSatisfy(isOneField), encodes(fields, type, to: rdata)
        else { return nil }
        let text = Array(fields.joined(separator: [UInt8(ascii: " ")]))
        guard text.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether the text is one field of a zone file: ldns escapes neither quotes nor parentheses in names.
    private static func isOneField(_ field: [UInt8]) -> Bool {
        if field.count >= 2, field.first == UInt8(ascii: "\""), field.last == UInt8(ascii: "\"") { return true }
        var isEscaped = false
        for byte in field {
            if !isEscaped, "\"();".utf8.contains(byte) { return false }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return !isEscaped
    }

    private static func encodes(_ fields: [[UInt8]], _ type: RecordType, to rdata: [UInt8]) -> Bool {
        let quote = UInt8(ascii: "\"")
        let isQuoted = fields.map { $0.count >= 2 && $0.first == quote && $0.last == quote }
        let contents = zip(fields, isQuoted).map { field, isQuoted in
            isQuoted ? Array(field.dropFirst().dropLast()) : field
        }
        // One buffer for all fields, so that the pointers into it stay valid.
        let all = Array(contents.joined())
        return all.withUnsafeBufferPointer { bytes in
            var start = 0
            var texts: [FieldText] = []
            for (content, isQuoted) in zip(contents, isQuoted) {
                let field = UnsafeBufferPointer(rebasing: bytes[start..<start + content.count])
                texts.append(FieldText(bytes: field, isQuoted: isQuoted))
                start += content.count
            }
            var coder = RDATACoder()
            let problem = texts.withUnsafeBufferPointer { coder.encode(type, fields: $0, origin: nil) }
            return problem == nil && coder.wire == rdata
        }
    }
}
