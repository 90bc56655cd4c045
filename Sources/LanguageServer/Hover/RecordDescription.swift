import DNS
import Federation
import ZoneFile

/// What a record says, in Markdown.
struct RecordDescription {
    let zone: Zone
    let id: RecordID
    let routes: (String) -> [Route]

    private var record: ZoneRecord { zone.records[id] }

    /// The record in full, how its owner and TTL come about, and its data in words.
    var markdown: String {
        let fields = zone.fields(of: id)
        var parts = ["```bindzone\n\(heading(fields))\n```"]
        var notes: [String] = []
        if let owner = ownerNote(fields) { notes.append(owner) }
        notes.append(record.flags.contains(.hasTTL) ? ttl : "\(ttl), which is inherited")
        parts.append(notes.map { "- \($0)" }.joined(separator: "\n"))
        let words = RecordDataWords(zone: zone, id: id, fields: fields.rdata, routes: routes).sentences
        if !words.isEmpty { parts.append(words.map { "- \($0)" }.joined(separator: "\n")) }
        return parts.joined(separator: "\n\n")
    }

    private func heading(_ fields: RecordFields) -> String {
        let data = fields.rdata.map { $0.isQuoted ? "\"\($0.text)\"" : $0.text }.joined(separator: " ")
        let text = "\(zone.names.text(record.owner)) \(record.ttl) \(zone.zoneClass) \(record.type) \(data)"
        return QuotedText.code(text, limit: 500)
    }

    private func ownerNote(_ fields: RecordFields) -> String? {
        let name = QuotedText.inline(zone.names.text(record.owner))
        guard let owner = fields.owner else {
            guard let other = zone.ownerRecord(of: id) else { return "Owner: \(name)" }
            let line = zone.fields(of: other).span.start.line
            return "Owner: \(name), inherited from line \(line)"
        }
        return RelativeName(zone: zone, record: id, text: owner.text, name: record.owner).words.map { "Owner: \($0)" }
    }

    private var ttl: String { "TTL: \(DurationWords.words(record.ttl))" }
}

/// How a name is completed.
struct RelativeName {
    let zone: Zone
    let record: RecordID
    let text: String
    let name: NameID

    /// The name and the origin that completes it; `nil` if it is written in full.
    var words: String? {
        guard text.utf8.last != UInt8(ascii: ".") else { return nil }
        let full = QuotedText.inline(zone.names.text(name))
        let origin = zone.origin(inForceAt: record)
        guard origin != .unknownOrigin else { return "\(full), below an origin that is not known" }
        return "\(full): \(QuotedText.inline(text)) with the origin \(QuotedText.inline(zone.names.text(origin)))"
    }
}
