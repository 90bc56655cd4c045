/// A verdict with its cause, as long as two lines of a terminal allow.
enum Headline {
    /// The characters of two lines of 100 columns, without the word of the verdict and the space that wrapping leaves.
    static let limit = 180

    /// The first variant that is short enough, otherwise the last one.
    static func shortest(_ variants: [String]) -> String {
        variants.first { $0.count <= limit } ?? variants.last ?? ""
    }

    /// A message without its details, which follow a colon. The finding below the headline has them.
    static func brief(_ message: String) -> String {
        var isQuoted = false
        var previous = message.startIndex
        for index in message.indices {
            let character = message[index]
            if character == "`" { isQuoted.toggle() }
            if !isQuoted, character == " ", index > message.startIndex, message[previous] == ":" {
                return String(message[..<previous])
            }
            previous = index
        }
        return message
    }
}
