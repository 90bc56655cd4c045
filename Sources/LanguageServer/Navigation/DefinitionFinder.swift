import DNS
import Federation
import ZoneFile

/// Finds where a name or file is defined, and where a name is used (LSP 3.17, "Goto Definition", "Find References").
struct DefinitionFinder {
    let cursor: TextCursor
    var locations: LocationWriter

    private var zone: Zone { cursor.zone }

    /// The records of the name at the position, also in other zones of the workspace: addresses, the alias, or glue. For the
    /// file of an `$INCLUDE`, that file.
    mutating func definitions() -> JSONValue {
        if let (name, arguments) = cursor.directive, name == "$INCLUDE", let argument = arguments.first,
            cursor.contains(argument.range)
        {
            return JSONValue(includedFile(by: argument).map { [locations.location(SourceSpan($0, 0..<0))] } ?? [])
        }
        guard let field = cursor.nameField else { return [] }
        let found = NameLookup(zone: zone, zones: cursor.zones).records(at: field.name)
        let wanted = preferred(found, for: field)
        return JSONValue(wanted.map { locations.location(Self.span(of: $0.record, in: $0.zone)) })
    }

    /// The fields that contain the name at the position. In other zones of the workspace, too, if it is outside this one.
    mutating func references(includesOwners: Bool) -> JSONValue {
        guard let field = cursor.nameField else { return [] }
        var fields = zone.references(to: field.name)
        if let (other, name) = NameLookup(zone: zone, zones: cursor.zones).other(for: field.name) {
            fields += other.references(to: name)
        }
        return JSONValue(
            unique(fields.filter { includesOwners || !$0.isOwner }.map(\.span)).map { locations.location($0) })
    }

    /// The same fields in the text of the position only (LSP 3.17, "Document Highlights").
    mutating func highlights() -> JSONValue {
        guard let field = cursor.nameField else { return [] }
        let path = locations.path(of: SourceSpan(cursor.text, 0..<0))
        let own = zone.references(to: field.name).filter { locations.path(of: $0.span) == path }
        return JSONValue(
            own.map { field in
                // An owner is where the name gets its records, and 3 is "write".
                ["range": locations.range(field.span), "kind": field.isOwner ? 3 : 2]
            })
    }

    /// Addresses and aliases are what a reference to a host leads to.
    private func preferred(
        _ found: [(zone: Zone, record: RecordID)], for field: NameField
    ) -> [(zone: Zone, record: RecordID)] {
        let hosts = found.filter { [.a, .aaaa, .cname].contains($0.zone.records[$0.record].type) }
        return hosts.isEmpty || field.isOwner ? found : hosts
    }

    /// The owner of a record, or its type if the owner is inherited.
    static func span(of record: RecordID, in zone: Zone) -> SourceSpan {
        let fields = zone.fields(of: record)
        return fields.owner?.span ?? fields.type.span
    }

    private func includedFile(by argument: SourceSpan) -> SourceFile? {
        zone.sources.first { source in
            if case .included(let directive) = source.provenance {
                directive.source === argument.source && directive.range == argument.range
            } else {
                false
            }
        }
    }

    /// A file that is included twice has its spans twice.
    private mutating func unique(_ spans: [SourceSpan]) -> [SourceSpan] {
        var seen: Set<String> = []
        var result: [SourceSpan] = []
        for span in spans {
            let written = LocationWriter.written(span)
            if seen.insert("\(written.range) \(locations.path(of: written))").inserted { result.append(span) }
        }
        return result
    }
}
