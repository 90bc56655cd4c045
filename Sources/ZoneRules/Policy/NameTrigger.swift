import DNS
import ZoneFile

/// Owners of a response-policy zone that were meant as triggers for names, but are not names that anyone queries.
enum NameTrigger {
    struct Mistake {
        /// Whether the owner is a URL or has a path. Otherwise it has an asterisk in front of a label, or is below a label such as
        /// `rpz_ip`.
        let isURL: Bool
        var isMisspelt = false
        /// The owner that was probably meant.
        let meant: String
    }

    static func mistakes(in context: ZoneContext) -> [(id: RecordID, mistake: Mistake)] {
        let zone = context.zone
        let depth = zone.names.depth(of: zone.apex) + 1
        var found: [(id: RecordID, mistake: Mistake)] = []
        var last: NameID?
        for (id, record) in zone.records.enumerated() where record.owner != last {
            last = record.owner
            var top = record.owner
            guard zone.names.depth(of: top) > depth else { continue }
            while zone.names.depth(of: top) > depth { top = zone.names.parent(of: top) }
            if zone.names.withLabel(of: top, { $0.starts(with: "rpz_".utf8) }) {
                let label = String(decoding: zone.names.label(of: top), as: UTF8.self)
                if let right = PolicyLabels.misspeltTriggers[label] {
                    let written = WrittenOwner(of: id, in: zone).span.text
                    let meant = written.replacing(label, with: right)
                    found.append((id, Mistake(isURL: false, isMisspelt: true, meant: meant)))
                    continue
                }
            }
            let isPath = zone.names.withLabel(of: top) { $0.contains(UInt8(ascii: "/")) }
            let isURL = zone.names.withLabel(of: record.owner) {
                $0.hasFoldedPrefix("http:") || $0.hasFoldedPrefix("https:")
            }
            let isJoined = zone.names.withLabel(of: record.owner) { $0.count > 1 && $0.first == UInt8(ascii: "*") }
            guard isPath || isURL || isJoined else { continue }
            let written = WrittenOwner(of: id, in: zone).span.text
            found.append((id, Mistake(isURL: isPath || isURL, meant: meant(written, isURL: isPath || isURL))))
        }
        return found
    }

    private static func meant(_ written: String, isURL: Bool) -> String {
        guard isURL else { return "*." + written.drop { $0 == "*" } }
        var rest = written[...]
        if let scheme = rest.firstIndex(of: ":") { rest = rest[rest.index(after: scheme)...] }
        return String(rest.drop { $0 == "/" }.prefix { $0 != "/" && $0 != ":" })
    }
}
