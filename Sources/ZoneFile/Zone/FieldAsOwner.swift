import DNS

/// What is in the first column of a line, where the owner of the record belongs.
public enum FieldAsOwner: Sendable, Equatable {
    /// `IN A 192.0.2.10`, which servers read as a record of the host `in`.
    case recordClass
    /// `A 192.0.2.10`: an owner or a space is missing before the type.
    case type(RecordType)
    /// `A www 192.0.2.10`: the owner is after the type.
    case typeBeforeOwner(RecordType)
}
