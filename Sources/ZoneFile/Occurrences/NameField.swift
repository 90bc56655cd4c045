import DNS

/// A field of a record that contains a domain name.
public struct NameField: Sendable {
    public let span: SourceSpan
    public let name: NameID
    public let record: RecordID
    /// Whether it is the owner, and not a part of the data.
    public let isOwner: Bool
    /// The field as written, with escapes. Untrusted.
    public let text: String
}

extension Zone {
    /// The fields of a record that contain names, in the order of the text. An inherited owner has none.
    public func nameFields(of id: RecordID) -> [NameField] {
        let record = records[id]
        let fields = fields(of: id)
        var result: [NameField] = []
        if let owner = fields.owner {
            result.append(
                NameField(span: owner.span, name: record.owner, record: id, isOwner: true, text: owner.text))
        }
        guard !record.flags.contains(.genericRDATA) else { return result }
        let hasTarget = Self.typesWithTarget.contains(record.type)
        for index in nameIndices(record.type, count: fields.rdata.count) {
            let field = fields.rdata[index]
            guard !field.isQuoted, let name = hasTarget ? record.target : name(field.text, in: id) else { continue }
            result.append(NameField(span: field.span, name: name, record: id, isOwner: false, text: field.text))
        }
        return result
    }

    /// The fields that contain a name, in the order of the file: owners, and the data of records that refer to it.
    public func references(to name: NameID) -> [NameField] {
        let uncommon = Set([RecordType.soa] + RecordFormat.uncommonTypesWithNames)
        return records.indices.filter { id in
            let record = records[id]
            return record.owner == name || (record.target == name && Self.typesWithTarget.contains(record.type))
                || uncommon.contains(record.type)
        }
        .flatMap { nameFields(of: $0) }.filter { $0.name == name }
    }

    /// The names that own records, in the order of their first appearance.
    public func owners(limit: Int) -> [NameID] {
        var seen: Set<NameID> = []
        var owners: [NameID] = []
        for record in records where owners.count < limit {
            if seen.insert(record.owner).inserted { owners.append(record.owner) }
        }
        return owners
    }

    /// The record whose lines contain an offset of a source, by the number of the source in ``sources``.
    public func record(at offset: Int, in source: Int) -> RecordID? {
        var found: RecordID?
        for (id, record) in records.enumerated()
        where Int(record.source) == source && Int(record.start) <= offset
            && Int(record.start) >= found.map({ Int(records[$0].start) }) ?? 0
        {
            found = id
        }
        guard let found, lines(of: found).range.contains(offset) || offset == sources[source].count else { return nil }
        return found
    }

    /// The record from which another one inherits its owner.
    public func ownerRecord(of id: RecordID) -> RecordID? {
        let source = records[id].source
        return records.indices[..<id].last {
            records[$0].source == source && !records[$0].flags.contains(.inheritsOwner)
        }
    }

    /// The types whose records have a ``ZoneRecord/target``.
    private static let typesWithTarget: Set<RecordType> = [.ns, .cname, .dname, .ptr, .mx, .srv]

    private func nameIndices(_ type: RecordType, count: Int) -> [Int] {
        RecordFormat.nameFields(of: type).filter { $0 < count }
    }

    /// The identifier of a name in the data of a record.
    private func name(_ text: String, in id: RecordID) -> NameID? {
        let origin = origin(inForceAt: id)
        guard origin != .unknownOrigin || text.utf8.last == UInt8(ascii: ".") else { return nil }
        return Name(text, origin: names.name(origin)).flatMap { names.find($0) }
    }
}
