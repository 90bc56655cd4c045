import DNS
import ZoneFile

/// An owner with letters that only look like ASCII, which Z126 reports, so that no rule says that nobody looks the name up.
enum MistypedOwner {
    static func matches(_ id: RecordID, in zone: Zone) -> Bool {
        guard zone.names.hasOctetBeyondASCII(zone.records[id].owner) else { return false }
        let span = WrittenOwner(of: id, in: zone).span
        guard MistypedTarget.isCorrectable(span.text) else { return false }
        // Names of DNS-SD may have any letters (RFC 6763 §4.1.1), and are not reported.
        return zone.problems.contains { $0.kind == .nonASCIIName && $0.span == span }
    }
}
