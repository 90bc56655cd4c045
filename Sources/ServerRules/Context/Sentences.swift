import Federation

/// Joins the clauses of a message to sentences. The first letter of a message and its final full stop are left out.
enum Sentences {
    /// The sentences of the clauses that apply, or `nil` if there are none.
    static func nonempty(_ clauses: [String]) -> String? { clauses.isEmpty ? nil : joined(clauses) }

    static func joined(_ clauses: [String]) -> String {
        guard let first = clauses.first else { return "" }
        return clauses.dropFirst().reduce(first) { text, clause in
            let start =
                Implementation.isLowercaseName(atStartOf: clause)
                ? clause.prefix(1) : clause.prefix(1).uppercased()[...]
            return "\(text). \(start)\(clause.dropFirst())"
        }
    }
}
