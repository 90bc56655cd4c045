/// The files that are being included, and the loader of further ones.
struct IncludeStack {
    /// Files within files.
    static let depthLimit = 10
    /// Files in all: without it, ten levels of two files that each include two more would be a thousand files.
    static let countLimit = 5_000

    let loader: (any IncludeLoading)?
    /// The identity of the zone file itself, if it has one.
    let zoneFile: String?
    /// The identities of the files that are being included, outermost first.
    var open: [String] = []

    /// Whether the file is being read, so that including it would never end.
    func contains(_ identity: String) -> Bool {
        identity == zoneFile || open.contains(identity)
    }
}

/// What the `$GENERATE` directives of a zone have made so far.
struct GeneratedAmount: Sendable {
    static let recordLimit = 1_000_000
    static let byteLimit = 64 * 1024 * 1024

    var records = 0
    var bytes = 0

    static func + (left: Self, right: Self) -> Self {
        Self(records: left.records + right.records, bytes: left.bytes + right.bytes)
    }

    /// Whether no directive was refused because of a limit, if the directives before it were all expanded.
    var isWithinLimits: Bool { records <= Self.recordLimit && bytes < Self.byteLimit }
}
