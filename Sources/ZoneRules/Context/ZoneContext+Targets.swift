import Diagnostics
import ZoneFile

extension ZoneContext {
    /// Returns the span of the target of a record.
    func targetSpan(of id: RecordID) -> SourceSpan {
        DottedName.target(of: id, in: zone)?.span ?? zone.fields(of: id).type.span
    }

    /// Returns the span of the data of a record, from the first field to the last.
    func dataSpan(of id: RecordID) -> SourceSpan {
        let fields = zone.fields(of: id)
        guard let first = fields.rdata.first, let last = fields.rdata.last else { return fields.type.span }
        return SourceSpan(first.span.source, first.span.range.lowerBound..<last.span.range.upperBound)
    }

    /// Whether servers publish the record: it is in the zone, and not below a delegation or DNAME record.
    func isPublished(_ id: RecordID) -> Bool {
        !isDropped(id) && !contents.boundaries.isHidden(zone.records[id].owner)
    }

    /// Returns "this zone", or "the zone `example.net.`" for another one.
    func zoneName(_ other: Zone) -> String {
        other === zone ? "this zone" : "the zone `\(other.origin ?? other.sources[0].path)`"
    }

    /// Returns the alias or DNAME that covers a target as a related span.
    func aliasSpan(_ alias: RecordID, in other: Zone, covers target: NameID) -> LabelledSpan {
        let owner = other.names.text(other.records[alias].owner)
        let matches = owner == zone.names.text(target) ? "" : ", and matches \(quoted(target))"
        let verb = other.records[alias].type == .dname ? "redirects every name below it to" : "is an alias for"
        return LabelledSpan(
            WrittenOwner(of: alias, in: other).span,
            "`\(owner)` \(verb) `\(other.names.text(other.records[alias].target))`\(matches)"
        )
    }
}
