import DNS
import ZoneFile

/// Compares two readings of the same text: their records and problems have the same contents and positions.
enum ReadingComparison {
    /// The first difference, if any.
    static func difference(_ first: Zone, _ second: Zone) -> String? {
        guard first.records.count == second.records.count else {
            return "\(second.records.count) records instead of \(first.records.count)"
        }
        guard first.problems.count == second.problems.count else {
            return "\(second.problems.count) problems instead of \(first.problems.count)"
        }
        guard first.apex == second.apex, first.zoneClass == second.zoneClass else { return "another apex or class" }
        guard first.isComplete == second.isComplete else { return "complete: \(second.isComplete)" }
        let readers = (RDATAReader(first), RDATAReader(second))
        for id in first.records.indices {
            if let field = field(first, second, id) { return "record \(id) has another \(field)" }
            if readers.0.rdata(of: id) != readers.1.rdata(of: id) { return "record \(id) has other data" }
        }
        for (one, other) in zip(first.problems, second.problems)
        where one.kind != other.kind || one.span.range != other.span.range {
            return "\(other.kind) at \(other.span.range) instead of \(one.kind) at \(one.span.range)"
        }
        return nil
    }

    /// The first field in which the two zones' records with this number differ. Only the number of the source may.
    private static func field(_ first: Zone, _ second: Zone, _ id: RecordID) -> String? {
        let (one, other) = (first.records[id], second.records[id])
        let paths = (first.sources[Int(one.source)].path, second.sources[Int(other.source)].path)
        if first.names.name(one.owner) != second.names.name(other.owner) { return "owner" }
        if first.names.name(one.target) != second.names.name(other.target) { return "target" }
        if one.ttl != other.ttl { return "TTL" }
        if one.type != other.type { return "type" }
        if (one.start, one.rdata) != (other.start, other.rdata) || paths.0 != paths.1 { return "position" }
        let numbers = (one.priority, one.weight, one.port) == (other.priority, other.weight, other.port)
        return numbers && one.flags == other.flags ? nil : "number or flag"
    }
}
