import ZoneFile

extension ZoneContext {
    /// Whether it is beyond doubt which names belong to the zone: an `$ORIGIN` at the head of a piece of a zone need not
    /// name the zone, nor need the file's name.
    var isApexKnown: Bool {
        switch originFrom {
        case .option, .config, .soa: zone.apex != .unknownOrigin
        case .directive, .filename, .none: false
        }
    }

    /// Whether servers leave the record out, since its owner is not in the zone; Z232 speaks of it then.
    func isDropped(_ id: RecordID) -> Bool {
        isApexKnown && zone.records[id].flags.contains(.outOfZone)
    }

    /// Where the owner is written, or the type where it is taken from the record before.
    func ownerOrType(of id: RecordID) -> SourceSpan {
        let fields = zone.fields(of: id)
        return (fields.owner ?? fields.type).span
    }
}

extension Zone {
    /// The SOA record at the apex.
    var apexSOA: RecordID? { records(at: apex, type: .soa).first }

    /// Whether the owner of the record repeats the origin for want of its final dot; Z241 speaks of it then.
    func ownerRepeatsOrigin(_ id: RecordID) -> Bool {
        records[id].flags.contains(.dottedOwner)
            && nameWithoutRepeatedOrigin(records[id].owner, writtenIn: id) != nil
    }
}
