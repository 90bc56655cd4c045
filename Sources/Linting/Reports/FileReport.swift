import ZoneRules

/// The result for one file.
public struct FileReport: Sendable {
    public var path: String
    /// The origin of the zone, with its final dot; `nil` if it is not known.
    public var origin: String?
    public var originFrom: OriginSource
    public var records: Int
    public var status: Status

    public enum Status: String, Sendable {
        case complete
        /// Parts of the zone could not be read. A missing record that may be in them is not reported.
        case incomplete
        case unreadable
        /// Checked as part of the zone that includes it, ``FileReport/includedBy``, and not on its own.
        case included
    }

    /// The paths of the files that the zone includes, without duplicates.
    public var includes: [String]
    /// The path of the zone file with which this one is checked, if the status is ``Status/included``.
    public var includedBy: String?
    /// The rules whose absence of findings is conclusive.
    var coverage: RuleCoverage?

    public init(
        path: String,
        origin: String?,
        originFrom: OriginSource,
        records: Int,
        status: Status,
        includes: [String] = []
    ) {
        self.path = path
        self.origin = origin
        self.originFrom = originFrom
        self.records = records
        self.status = status
        self.includes = includes
    }

    /// Creates the result for a file that is checked as part of the zone that includes it.
    public init(path: String, includedBy includer: String) {
        self.init(path: path, origin: nil, originFrom: .none, records: 0, status: .included)
        includedBy = includer
    }
}
