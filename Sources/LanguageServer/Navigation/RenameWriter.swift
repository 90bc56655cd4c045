import DNS
import Federation
import ZoneFile

/// Renames a name and everything in the zone that refers to it or is below it.
struct RenameWriter {
    let cursor: TextCursor

    private var zone: Zone { cursor.zone }

    /// The field at the position, if its name can be renamed.
    func field() throws(Refusal) -> NameField {
        guard let field = cursor.nameField, field.name != .root else {
            throw Refusal("there is no name at this position")
        }
        guard zone.isInZone(field.name), field.name != zone.apex else {
            throw Refusal("only names below the apex of the zone can be renamed")
        }
        guard !zone.isSigned else { throw Refusal("the zone is signed, and its signatures would become invalid") }
        guard zone.isComplete else { throw Refusal("a part of the zone could not be read, and may contain the name") }
        if case .generated = field.span.source.provenance { throw Refusal("the name is made by `$GENERATE`") }
        return field
    }

    /// The changes that give a name and the names below it another beginning. Relative names stay relative, and absolute
    /// ones absolute.
    ///
    /// - Parameter text: the new name: relative to the origin in force at the position, or absolute.
    func rename(to text: String) throws(Refusal) -> [TextChange] {
        let field = try field()
        let origin = zone.origin(inForceAt: field.record)
        guard origin != .unknownOrigin || text.hasSuffix("."),
            let new = Name(text, origin: origin == .unknownOrigin ? nil : zone.names.name(origin))
        else { throw Refusal("`\(text)` is not a domain name") }
        let old = zone.names.name(field.name)
        guard new.isSubdomain(of: zone.names.name(zone.apex)), new != zone.names.name(zone.apex) else {
            throw Refusal("`\(new)` is not below the apex of the zone")
        }
        guard new != old else { return [] }
        if let known = zone.names.find(new), zone.exists(known) { throw Refusal("`\(new)` has records already") }
        guard zone.origins.allSatisfy({ !zone.names.isName($0, atOrBelow: field.name) }) else {
            throw Refusal("an `$ORIGIN` or `$INCLUDE` contains the name")
        }
        return try changes(from: field.name, old, to: new)
    }

    private func changes(from id: NameID, _ old: Name, to new: Name) throws(Refusal) -> [TextChange] {
        var changes: [TextChange] = []
        var seen: Set<String> = []
        for record in zone.records.indices where zone.mayName(record, below: id) {
            for field in zone.nameFields(of: record) where zone.names.isName(field.name, atOrBelow: id) {
                if case .generated = field.span.source.provenance {
                    throw Refusal("`$GENERATE` makes records of the name")
                }
                guard seen.insert("\(field.span.range) \(field.span.source.path)").inserted else { continue }
                guard let full = replacing(old, with: new, in: name(of: field)) else {
                    throw Refusal("a name would be longer than 255 octets")
                }
                changes.append(TextChange(field.span.source, field.span.range, written(full, like: field)))
            }
        }
        return changes
    }

    /// The name of a field, with capital letters as written.
    private func name(of field: NameField) -> Name {
        let origin = zone.origin(inForceAt: field.record)
        return Name(field.text, origin: origin == .unknownOrigin ? nil : zone.names.name(origin))
            ?? zone.names.name(field.name)
    }

    private func replacing(_ old: Name, with new: Name, in name: Name) -> Name? {
        let kept = name.labels.dropLast(old.labels.count)
        return Name(wire: kept.flatMap { [UInt8($0.count)] + $0 } + new.wire)
    }

    /// The name in the form of the field: absolute, or relative if it is below the origin there.
    private func written(_ name: Name, like field: NameField) -> String {
        let origin = zone.origin(inForceAt: field.record)
        guard field.text.utf8.last != UInt8(ascii: "."), origin != .unknownOrigin else { return name.description }
        let suffix = zone.names.name(origin)
        guard suffix != .root, name.isSubdomain(of: suffix), name != suffix else {
            return name == suffix ? "@" : name.description
        }
        return String(name.description.dropLast(suffix.description.utf8.count + 1))
    }
}

extension Zone {
    /// Whether a record may contain a name at or below another one; false only if it certainly does not.
    fileprivate func mayName(_ id: RecordID, below name: NameID) -> Bool {
        let record = records[id]
        switch record.type {
        case .a, .aaaa, .txt: return names.isName(record.owner, atOrBelow: name)
        default: return true
        }
    }
}
