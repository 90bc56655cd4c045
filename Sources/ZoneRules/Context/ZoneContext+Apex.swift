import ZoneFile

extension ZoneContext {
    /// Whether it is certain which names belong to the zone. Neither an `$ORIGIN` at the start of a zone fragment nor the name of
    /// the file has to be the name of the zone.
    var isApexKnown: Bool {
        switch originFrom {
        case .option, .config, .soa: zone.apex != .unknownOrigin
        case .directive, .filename, .none: false
        }
    }

    /// Whether servers drop the record because its owner is not in the zone, which Z232 reports.
    func isDropped(_ id: RecordID) -> Bool {
        isApexKnown && zone.records[id].flags.contains(.outOfZone)
    }

    /// The span of the owner, or of the type if the owner is inherited.
    func ownerOrType(of id: RecordID) -> SourceSpan {
        let fields = zone.fields(of: id)
        return (fields.owner ?? fields.type).span
    }
}

extension Zone {
    /// The SOA record at the apex.
    var apexSOA: RecordID? { records(at: apex, type: .soa).first }

    /// Whether the zone has an SOA record at the apex, be it one that could not be read.
    var hasApexSOA: Bool { apexSOA != nil || unread.soa != nil }

    /// Whether the name is the apex of the zone: by its SOA record, or because the zone is known to have one there.
    func isApexOfRecords(_ name: NameID) -> Bool {
        has(.soa, at: name) || (name == apex && (!isFragment || unread.mayContain(apex, .soa)))
    }

    /// Whether the owner of the record repeats the origin because it lacks its final dot, which Z241 reports.
    func ownerRepeatsOrigin(_ id: RecordID) -> Bool {
        records[id].flags.contains(.dottedOwner)
            && nameWithoutRepeatedOrigin(records[id].owner, writtenIn: id) != nil
    }
}
