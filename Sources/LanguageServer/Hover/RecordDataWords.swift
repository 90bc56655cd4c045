import DNS
import Federation
import ZoneFile

/// The data of a record in words.
struct RecordDataWords {
    let zone: Zone
    let id: RecordID
    let fields: [RecordFields.Field]
    /// The routes of other servers that may use the SRV records of a host.
    let routes: (String) -> [Route]

    var record: ZoneRecord { zone.records[id] }

    /// Sentences in Markdown; empty for a type whose data speaks for itself.
    var sentences: [String] {
        guard !record.flags.contains(.genericRDATA) else { return [] }
        switch record.type {
        case .srv: return service
        case .soa where fields.count == 7: return authority
        case .mx where record.target == .root: return ["The domain accepts no mail (RFC 7505)."]
        case .mx:
            return [
                "Mail is delivered to \(target). Servers with a lower preference than \(record.priority) come first."
            ]
        case .cname: return ["The name is an alias for \(target)."]
        case .dname: return ["Every name below the owner is an alias for the same name below \(target)."]
        case .ns: return ["\(target) is a name server of \(QuotedText.inline(zone.names.text(record.owner)))."]
        case .caa where fields.count == 3: return authorization
        case .tlsa where fields.count >= 4: return association
        case .svcb, .https: return binding
        case .rrsig where fields.count >= 9: return signature
        default: return []
        }
    }

    var target: String { QuotedText.inline(zone.names.text(record.target)) }

    func text(_ index: Int) -> String { fields[index].text }

    // MARK: - Types

    private var authority: [String] {
        var sentences = ["Primary server: \(QuotedText.inline(text(0))). Mailbox: \(mailbox)."]
        if let serial = zone.serial, record.owner == zone.apex {
            sentences.append("Serial: \(SerialWords.words(serial)).")
        }
        let names = ["Refresh", "Retry", "Expire", "TTL of negative answers"]
        for (name, field) in zip(names, fields[3...]) {
            let bytes = Array(field.text.utf8)
            guard case .value(let seconds) = bytes.withUnsafeBufferPointer(TimeUnits.read) else { continue }
            sentences.append("\(name): \(DurationWords.words(seconds)).")
        }
        return sentences
    }

    /// The first label of the name is the part before the `@` (RFC 1035 §8).
    private var mailbox: String {
        let origin = zone.origin(inForceAt: id)
        guard origin != .unknownOrigin, let name = Name(text(1), origin: zone.names.name(origin)),
            let first = name.labels.first, let parent = name.parent
        else { return QuotedText.inline(text(1)) }
        return QuotedText.inline("\(String(decoding: first, as: UTF8.self))@\(parent.description.trimmingFinalDot)")
    }

    private var binding: [String] {
        guard fields.count >= 2 else { return [] }
        if text(0) == "0" { return ["The service is that of \(QuotedText.inline(text(1))) (alias mode)."] }
        let place = text(1) == "." ? "the owner itself" : QuotedText.inline(text(1))
        let parameters = fields.dropFirst(2).map { QuotedText.inline($0.text) }.joined(separator: ", ")
        return [
            "The service is at \(place), with priority \(QuotedText.inline(text(0))) (lower numbers are tried first)."
        ] + (parameters.isEmpty ? [] : ["Parameters: \(parameters)."])
    }

    private var signature: [String] {
        [
            "Signature of the \(QuotedText.inline(text(0))) records with the key \(QuotedText.inline(text(6))) of "
                + "\(QuotedText.inline(text(7))).",
            "Valid from \(SignatureTime.words(text(5))) to \(SignatureTime.words(text(4))).",
        ]
    }
}
