import DNS

/// What the reader has to know before it reads a zone file.
public struct ReadingOptions: Sendable {
    /// The absolute name of the zone; `nil` if it is not known. Its letters complete relative names in what is signed.
    public var origin: Name?
    /// The class of the zone; `nil` for the class of the first record that has one.
    public var zoneClass: RecordClass?
    /// The number of problems to keep; further ones are only counted.
    public var problemLimit = 10_000
    /// Loads the files that `$INCLUDE` names. Without it they are not read.
    public var includes: (any IncludeLoading)?
    /// What ``IncludeLoading`` would call the zone file itself, to detect that it includes itself.
    public var identity: String?
    /// Whether an SOA record at the root is read as that of the zone; see ``RootSOA``.
    public var readsRootSOAAtApex = false

    /// How many threads read a large file, the current one included.
    public var threads = 1
    /// Where the file is cut into parts that are read on their own; `nil` to cut only large files.
    package var cuts: [Int]?

    public init(origin: Name? = nil, zoneClass: RecordClass? = nil) {
        self.origin = origin
        self.zoneClass = zoneClass
    }
}

extension Zone {
    /// Reads a zone file. Mistakes do not stop it: they are in ``problems``, and the rest of the file is read.
    public convenience init(reading source: SourceFile, options: ReadingOptions = ReadingOptions()) {
        var reader = ZoneReader(source, options)
        reader.read(options)
        self.init(
            reader.records,
            reader.names,
            reader.problems.all,
            apex: options.origin.flatMap { reader.names.find($0) } ?? .unknownOrigin,
            zoneClass: reader.inherited.zoneClass ?? .internet,
            givenOrigin: options.origin,
            unread: reader.unread,
            log: reader.log,
            threads: options.threads
        )
    }
}
