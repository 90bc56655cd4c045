import ZoneFile

/// A change of the text that resolves a finding.
public struct Fix: Sendable {
    /// What it does, as an imperative: "use the host behind the alias".
    public var title: String
    public var safety: Safety
    /// The edits, in one or several files, without overlaps.
    public var edits: [Edit]

    public typealias Safety = FixSafety

    public init(_ title: String, _ safety: Safety, _ edits: [Edit]) {
        self.title = title
        self.safety = safety
        self.edits = edits
    }
}

/// A replacement of the bytes of a span. If the span is empty, the text is inserted.
public struct Edit: Sendable {
    public var span: SourceSpan
    public var text: String

    public init(replace span: SourceSpan, with text: String) {
        self.span = span
        self.text = text
    }
}
