import DNS
import Diagnostics
import ZoneFile

/// Z285: a catalog zone without a single known version.
enum CatalogVersion: ZoneRule {
    static let info = RuleInfo(
        "Z285",
        "catalog-version",
        .error,
        summary: "a catalog zone has no valid version",
        page: RulePage(
            whatItChecks: """
                Recognises a catalog zone by its PTR records below `zones` together with `NS invalid.` or a TXT record \
                at `version`. Reports a catalog zone whose `version` has no TXT record, several, or another value than \
                `2`. Version `1` is a warning, because BIND accepts it.
                """,
            whyItMatters:
                "Name servers do not process a catalog zone without its version, so they configure none of its members.",
            howToFix: "Write `version IN TXT \"2\"` in the catalog zone.",
            references: ["RFC 9432 §4.2.1"]
        ),
        examples: [
            .bad(
                """
                $TTL 0
                @ IN «SOA» invalid. invalid. 1 3600 600 2147483646 0
                @ IN NS  invalid.
                a1.zones IN PTR example.org.

                """,
                continuation: false,
                origin: "catalog.example.com."
            ),
            .bad(
                """
                $TTL 0
                @ IN SOA invalid. invalid. 1 3600 600 2147483646 0
                @ IN NS  invalid.
                version  IN TXT «"3"»
                a1.zones IN PTR example.org.

                """,
                continuation: false,
                origin: "catalog.example.com."
            ),
            .good(
                """
                $TTL 0
                @ IN SOA invalid. invalid. 1 3600 600 2147483646 0
                @ IN NS  invalid.
                version        IN TXT "2"
                a1.zones       IN PTR example.org.
                group.a1.zones IN TXT "signed"
                coo.a1.zones   IN PTR catalog2.example.com.

                """,
                continuation: false,
                origin: "catalog.example.com."
            ),
            .good("version IN TXT \"2026.11\"\nzones IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let catalog = CatalogZone(context) else { return }
        let zone = context.zone
        guard let first = catalog.versions.first else {
            if context.isWhole, isCertain(zone), let soa = zone.apexSOA { findings.report(isMissing(context, soa)) }
            return
        }
        if catalog.versions.count > 1 {
            findings.report(isRepeated(context, catalog.versions[1], first))
        } else {
            let version = TextValue(of: first, in: zone).text
            if version != "2" { findings.report(isUnknown(context, first, version)) }
        }
    }
}

extension CatalogVersion {
    /// Whether no unread part can have the record at `version`.
    private static func isCertain(_ zone: Zone) -> Bool {
        Name("version", origin: zone.names.name(zone.apex)).map { zone.isCertain($0, .txt) } ?? false
    }
}

// MARK: - Messages

extension CatalogVersion {
    private static let why = "name servers do not process a catalog zone without a single version that they know"

    private static func isMissing(_ context: ZoneContext, _ soa: RecordID) -> Finding {
        Finding(
            info,
            "the catalog zone \(context.quoted(context.zone.apex)) has no version",
            at: LabelledSpan(context.zone.fields(of: soa).type.span, "no TXT record at `version`"),
            why: why,
            help: "add the record `version IN TXT \"2\"`",
            subject: context.subject(of: soa)
        )
    }

    private static func isRepeated(_ context: ZoneContext, _ id: RecordID, _ first: RecordID) -> Finding {
        Finding(
            info,
            "the catalog zone \(context.quoted(context.zone.apex)) has several versions",
            at: LabelledSpan(context.dataSpan(of: id), "another version"),
            why: why,
            help: "keep one TXT record with the value `2`",
            related: [LabelledSpan(context.dataSpan(of: first), "the first version")],
            subject: context.subject(of: id)
        )
    }

    private static func isUnknown(_ context: ZoneContext, _ id: RecordID, _ version: String) -> Finding {
        let isOld = version == "1"
        return Finding(
            info,
            "\(Words.quoted(version)) is not \(isOld ? "the standard version" : "a version") of catalog zones",
            at: LabelledSpan(context.dataSpan(of: id), "not `2`"),
            why: isOld ? "BIND accepts version 1, but Knot and others refuse the catalog zone" : why,
            help: "write `2`",
            severity: isOld ? .warning : nil,
            subject: context.subject(of: id)
        )
    }
}
