import DNS
import Diagnostics

/// The words that say what to do about an invalid field, from those that say what was expected.
enum InvalidFieldHelp {
    /// - Parameters:
    ///   - expected: completes "expected …".
    ///   - text: the invalid text.
    ///   - field: the name of the field, or the key of a parameter.
    ///   - whole: the whole field, of which `text` may be a part.
    static func text(_ expected: String, _ text: String, field: String = "", whole: String? = nil) -> String {
        if expected == "no value" { return "remove the `=` and the value" }
        if expected.hasPrefix("only keys of this record") {
            let key = ParameterRelation.missingKey(expected)
            return "add the parameter `\(key)`, or remove `\(key)` from `mandatory`"
        }
        if expected.hasPrefix("keys other than mandatory") { return "remove `mandatory` from its own value" }
        if expected.hasPrefix("an alpn parameter as well") { return "add `alpn`, such as `alpn=h2`, or remove it" }
        if text.lowercased() == "auto", expected.contains("address") {
            return "write \(expected); only PowerDNS replaces `auto` by the addresses of the target"
        }
        if field == "ipv4hint" || field == "ipv6hint", let address = IPAddress(Substring(text)) {
            return "write `ipv\(address.isIPv6 ? 6 : 4)hint=\(text)`"
        }
        if expected == "text in double quotes", field == "target", !text.contains(":"), text.contains(".") {
            let host = text.hasSuffix(".") ? text.dropLast() : text[...]
            return "write the whole URI in double quotes, such as `\"https://\(host)/\"`"
        }
        if field == "port", text.lowercased() == "https" || text.lowercased() == "http" {
            return "write `\(text.lowercased() == "https" ? 443 : 80)`"
        }
        if field == "parameters", let key = Spelling.nearest(to: text.lowercased(), among: keys) {
            return "write `\(key)` in place of \(Words.quoted(text))"
        }
        if text == "-", ["priority", "weight", "preference"].contains(field) { return "write `0`, or another number" }
        if let prefix = whole.flatMap(prefixOfDigest) { return "remove \(Words.quoted(prefix))" }
        return "write \(expected)"
    }

    private static let keys = [
        "alpn", "no-default-alpn", "port", "ipv4hint", "ipv6hint", "mandatory", "dohpath", "ech",
    ]

    /// `0x` or `SHA256:` in front of the digits of a digest.
    private static func prefixOfDigest(_ field: String) -> String? {
        let isHexadecimal = { (text: Substring) in text.count >= 8 && text.allSatisfy(\.isHexDigit) }
        if field.lowercased().hasPrefix("0x"), isHexadecimal(field.dropFirst(2)) { return String(field.prefix(2)) }
        guard let colon = field.firstIndex(of: ":"), field.lowercased().hasPrefix("sha") else { return nil }
        let digits = field[field.index(after: colon)...]
        return isHexadecimal(digits) ? String(field[...colon]) : nil
    }
}

/// The message for a parameter of SVCB or HTTPS that depends on another one (RFC 9460 §7.1.1, §8).
enum ParameterRelation {
    /// The key of "only keys of this record, which has no port parameter".
    static func missingKey(_ expected: String) -> String {
        let words = expected.split(separator: " ")
        return words.firstIndex(of: "no").map { String(words[min($0 + 1, words.count - 1)]) } ?? ""
    }

    /// - Returns: `nil` if the parameter itself is not valid.
    static func message(_ field: String, _ expected: String, _ type: RecordType) -> String? {
        if expected.hasPrefix("only keys of this record") {
            return "`mandatory` lists `\(missingKey(expected))`, which the \(type) record does not have"
        }
        if expected.hasPrefix("keys other than mandatory") { return "`mandatory` in the \(type) record lists itself" }
        if expected.hasPrefix("an alpn parameter as well") {
            return "`\(field)` in the \(type) record is without `alpn`"
        }
        return expected.hasPrefix("only one ") ? "`\(field)` is in the \(type) record twice" : nil
    }
}
