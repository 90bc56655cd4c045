/// What a finding is about, wherever in its file that stands: it stays the same when lines move, when comments and
/// blanks change, and when a zone's serial or TTLs do.
public struct FindingContent: Hashable, Sendable {
    /// Absolute; `nil` for what is no record.
    public var owner: String?
    /// The mnemonic; `nil` for what is no record or cannot be read as one.
    public var type: String?
    /// The RDATA as written, blanks, comments and parentheses made one blank; of what is no record all its fields.
    /// Empty where no line is at fault.
    public var text: String

    public init(owner: String?, type: String?, text: String) {
        self.owner = owner
        self.type = type
        self.text = text
    }
}
