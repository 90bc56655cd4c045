import Diagnostics
import ZoneFile

/// A change of a file, by fixes or by suppression comments.
public struct FileChange: Sendable {
    /// Identifies the file whatever path is used: ``ZoneInput/identity``, or the identity given by `IncludeLoading`.
    public let identity: String
    public let text: RevisedText
    /// The file as it was read, with the path that findings show. Its provenance is the zone that includes it, if any.
    public var source: SourceFile { text.original }
    /// The number of findings that the change fixes or suppresses.
    public let findings: Int
    /// The number of suppression comments that the change adds or extends.
    public let comments: Int
}

/// A fix that was not made, and the reason.
public struct LeftOutFix: Sendable {
    public let finding: Finding
    /// A clause: "it would introduce S305: …", "not tried: …".
    public let reason: String
    /// Whether it was not tried because a limit of the run was reached first.
    public let isUntried: Bool
}

/// A zone whose records change through fixes, so that its serial must be increased.
public struct UnraisedSerial: Sendable, Equatable {
    /// The path of the zone file.
    public let path: String
    public let serial: UInt32
}
