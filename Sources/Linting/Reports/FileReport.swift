import ZoneRules

/// What became of one file.
public struct FileReport: Sendable {
    public var path: String
    /// Absolute, with its final dot; `nil` when it is not known.
    public var origin: String?
    public var originFrom: OriginSource
    public var records: Int
    public var status: Status

    public enum Status: String, Sendable {
        case complete
        /// Some of the zone could not be read, or is not in the file: conclusions from absence are not drawn.
        case incomplete
        case unreadable
        /// Judged as a part of the zone that includes it, ``FileReport/includedBy``, and not by itself.
        case included
    }

    /// The paths of the files that the zone includes, each once.
    public var includes: [String]
    /// The path of the zone file in which this one is judged, with ``Status/included``.
    public var includedBy: String?
    /// Which rules would have reported something about it.
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

    /// A file that is judged in the zone that includes it.
    public init(path: String, includedBy includer: String) {
        self.init(path: path, origin: nil, originFrom: .none, records: 0, status: .included)
        includedBy = includer
    }
}
