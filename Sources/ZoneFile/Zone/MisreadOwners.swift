import DNS

/// The owners that were probably meant to be other names: those that lack their final dot, so that they repeat the origin,
/// and those that end in `.@`.
///
/// Rules report the owners themselves. What they were meant to be is not known to be absent, so that nothing else is reported
/// because of them.
struct MisreadOwners {
    private let records: ContiguousArray<ZoneRecord>
    private let names: NameTable
    private let apex: NameID
    private let origins: Set<NameID>
    private let originChanges: [[SourceLog.OriginChange]]

    init(
        _ records: ContiguousArray<ZoneRecord>,
        _ names: NameTable,
        apex: NameID,
        origins: Set<NameID>,
        originChanges: [[SourceLog.OriginChange]]
    ) {
        self.records = records
        self.names = names
        self.apex = apex
        self.origins = origins
        self.originChanges = originChanges
    }

    /// Returns the unread parts with a doubt about each name that an owner was probably meant to be.
    ///
    /// - Parameter dotted: the records whose owner or target may repeat the origin.
    func added(to unread: UnreadParts, dotted: [RecordID]) -> UnreadParts {
        guard apex != .unknownOrigin, apex != .root else { return unread }
        var unread = unread
        for id in dotted where records[id].flags.contains(.dottedOwner) {
            let record = records[id]
            let origin = originChanges[Int(record.source)].origin(before: Int(record.start)) ?? apex
            if let meant = names.name(before: origin, in: record.owner, apex: apex) {
                unread.addDoubt(at: meant, record.type)
            }
        }
        var origin: [NameID: NameID] = [:]
        for name in origins {
            guard let sign = names.child(of: name, label: "@") else { continue }
            origin[sign] = name
            unread.addDoubt(below: sign)
        }
        guard !origin.isEmpty else { return unread }
        for record in records {
            var sign = names.parent(of: record.owner)
            while names.depth(of: sign) > 0 {
                if let origin = origin[sign] {
                    var labels = names.name(record.owner).wire.dropLast(names.name(sign).wire.count)
                    labels += names.name(origin).wire
                    if let meant = Name(wire: labels) { unread.addDoubt(at: meant, record.type) }
                }
                sign = names.parent(of: sign)
            }
        }
        return unread
    }
}

extension [SourceLog.OriginChange] {
    /// The origin in force at an offset of the source; `nil` for that of the zone.
    func origin(before offset: Int) -> NameID? {
        let count = count(before: offset)
        return count == 0 ? nil : self[count - 1].origin
    }

    /// The number of changes before an offset of the source.
    func count(before offset: Int) -> Int {
        // A zone file written by a server has an `$ORIGIN` for every branch.
        partitioningIndex { $0.offset > offset }
    }
}
