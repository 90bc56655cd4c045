/// The rules that had other names. An old name keeps working wherever a rule is named.
enum RenamedRules {
    /// The code of each rule by its old name.
    static let codes: [(old: String, code: String)] = [
        ("apex-without-address", "M206"),
        ("certificate-not-seen", "C119"),
        ("client-document-in-its-place", "W109"),
        ("entry-refuses-certificate", "C116"),
        ("foreign-comment", "Z120"),
        ("foreign-space", "Z119"),
        ("html-in-its-place", "W110"),
        ("lifetime-short-or-long", "W206"),
        ("name-characters", "Z306"),
        ("published-on-the-delegate", "W210"),
        ("redirects-many", "W202"),
        ("refused", "N102"),
        ("srv-uneven-targets", "S208"),
        // Two rules had this name.
        ("timeout", "N103"),
        ("timeout", "W208"),
        ("tls-invalid", "W209"),
        ("ttl-unit-order", "Z305"),
        ("type-not-everywhere", "Z308"),
        ("wrong-server", "F111"),
    ]

    /// Whether a rule had the name.
    static func isOldName(_ word: String, of code: String) -> Bool {
        let word = word.lowercased()
        return codes.contains { $0.old == word && $0.code == code }
    }

    /// The codes of the rules that had the name.
    static func codes(named word: String) -> [String] {
        let word = word.lowercased()
        return codes.filter { $0.old == word }.map(\.code)
    }
}
