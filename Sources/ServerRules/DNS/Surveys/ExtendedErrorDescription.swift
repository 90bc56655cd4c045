import Diagnostics
import Federation

/// Explanations of extended DNS errors (RFC 8914 §4 and the IANA registry).
enum ExtendedErrorDescription {
    private static let meanings: [Int: String] = [
        1: "the DNSKEY algorithm is not supported", 2: "the digest of the DS record is not supported",
        3: "a stale answer from the cache", 4: "the answer was replaced for policy reasons",
        5: "DNSSEC validation is indeterminate", 6: "DNSSEC validation fails",
        7: "a DNSSEC signature has expired", 8: "a DNSSEC signature is not valid yet",
        9: "no DNSKEY matches the DS record", 10: "the DNSSEC signatures are missing",
        11: "the DNSKEY has no zone key bit", 12: "the proof of absence (NSEC) is missing",
        13: "a cached failure", 14: "the server is not ready", 15: "the name is blocked",
        16: "the name is censored", 17: "the name is filtered", 18: "this client may not send queries",
        19: "a stale NXDOMAIN from the cache",
        20: "the server is not authoritative for the name", 21: "the server does not support the query",
        22: "no name server of the zone could be reached", 23: "a network error on the path to the zone's servers",
        24: "the server's zone data is invalid", 25: "a DNSSEC signature expires before it becomes valid",
        26: "the query was sent over 0-RTT", 27: "too many NSEC3 iterations",
        28: "the server cannot conform to its policy",
        29: "the answer was synthesized", 30: "the query type is not allowed",
    ]

    /// Whether the error is a DNSSEC validation failure.
    static func isDNSSEC(_ code: Int) -> Bool {
        [1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 25, 27].contains(code)
    }

    /// "extended error 22: no name server of the zone could be reached, `…`"; `nil` if there are no errors.
    static func words(_ errors: [DNSEntry.ExtendedError]) -> String? {
        guard !errors.isEmpty else { return nil }
        let shown = errors.prefix(3).map { error in
            let meaning = meanings[error.code].map { ": \($0)" } ?? ""
            let text =
                error.text.isEmpty ? "" : "\(meaning.isEmpty ? ":" : ",") \(Words.quoted(error.text, limit: 120))"
            return "extended error \(error.code)\(meaning)\(text)"
        }
        return shown.joined(separator: "; ")
    }
}
