import DNS
import ZoneFile

// The kind of a TXT record, by its first bytes.

extension MailSurvey {
    /// How the data begins, after quotation marks, backslashes and spaces.
    enum Beginning: Equatable {
        /// `v=spf1` in any case, or what resembles it.
        case spf, likeSPF
        case named(MailRecordName)
        case other
    }

    static func beginning(_ record: ZoneRecord, _ zone: Zone) -> Beginning {
        // The notation of RFC 3597 hides the text. Nobody writes mail policies in it.
        guard !record.flags.contains(.genericRDATA) else { return .other }
        let start = Int(record.rdata)
        return zone.sources[Int(record.source)].withBytes { bytes in
            var at = start
            let limit = min(start + 8, bytes.count)
            while at < limit, bytes[at] == 0x22 || bytes[at] == 0x5C || bytes[at] == 0x20 { at += 1 }
            let text = UnsafeBufferPointer(rebasing: bytes[min(at, bytes.count)...])
            if text.hasFoldedPrefix("v=spf1") { return .spf }
            if SPFBeginning.mayBegin(text) { return .likeSPF }
            if let kind = MailRecordName(beginning: text) { return .named(kind) }
            return CopiedLabel.mayBegin(text, before: "v=spf1") ? .likeSPF : .other
        }
    }
}
