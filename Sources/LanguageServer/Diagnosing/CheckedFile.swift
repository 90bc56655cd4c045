import Diagnostics
import Federation
import ZoneFile

/// The result of checking one file.
public struct CheckedFile: Sendable {
    /// The findings that are not suppressed.
    public var findings: [Finding]
    /// The absolute paths of the texts of the zone: the zone file, and the files that it includes.
    public var zoneFiles: Set<String>
    /// The absolute paths of the other files that were read: well-known documents, certificates, the configuration.
    public var documents: Set<String>
    /// Why the file was not checked.
    public var failure: CheckFailure?
    /// The zone; `nil` if it was not read.
    public var zone: Zone?
    /// The zones in which names were looked up.
    public var zones = ZoneSet([])
    /// The routes of other servers that may use the SRV records of a host, found when they are asked for.
    public var routes: @Sendable (_ host: String) -> [Route] = { _ in [] }

    public init(
        findings: [Finding] = [], zoneFiles: Set<String> = [], documents: Set<String> = [],
        failure: CheckFailure? = nil
    ) {
        self.findings = findings
        self.zoneFiles = zoneFiles
        self.documents = documents
        self.failure = failure
    }

    /// Whether the file at a path was read for it.
    func reads(_ path: String) -> Bool { zoneFiles.contains(path) || documents.contains(path) }
}

/// Why a file was not checked.
public struct CheckFailure: Sendable {
    /// A clause.
    public var reason: String
    /// The mistakes in the configuration, if they have a location.
    public var mistakes: [ConfigurationMistake]
    /// Whether the file itself has the failure, and not the configuration that applies to it.
    public var isAboutFile: Bool

    public init(reason: String, mistakes: [ConfigurationMistake] = [], isAboutFile: Bool = true) {
        self.reason = reason
        self.mistakes = mistakes
        self.isAboutFile = isAboutFile
    }
}

/// A mistake in a configuration.
public struct ConfigurationMistake: Sendable {
    public let span: SourceSpan
    public let message: String
    /// What to do, as one or more lines.
    public let help: [String]

    public init(span: SourceSpan, message: String, help: [String]) {
        self.span = span
        self.message = message
        self.help = help
    }
}
