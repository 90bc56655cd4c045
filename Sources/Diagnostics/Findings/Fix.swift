import ZoneFile

/// A change of the text that puts a finding right.
public struct Fix: Sendable {
    /// What it does, as an order: "use the host behind the alias".
    public var title: String
    public var safety: Safety
    /// In one file or several; they do not overlap.
    public var edits: [Edit]

    public typealias Safety = FixSafety

    public init(_ title: String, _ safety: Safety, _ edits: [Edit]) {
        self.title = title
        self.safety = safety
        self.edits = edits
    }
}

/// Replaces the bytes of a span by a text; an empty span inserts.
public struct Edit: Sendable {
    public var span: SourceSpan
    public var text: String

    public init(replace span: SourceSpan, with text: String) {
        self.span = span
        self.text = text
    }
}
