/// Returns bytes of a peer as text that is safe to print: printable ASCII unchanged, everything else as `\r`, `\n`, `\t` or `\xNN`.
func escaped(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes {
        switch byte {
        case UInt8(ascii: "\r"): text += "\\r"
        case UInt8(ascii: "\n"): text += "\\n"
        case UInt8(ascii: "\t"): text += "\\t"
        case UInt8(ascii: "\\"): text += "\\\\"
        case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            text += "\\x" + (digits.count < 2 ? "0" : "") + digits
        }
    }
    return text
}

/// Returns text of a peer, safe to print and shortened for a message.
func escaped(_ text: String, atMost limit: Int = 200) -> String {
    let bytes = text.utf8
    return bytes.count <= limit ? escaped(bytes) : escaped(bytes.prefix(limit)) + "…"
}
