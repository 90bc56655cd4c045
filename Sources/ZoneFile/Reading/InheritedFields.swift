import DNS

/// What an entry of a zone file passes on to the entries after it (RFC 1035 §5.1).
struct InheritedFields: Sendable {
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

    enum PreviousOwner: Sendable {
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

extension InheritedFields {
    /// Sets the fields to those after another part of the file, which began where the fields were as they are now.
    ///
    /// - Parameter map: the names of that part.
    mutating func advance(to later: InheritedFields, _ map: NameMap) {
        let earlier = self
        self = later
        origin = map[NameID(later.origin)].rawValue
        switch later.owner {
        case .none: owner = earlier.owner
        case .unreadable(let name): owner = .unreadable(map[name])
        case .name(let name): owner = .name(map[name])
        }
        lastTTL = later.lastTTL ?? earlier.lastTTL
        hasReportedMissingTTL = earlier.hasReportedMissingTTL || later.hasReportedMissingTTL
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
