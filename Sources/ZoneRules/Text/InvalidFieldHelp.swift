import DNS

/// The words that say what to do about an invalid field, from those that say what was expected.
enum InvalidFieldHelp {
    /// - Parameters:
    ///   - expected: completes "expected …".
    ///   - text: the invalid text.
    static func text(_ expected: String, _ text: String) -> String {
        if expected == "no value" { return "remove the `=` and the value" }
        if expected.hasPrefix("only keys of this record") {
            return "add that parameter to the record, or remove its key from `mandatory`"
        }
        if expected.hasPrefix("keys other than mandatory") { return "remove `mandatory` from its own value" }
        if expected.hasPrefix("an alpn parameter as well") { return "add `alpn`, such as `alpn=h2`, or remove it" }
        if text.lowercased() == "auto", expected.contains("address") {
            return "write \(expected); only PowerDNS replaces `auto` by the addresses of the target"
        }
        return "write \(expected)"
    }
}

/// The message for a parameter of SVCB or HTTPS that depends on another one (RFC 9460 §7.1.1, §8).
enum ParameterRelation {
    /// - Returns: `nil` if the parameter itself is not valid.
    static func message(_ field: String, _ expected: String, _ type: RecordType) -> String? {
        if expected.hasPrefix("only keys of this record") {
            return "`mandatory` lists a parameter that the \(type) record does not have"
        }
        if expected.hasPrefix("keys other than mandatory") { return "`mandatory` in the \(type) record lists itself" }
        if expected.hasPrefix("an alpn parameter as well") {
            return "`\(field)` in the \(type) record is without `alpn`"
        }
        return expected.hasPrefix("only one ") ? "`\(field)` is in the \(type) record twice" : nil
    }
}
