/// Text that one program writes between or among records, and that name servers refuse.
///
/// The reader recognises it, skips it, and reads the rest of the record.
public enum ExportSyntax: CaseIterable, Hashable, Sendable {
    /// The time at which a dynamic record was last refreshed, before its TTL: `[AGE:3636580]` or `[Aging:3636580]`. Windows
    /// DNS writes it.
    case windowsAging
    /// WINS or WINSR: where Windows DNS asks for names that the zone does not have.
    case windowsLookup
    /// The TSIG or SIG(0) record that authenticates a message (RFC 8945, RFC 2931). `dig` prints it after a transfer.
    case messageSignature
    /// The class AWS of an alias record of Route 53 in an export of cli53.
    case cli53Alias
}

/// Where a zone file has ``ExportSyntax``.
public struct ExportOccurrence: Sendable {
    public let syntax: ExportSyntax
    /// The text that no server reads, or the type of a record that no server reads.
    public let span: SourceSpan
    /// The entry with it, from its first field to its end.
    public let entry: SourceSpan
    /// The owner of the entry.
    public let owner: NameID
}
