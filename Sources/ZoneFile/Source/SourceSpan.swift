/// A run of bytes in a source: what a finding points at.
public struct SourceSpan: Sendable {
    public let source: SourceFile
    /// Byte offsets into the source; empty for a place between two bytes.
    public let range: Range<Int>

    public init(_ source: SourceFile, _ range: Range<Int>) {
        self.source = source
        self.range = range
    }

    /// The text at the span, decoded with repairs. Untrusted: escape before showing.
    public var text: String { source.text(in: range) }
    public var start: SourceLocation { source.location(of: range.lowerBound) }
    public var end: SourceLocation { source.location(of: range.upperBound) }
}

extension SourceSpan: Equatable {
    public static func == (left: SourceSpan, right: SourceSpan) -> Bool {
        left.source === right.source && left.range == right.range
    }
}
