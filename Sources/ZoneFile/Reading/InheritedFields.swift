import DNS

/// What an entry of a zone file passes on to the entries after it (RFC 1035 §5.1).
struct InheritedFields {
    /// The origin, by its identifier in the table of names.
    fileprivate(set) var origin: UInt32
    /// The origin as a name; `nil` if it is not known.
    fileprivate(set) var originName: Name?
    /// The `$ORIGIN` or `$INCLUDE` since the last record.
    var originDirective: SourceSpan?
    var owner = PreviousOwner.none
    var zoneClass: RecordClass?
    /// The TTL of the last `$TTL`.
    var defaultTTL: UInt32?
    /// The TTL of the last record.
    var lastTTL: UInt32?
    var hasReportedMissingTTL = false
    var isFirstRecord = true

    enum PreviousOwner {
        case none
        /// There was an owner, but it could not be read. The name is all that is known of it; see ``UnreadParts``.
        case unreadable(NameID)
        case name(NameID)
    }

    init(origin: NameID, named originName: Name?, zoneClass: RecordClass?) {
        self.origin = origin.rawValue
        self.originName = originName
        self.zoneClass = zoneClass
    }
}

extension ZoneReader {
    /// Sets the origin for the names from here on.
    mutating func setOrigin(_ origin: NameID, named name: Name?) {
        inherited.origin = origin.rawValue
        inherited.originName = name
        log.originChanges.append((sourceIndex, scanner.position, origin))
    }
}
