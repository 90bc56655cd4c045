/// A range of bytes in a source, such as the one a finding points at.
public struct SourceSpan: Sendable {
    public let source: SourceFile
    /// Byte offsets into the source; empty for a position between two bytes.
    public let range: Range<Int>

    public init(_ source: SourceFile, _ range: Range<Int>) {
        self.source = source
        self.range = range
    }

    /// The text of the span, decoded with replacement characters. Untrusted: escape it for output.
    public var text: String { source.text(in: range) }
    public var start: SourceLocation { source.location(of: range.lowerBound) }
    public var end: SourceLocation { source.location(of: range.upperBound) }
}

extension SourceSpan: Equatable {
    public static func == (left: SourceSpan, right: SourceSpan) -> Bool {
        left.source === right.source && left.range == right.range
    }
}
