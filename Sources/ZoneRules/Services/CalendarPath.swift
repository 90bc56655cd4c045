import DNS
import Diagnostics
import ZoneFile

/// Z255: the path of a CalDAV or CardDAV service without `path=`.
enum CalendarPath: ZoneRule {
    static let info = RuleInfo(
        "Z255",
        "calendar-path",
        .warning,
        fix: .unsafe,
        summary: "the TXT record of a CalDAV or CardDAV service has a path without `path=`",
        page: RulePage(
            whatItChecks: """
                Reports TXT records at `_caldav._tcp`, `_caldavs._tcp`, `_carddav._tcp` and `_carddavs._tcp` whose value is a path, \
                or `path` with another sign than `=`.
                """,
            whyItMatters:
                "Clients read the path from the key `path`. They ignore this value and try `/.well-known/caldav`.",
            howToFix: "Write a value such as `path=/dav/`.",
            references: ["RFC 6764 §4"]
        ),
        examples: [
            .bad(
                """
                cal             IN A   192.0.2.82
                _caldavs._tcp   IN SRV 0 1 443 cal
                _caldavs._tcp   IN TXT «"/dav/"»
                _carddavs._tcp  IN TXT «"path:/dav/"»

                """
            ),
            .good(
                """
                cal             IN A   192.0.2.82
                _caldavs._tcp   IN SRV 0 1 443 cal
                _caldavs._tcp   IN TXT "path=/dav/"
                _carddavs._tcp  IN TXT ""

                """
            ),
        ]
    )

    private static let services: Set = ["_caldav", "_caldavs", "_carddav", "_carddavs"]

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy else { return }
        for number in zone.records(ofType: .txt) {
            let id = Int(number)
            let owner = zone.records[id].owner
            let mayBe = zone.names.withLabel(of: owner) {
                $0.first == 0x5F && $0.count > 6 && $0[1] == 0x63 && $0[2] == 0x61
            }
            guard mayBe, services.contains(String(decoding: zone.names.label(of: owner), as: UTF8.self)),
                let path = path(TextValue(of: id, in: zone).text), context.isPublished(id)
            else { continue }
            findings.report(hasNoKey(context, id, path))
        }
    }

    /// The path of `/dav/`, `path:/dav/` and `path /dav/`.
    private static func path(_ value: String) -> String? {
        guard let slash = value.firstIndex(of: "/"),
            value.utf8.allSatisfy({ 0x20...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C })
        else { return nil }
        let before = value[..<slash].lowercased()
        let isKey = before.hasPrefix("path") && before.dropFirst(4).allSatisfy { ": ".contains($0) }
        return before.isEmpty || isKey ? String(value[slash...]) : nil
    }
}

// MARK: - Messages

extension CalendarPath {
    private static func hasNoKey(_ context: ZoneContext, _ id: RecordID, _ path: String) -> Finding {
        let span = context.dataSpan(of: id)
        let isOne = context.zone.fields(of: id).rdata.count == 1 && path.utf8.count < 250
        return Finding(
            info,
            "the path \(Words.quoted(path)) is not the value of the key `path`",
            at: LabelledSpan(span, "expected `path=`"),
            why: "clients read the path from the key `path`, and ignore this value",
            help: "write `\"path=\(path)\"`",
            fixes: isOne
                ? [Fix("write `\"path=\(path)\"`", .unsafe, [Edit(replace: span, with: "\"path=\(path)\"")])] : [],
            subject: context.subject(of: id)
        )
    }
}
