import Diagnostics
import ZoneFile

/// A file that fixes change.
public struct FileChange: Sendable {
    /// The same for the same file, however it is named: ``ZoneInput/identity``, or what ``IncludeLoading`` calls it.
    public let identity: String
    public let text: RevisedText
    /// The file as it was read, under the name that findings show; its provenance tells which zone brought it.
    public var source: SourceFile { text.original }
}

/// A fix that is not made, and why.
public struct LeftOutFix: Sendable {
    public let finding: Finding
    /// A clause: "it would bring S305: …", "not tried: …".
    public let reason: String
    /// Whether it was not tried, because the limits of a run were reached before.
    public let isUntried: Bool
}

/// A zone that publishes other records after the fixes and must have a higher serial for it.
public struct UnraisedSerial: Sendable, Equatable {
    /// The path of the zone file.
    public let path: String
    public let serial: UInt32
}
