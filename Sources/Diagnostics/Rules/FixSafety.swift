/// Whether a fix may be made without confirmation.
public enum FixSafety: String, Sendable {
    /// The published records stay the same, or the text could not be read before and has only one sensible reading.
    case safe
    /// The published records change, so a person must decide.
    case unsafe
}
