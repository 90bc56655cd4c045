/// A replacement of bytes in a text that was meant to be JSON.
public struct JSONEdit: Sendable, Equatable {
    public let range: Range<Int>
    public let text: String

    public init(_ range: Range<Int>, _ text: String) {
        self.range = range
        self.text = text
    }
}
