import DNS
import ZoneFile

/// The name servers that refuse a zone with a record that cannot be read. Some load records that RFCs do not allow; tried with
/// BIND 9.18, NSD 4.6 and Knot 3.2.
enum RefusingServers {
    static func why(_ mistake: FieldMistake, _ type: RecordType) -> String {
        switch mistake.kind {
        case .emptySalt, .otherForm(.deletion), .otherForm(.pathWithoutVariable):
            why("BIND and Knot refuse", loadedBy: "NSD loads")
        default: why("name servers refuse")
        }
    }

    static func why(_ problem: ZoneProblem, _ type: RecordType, _ field: String) -> String {
        switch (type.description, field) {
        case ("SSHFP", "fingerprint"), ("CDS", "digest"), ("ZONEMD", "digest"):
            hasOtherLength(problem, type)
                ? why("BIND refuses", loadedBy: "NSD and Knot load") : why("name servers refuse")
        case ("DS", "digest"):
            hasOtherLength(problem, type)
                ? why("BIND and Knot refuse", loadedBy: "NSD loads") : why("name servers refuse")
        case ("URI", "target"): why("BIND refuses", loadedBy: "NSD and Knot load")
        default: why("name servers refuse")
        }
    }

    /// Whether only the length of a digest is wrong.
    private static func hasOtherLength(_ problem: ZoneProblem, _ type: RecordType) -> Bool {
        DigestLength(problem, type) != nil
            && problem.span.text.filter { !$0.isWhitespace }.utf8.count.isMultiple(of: 2)
    }

    private static func why(_ refusal: String, loadedBy others: String? = nil) -> String {
        "\(refusal) to load a zone with such a record" + (others.map { "; \($0) it" } ?? "")
    }
}
