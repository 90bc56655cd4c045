import Diagnostics

/// The objects of SARIF 2.1.0 that are written, named as in the specification.
struct SARIF: Encodable {
    var schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    var version = "2.1.0"
    var runs: [Run]

    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    struct Run: Encodable {
        /// The name for the root of the repository, as everybody calls it.
        static let root = "%SRCROOT%"

        var tool: Tool
        var originalUriBaseIds = [
            Self.root: BaseLocation(description: Message(text: "The root of the repository."))
        ]
        var columnKind = "unicodeCodePoints"
        var invocations: [Invocation]
        var results: [Result]
    }

    struct BaseLocation: Encodable {
        var description: Message
    }

    struct Tool: Encodable {
        var driver: Driver
    }

    struct Driver: Encodable {
        var name = "srvlint"
        var version: String
        var semanticVersion: String
        var rules: [Descriptor]
        var notifications: [Descriptor]?
    }

    /// A reportingDescriptor.
    struct Descriptor: Encodable {
        var id: String
        var name: String
        var shortDescription: Message
        var fullDescription: Message
        var help: Help
        var defaultConfiguration: Configuration
        var properties: RuleProperties
    }

    struct Help: Encodable {
        var text: String
        var markdown: String
    }

    struct Configuration: Encodable {
        var level: String
    }

    /// What GitHub sorts and filters by.
    struct RuleProperties: Encodable {
        var tags: [String]
        var precision: String
        var severity: String

        enum CodingKeys: String, CodingKey {
            case tags, precision
            case severity = "problem.severity"
        }
    }

    struct Invocation: Encodable {
        var executionSuccessful: Bool
        var toolExecutionNotifications: [Notification]
    }

    struct Notification: Encodable {
        /// `nil`: it is about the report.
        var descriptor: Reference?
        var level = "error"
        var message: Message
        var locations: [Location]
    }

    struct Reference: Encodable {
        var id: String
        var index: Int
    }

    struct Result: Encodable {
        var ruleId: String
        var ruleIndex: Int
        var level: String
        var message: Message
        var locations: [Location]
        var relatedLocations: [Location]?
        var partialFingerprints: [String: String]
        var fixes: [Fix]?
        var suppressions: [Suppression]
    }

    struct Message: Encodable {
        var text: String
    }

    struct Location: Encodable {
        var id: Int?
        var physicalLocation: PhysicalLocation?
        var logicalLocations: [LogicalLocation]?
        var message: Message?
    }

    struct PhysicalLocation: Encodable {
        var artifactLocation: ArtifactLocation
        var region: Region?
    }

    struct ArtifactLocation: Encodable {
        var uri: String
        var uriBaseId: String?
    }

    struct Region: Encodable {
        var startLine, startColumn, endLine, endColumn: Int
    }

    struct LogicalLocation: Encodable {
        var fullyQualifiedName: String
    }

    struct Fix: Encodable {
        var description: Message
        var artifactChanges: [ArtifactChange]
    }

    struct ArtifactChange: Encodable {
        var artifactLocation: ArtifactLocation
        var replacements: [Replacement]
    }

    struct Replacement: Encodable {
        var deletedRegion: Region
        var insertedContent: Content
    }

    struct Content: Encodable {
        var text: String
    }

    struct Suppression: Encodable {
        var kind = "inSource"
        var justification: String?
        var location: Location
    }
}
