import DNS
import ZoneFile

/// Owners of a response-policy zone that were meant as triggers for names, but are not names that anyone queries.
enum NameTrigger {
    enum Kind: Equatable {
        /// The owner is a URL or has a path.
        case url
        /// It has an asterisk in front of a label.
        case asterisk
        /// It is below a label such as `rpz_ip`, and this one was meant.
        case misspelt(String)
    }

    struct Mistake {
        let kind: Kind
        /// The owner that was probably meant; `nil` if the wrong part is not written with the record.
        let meant: String?
    }

    static func mistakes(in context: ZoneContext) -> [(id: RecordID, mistake: Mistake)] {
        let zone = context.zone
        let depth = zone.names.depth(of: zone.apex) + 1
        var found: [(id: RecordID, mistake: Mistake)] = []
        var last: NameID?
        var hasReportedOrigin = false
        for (id, record) in zone.records.enumerated() where record.owner != last {
            last = record.owner
            var top = record.owner
            guard zone.names.depth(of: top) > depth else { continue }
            while zone.names.depth(of: top) > depth { top = zone.names.parent(of: top) }
            if zone.names.withLabel(of: top, { $0.starts(with: "rpz_".utf8) }) {
                let label = String(decoding: zone.names.label(of: top), as: UTF8.self)
                if let right = PolicyLabels.misspeltTriggers[label] {
                    let labels = WrittenOwner(of: id, in: zone).labels.map(\.text)
                    guard let index = labels.lastIndex(where: { $0.lowercased() == label.lowercased() }) else {
                        // The label is that of an `$ORIGIN`.
                        if !hasReportedOrigin { found.append((id, Mistake(kind: .misspelt(right), meant: nil))) }
                        hasReportedOrigin = true
                        continue
                    }
                    let meant = (labels[..<index] + [right] + labels[(index + 1)...]).joined(separator: ".")
                    let dot = WrittenOwner(of: id, in: zone).span.text.hasSuffix(".") ? "." : ""
                    found.append((id, Mistake(kind: .misspelt(right), meant: meant + dot)))
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
            let isAddress = isPath || isURL
            found.append((id, Mistake(kind: isAddress ? .url : .asterisk, meant: meant(written, isURL: isAddress))))
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
