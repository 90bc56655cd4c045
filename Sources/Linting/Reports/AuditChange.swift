import Diagnostics
import TLSIdentity

/// One difference between an audit and an earlier one of the same server.
public struct AuditChange: Sendable {
    /// What has changed, by its word in JSON.
    public enum Kind: String, CaseIterable, Sendable {
        case verdict, route, document, records, addresses, endpoint, certificate, expiry, software, keys
        case findingAdded = "finding-added"
        case findingResolved = "finding-resolved"
        /// A finding is no longer reported, but not everything could be checked.
        case findingUnconfirmed = "finding-unconfirmed"
    }

    public let kind: Kind
    /// A URL, an owner name with a type, an endpoint; empty if the change is about the server itself.
    public let subject: String
    /// The value in the earlier audit; `nil` if there was none.
    public let before: String?
    /// The value now; `nil` if there is none.
    public let after: String?
    /// The change on one line, without a full stop. It may quote what others chose: escape it for output.
    public let sentence: String
    /// The finding that was added or resolved.
    public let finding: Finding?

    public init(
        _ kind: Kind, _ subject: String = "", before: String?, after: String?, _ sentence: String,
        finding: Finding? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.before = before
        self.after = after
        self.sentence = sentence
        self.finding = finding
    }
}

/// What has changed since an earlier audit of the same server.
public struct AuditChanges: Sendable {
    public enum Earlier: Sendable {
        /// The earlier evidence is about this server, and was collected at this time if it says so.
        case collected(Timestamp?)
        /// There is no earlier evidence about this server.
        case none
    }

    public let earlier: Earlier
    public let changes: [AuditChange]

    public init(_ earlier: Earlier, _ changes: [AuditChange] = []) {
        self.earlier = earlier
        self.changes = changes
    }

    /// The findings that the earlier audit did not have.
    public var newFindings: [Finding] {
        changes.filter { $0.kind == .findingAdded }.compactMap(\.finding)
    }
}
