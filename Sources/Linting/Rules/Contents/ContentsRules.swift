/// Z2xx: what is wrong with the records of a zone.
enum ContentsRules {
    static let all: [any Rule.Type] = []
}
