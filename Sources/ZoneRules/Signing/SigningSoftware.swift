import DNS
import ZoneFile

/// The program that signed a zone, by the comments at the head of its file.
enum SigningSoftware: Sendable {
    case bind
    case knot
    case ldns

    init?(of zone: Zone) {
        let source = zone.sources[0]
        let head = source.text(in: 0..<min(source.count, 400))
        if head.contains("; dnssec_signzone version ") {
            self = .bind
        } else if head.hasPrefix(";; Zone dump (Knot DNS ") {
            self = .knot
        } else if Self.isOfLDNS(zone) {
            self = .ldns
        } else {
            return nil
        }
    }

    /// Whether a DNSKEY record has the comment that ldns prints after it: `;{id = 24795 (zsk), size = 256b}`.
    private static func isOfLDNS(_ zone: Zone) -> Bool {
        guard let key = zone.records(at: zone.apex, type: .dnskey).first else { return false }
        let span = zone.lines(of: key)
        return span.source.text(in: span.range).contains(" ;{id = ")
    }

    /// What signs the zone again, for messages: "sign the zone again, with `knotc zone-sign example.com.`".
    ///
    /// - Parameter name: the name of the zone as an argument; `nil` if a shell would not take it as it is.
    static func advice(_ software: SigningSoftware?, zone name: String?) -> String {
        guard let software, let name else { return "sign the zone again" }
        switch software {
        case .bind:
            return "sign the zone again, with `dnssec-signzone -S -o \(name)` and the options used before"
        case .knot: return "sign the zone again, with `knotc zone-sign \(name)`"
        case .ldns: return "sign the zone again, with `ldns-signzone -o \(name)` and the options and keys used before"
        }
    }
}
