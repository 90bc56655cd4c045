/// A text from which `«…»` marks are extracted, so that a test can show the spans it expects.
public struct MarkedText: Sendable {
    /// The text without the marks.
    public let text: String
    /// The byte ranges of the marked text, in order.
    public let ranges: [Range<Int>]

    public init(_ marked: String) {
        var text = ""
        var ranges: [Range<Int>] = []
        var open: [Int] = []
        for character in marked.unicodeScalars {
            switch character {
            case "«": open.append(text.utf8.count)
            case "»":
                if let start = open.popLast() { ranges.append(start..<text.utf8.count) }
            default: text.unicodeScalars.append(character)
            }
        }
        self.text = text
        self.ranges = ranges.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }
}
