import ZoneFile

/// A replacement of the bytes of a text.
public struct TextChange: Sendable {
    public let source: SourceFile
    public let range: Range<Int>
    public let text: String

    public init(_ source: SourceFile, _ range: Range<Int>, _ text: String) {
        self.source = source
        self.range = range
        self.text = text
    }
}
