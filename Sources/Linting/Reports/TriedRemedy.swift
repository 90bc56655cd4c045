import Federation

/// A remedy whose outcome was judged: applied to the evidence, it is better than the present state.
public struct TriedRemedy: Sendable {
    public let remedy: Remedy
    /// The route of the specification after the change.
    public let route: Route
    public let verdict: ServerVerdict
    /// Where peers then connect, as a sentence without a full stop; `nil` if that is not known.
    public let consequence: String?
    /// The codes of the errors and warnings that are no longer reported.
    public let resolved: [String]
    /// The codes of the errors and warnings that are still reported.
    public let remaining: [String]
    /// What the evidence does not show, as sentences without a full stop.
    public let unverified: [String]
    /// The implementations that still do not get there.
    public let differing: [Implementation]
    /// The names that a new certificate needs, and those that other implementations verify.
    public let certificateNames: [String]

    public init(
        _ remedy: Remedy,
        route: Route,
        verdict: ServerVerdict,
        consequence: String?,
        resolved: [String],
        remaining: [String],
        unverified: [String],
        differing: [Implementation],
        certificateNames: [String]
    ) {
        self.remedy = remedy
        self.route = route
        self.verdict = verdict
        self.consequence = consequence
        self.resolved = resolved
        self.remaining = remaining
        self.unverified = unverified
        self.differing = differing
        self.certificateNames = certificateNames
    }
}
