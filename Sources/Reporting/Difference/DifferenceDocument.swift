import Diagnostics
import Federation
import Linting
import ZoneFile

/// A comparison of zones in the form that text and Markdown share. All texts are untrusted.
struct DifferenceDocument {
    struct Section {
        let heading: String
        var notes: [String] = []
        var rows: [Row] = []
    }

    struct Row {
        enum Sign: String {
            case added = "+"
            case removed = "-"
            case changed = "~"
            case unknown = "?"
        }

        let sign: Sign
        let text: String
        /// The file and line.
        let location: String
    }

    let sections: [Section]
    let summary: String

    init(_ report: ComparisonReport) {
        sections = report.zones.compactMap(Self.section) + report.servers.map(ServerChangeText.section)
        summary = Self.summary(report)
    }

    // MARK: - Zones

    private static func section(_ zone: ComparedZone) -> Section? {
        let path = zone.newPath ?? zone.oldPath ?? "-"
        let name = zone.origin.map { "Zone \($0) in \(path)" } ?? path
        switch zone.outcome {
        case .added(let records):
            return Section(heading: name, notes: ["the whole zone was added, with \(Words.count(records, "record"))"])
        case .removed(let records):
            return Section(heading: name, notes: ["the whole zone was removed, with \(Words.count(records, "record"))"])
        case .notCompared(let reason): return Section(heading: name, notes: ["not compared: \(reason)"])
        case .compared(let difference):
            let section = Section(
                heading: name, notes: notes(difference),
                rows: difference.changes.flatMap { rows($0, difference) }
                    + difference.unknown.flatMap { rows($0, difference, sign: .unknown) })
            return section.rows.isEmpty && section.notes.isEmpty ? nil : section
        }
    }

    private static func notes(_ difference: ZoneDifference) -> [String] {
        var notes: [String] = []
        if let old = difference.old.serial, let new = difference.new.serial,
            difference.changes.contains(where: { !$0.isSerialOnly })
        {
            if old == new {
                notes.append(
                    "the serial is still \(new), so secondaries keep the old version; increase it with `srvlint bump`")
            } else if !SerialNumber.isIncrease(from: old, to: new) {
                notes.append("the serial went back from \(old) to \(new), so secondaries keep the old version")
            }
        }
        for (unread, version) in [(difference.oldUnread, "old"), (difference.newUnread, "new")] {
            guard let first = unread.first else { continue }
            let more = unread.count > 1 ? " and \(unread.count - 1) more" : ""
            let place = "\(first.source.path):\(first.start.line)"
            notes.append("a part of the \(version) version was not read (\(place)\(more)), so its records are unknown")
        }
        return notes
    }

    private static func rows(_ change: RRsetChange, _ difference: ZoneDifference, sign: Row.Sign? = nil) -> [Row] {
        let (old, new) = (RecordText(difference.old), RecordText(difference.new))
        if change.isSerialOnly, let last = change.added.last, let before = difference.old.serial,
            let after = difference.new.serial
        {
            let text = "\(change.owner) SOA: serial \(before) -> \(after)"
            return [Row(sign: sign ?? .changed, text: text, location: new.location(last))]
        }
        let removed = change.removed.map {
            Row(sign: sign ?? .removed, text: MessageText.value(old.record($0)), location: old.location($0))
        }
        let added = change.added.map {
            Row(sign: sign ?? .added, text: MessageText.value(new.record($0)), location: new.location($0))
        }
        var times: [[UInt32]: [RRsetChange.TTLChange]] = [:]
        for ttl in change.ttlChanges {
            times[[difference.old.records[ttl.old].ttl, difference.new.records[ttl.new].ttl], default: []].append(ttl)
        }
        let ttl = times.sorted { ($0.value.first?.new ?? 0) < ($1.value.first?.new ?? 0) }.map { times, changes in
            let count = changes.count == 1 ? "" : " (\(Words.count(changes.count, "record")))"
            return Row(
                sign: .changed, text: "\(change.owner) \(change.type): TTL \(times[0]) -> \(times[1])\(count)",
                location: changes.first.map { new.location($0.new) } ?? "")
        }
        return removed + added + ttl
    }

    // MARK: - Summary

    private static func summary(_ report: ComparisonReport) -> String {
        let counts = report.summary
        var parts: [String] = []
        func add(_ count: Int, _ noun: String, _ verb: String) {
            if count > 0 { parts.append("\(Words.count(count, noun)) \(verb)") }
        }
        add(counts.added, "RRset", "added")
        add(counts.removed, "RRset", "removed")
        add(counts.changed, "RRset", "changed")
        add(counts.ttl, "TTL", "changed")
        add(counts.zonesAdded, "zone", "added")
        add(counts.zonesRemoved, "zone", "removed")
        add(counts.unknown, "RRset", "unknown")
        add(counts.zonesNotCompared, "file", "not compared")
        add(report.serversNotCompared, "Matrix server", "not compared; name those that matter with `--server-name`")
        let compared = report.zones.count(where: { $0.difference != nil })
        if parts.isEmpty { return "no differences in \(Words.count(compared, "zone"))" }
        return parts.joined(separator: ", ")
            + (compared > 1 ? " (\(counts.zonesChanged) of \(compared) zones changed)" : "")
    }
}
