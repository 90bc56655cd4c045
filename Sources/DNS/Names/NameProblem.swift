/// Why a text is not a domain name (RFC 1035 §2.3.4, §5.1).
public enum NameProblem: Error, Equatable, Sendable {
    /// `\DDD` is over 255 or incomplete.
    case invalidEscape
    case emptyLabel
    /// The length in octets.
    case labelTooLong(Int)
    /// The length in octets.
    case nameTooLong(Int)
}
