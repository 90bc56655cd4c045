import DNS
import FoundationEssentials
import ZoneFile

/// Writes JSON that is the same on every run and safe to print.
struct JSONText {
    private let encoder = JSONEncoder()

    init(isPretty: Bool) {
        // Sorted, since the order of a hash table would differ from run to run.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    }

    func callAsFunction(_ document: some Encodable) -> String {
        guard let data = try? encoder.encode(document) else {
            // Encoding fails for numbers that are not finite and for coders that throw: documents have neither.
            preconditionFailure("a document of strings, integers and booleans is always encoded")
        }
        return Self.escapingInvisible(String(decoding: data, as: UTF8.self))
    }

    /// JSON asks to escape only the characters below U+0020. DEL, the C1 controls and what is not seen but reverses
    /// the direction of a line or hides in a name works on a terminal all the same; outside strings such characters
    /// do not occur, so they are escaped wherever they stand.
    private static func escapingInvisible(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x7F }) else { return text }
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count + text.utf8.count / 8)
        for scalar in text.unicodeScalars {
            if let byte = PathText.byte(of: scalar) {
                escaped += "\\" + PathText.shown(byte)
                continue
            }
            if scalar.value < 0x7F || !scalar.isInvisible {
                escaped.unicodeScalars.append(scalar)
                continue
            }
            // Beyond the first plane JSON has only pairs of surrogates (RFC 8259 §7).
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            }
        }
        return escaped
    }
}
