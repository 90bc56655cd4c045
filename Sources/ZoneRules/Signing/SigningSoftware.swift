import DNS
import ZoneFile

/// The program that signed a zone, by the comments at the head of its file.
enum SigningSoftware: Sendable {
    case bind
    case knot

    init?(of zone: Zone) {
        let source = zone.sources[0]
        let head = source.text(in: 0..<min(source.count, 400))
        if head.contains("; dnssec_signzone version ") {
            self = .bind
        } else if head.hasPrefix(";; Zone dump (Knot DNS ") {
            self = .knot
        } else {
            return nil
        }
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
        }
    }
}
