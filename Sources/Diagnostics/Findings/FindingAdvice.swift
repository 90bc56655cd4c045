/// What the help of a finding asks for, so that it can be compared with what a trial showed.
///
/// Only what may contradict a remedy is recorded.
public struct FindingAdvice: Sendable, Equatable {
    /// The values of `m.server` that it recommends, with their ports.
    public var endpoints: [String]
    /// Whether it asks to find out where the homeserver answers, which a remedy may know.
    public var asksForEndpoint: Bool
    /// The host whose website needs another certificate, in lower case.
    public var certifiedHost: String?
    /// Whether it says that no document is needed, and what the website has to answer then.
    public var allowsNoDocument: Bool
    /// Whether it asks to remove records.
    public var removesRecords: Bool

    public init(
        endpoints: [String] = [],
        asksForEndpoint: Bool = false,
        certifiedHost: String? = nil,
        allowsNoDocument: Bool = false,
        removesRecords: Bool = false
    ) {
        self.endpoints = endpoints
        self.asksForEndpoint = asksForEndpoint
        self.certifiedHost = certifiedHost
        self.allowsNoDocument = allowsNoDocument
        self.removesRecords = removesRecords
    }
}
