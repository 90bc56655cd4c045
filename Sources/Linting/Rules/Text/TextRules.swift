/// Z1xx: what is wrong with the text of a zone file.
enum TextRules {
    static let all: [any Rule.Type] = []
}
