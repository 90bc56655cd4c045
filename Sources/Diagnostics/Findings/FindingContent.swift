/// The text that a finding is about, independent of its position. It stays the same when lines move, and when comments, white
/// space, the serial or TTLs change.
public struct FindingContent: Hashable, Sendable {
    /// The absolute owner name; `nil` if the finding is not about a record.
    public var owner: String?
    /// The mnemonic of the type; `nil` if the text is not a readable record.
    public var type: String?
    /// The RDATA as written, with each sequence of white space, comments and parentheses replaced by one space. All fields, if
    /// the text is not a readable record. Empty if the finding is not about a line.
    public var text: String

    public init(owner: String?, type: String?, text: String) {
        self.owner = owner
        self.type = type
        self.text = text
    }
}
