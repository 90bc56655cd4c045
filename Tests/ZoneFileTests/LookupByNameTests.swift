import DNS
import Testing
import ZoneFile

@Suite("Looking up names that are not in the zone")
struct LookupByNameTests {
    private static let zone = Reading(
        """
        $TTL 1
        *.w A 192.0.2.1
        deep.enclosed.w A 192.0.2.1
        d DNAME elsewhere
        cut NS ns.cut
        both NS ns.both
        both DNAME elsewhere
        """
    ).zone

    private func outcome(_ name: String, _ type: RecordType) -> String {
        guard let name = Name(name) else { return "no name" }
        return switch Self.zone.lookup(name, type) {
        case .answer(_, let wildcard): "answer by \(wildcard.map { Self.zone.names.text($0) } ?? "itself")"
        case .alias: "alias"
        case .renamed: "renamed"
        case .delegated: "delegated"
        case .noData(let wildcard): "no data by \(wildcard.map { Self.zone.names.text($0) } ?? "itself")"
        case .noName: "no name"
        case .outOfZone: "out of zone"
        }
    }

    @Test(
        "Wildcards, DNAME records and cuts above the name answer",
        arguments: [
            ("x.w.example.com.", RecordType.a, "answer by *.w.example.com."),
            ("x.y.w.example.com.", .txt, "no data by *.w.example.com."),
            // The closest encloser is the empty non-terminal, which has no wildcard (RFC 4592 §3.3.1).
            ("x.enclosed.w.example.com.", .a, "no name"), ("x.d.example.com.", .srv, "renamed"),
            ("x.y.cut.example.com.", .ds, "delegated"), ("x.both.example.com.", .a, "delegated"),
            ("x.example.com.", .a, "no name"), ("x.example.net.", .a, "out of zone"),
            ("W.EXAMPLE.com.", .a, "no data by itself"),
        ]
    )
    func outcomes(_ name: String, _ type: RecordType, _ expected: String) {
        #expect(outcome(name, type) == expected)
    }
}
