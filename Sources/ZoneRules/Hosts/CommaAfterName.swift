import DNS
import Diagnostics
import ZoneFile

/// Z148: a comma behind the target of a record.
enum CommaAfterName: ZoneRule {
    static let info = RuleInfo(
        "Z148",
        "comma-after-name",
        .error,
        fix: .unsafe,
        scope: .targets,
        summary: "a comma behind the target of a record is read as part of the name",
        page: RulePage(
            whatItChecks: """
                Reports targets of NS, CNAME, DNAME, PTR, MX and SRV records that end in a comma, such as `mail,` and \
                `mail.example.com.,`, and lists of names of the zone, such as `ns1,ns2`. An escaped comma (`\\,`) is not reported.
                """,
            whyItMatters: """
                A comma has no meaning in zone files, so it belongs to the name. After a final dot it makes the name relative: \
                `mail.example.com.,` is completed with the origin. Name servers load the zone, and no host has that name.
                """,
            howToFix: "Remove the comma. Write several targets as several records.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("mail IN A 192.0.2.25\n@ IN MX 10 «mail,»\nwww IN CNAME «web.example.net.,»\n"),
            .bad("a IN A 192.0.2.10\nb IN A 192.0.2.11\nsub IN NS «a,b»\n"),
            .bad("sip IN A 192.0.2.10\n_sip._tcp IN SRV 0 0 5060 «sip,»\n"),
            .good("mail IN A 192.0.2.25\n@ IN MX 10 mail\nwww IN CNAME mail;, the host\nx IN TXT a,\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        let services = context.srv.targets.compactMap { target in
            if case .mistyped = target.target { target.record } else { nil }
        }
        for id in context.unusualTargets(zone) + services {
            guard MistypedTarget.hasComma(id, in: zone), !context.isDropped(id), !zone.exists(zone.records[id].target),
                !isServiceInstance(id, zone), let field = DottedName.target(of: id, in: zone)
            else { continue }
            if let names = MistypedTarget.list(field.text, id, zone) {
                findings.report(isList(context, id, field, names))
                continue
            }
            guard let name = MistypedTarget.withoutComma(field.text),
                // Z263 reports a URL, and Z262 an `@` that is not the whole name.
                URLTarget.target(of: id, in: zone) == nil, !name.contains("@") || name == "@"
            else { continue }
            findings.report(hasComma(context, id, field, meant(name, id, in: zone)))
        }
    }

    /// Whether the target may be an instance of DNS-SD, whose name is any text (RFC 6763 §4.1.1).
    private static func isServiceInstance(_ id: RecordID, _ zone: Zone) -> Bool {
        zone.records[id].type == .ptr && zone.names.hasTransport(atOrAbove: zone.records[id].owner)
    }

    /// The name with its final dot, if it has to have one, and without one that would make it a top-level domain.
    private static func meant(_ name: Substring, _ id: RecordID, in zone: Zone) -> String {
        let origin = zone.names.name(zone.origin(inForceAt: id))
        if name.hasSuffix("."), name.count(where: { $0 == "." }) == 1,
            let relative = Name(String(name.dropLast()), origin: origin),
            zone.names.find(relative).map(zone.exists) ?? false
        {
            return String(name.dropLast())
        }
        guard !name.hasSuffix("."), name.contains("."),
            let relative = Name(String(name), origin: origin), !(zone.names.find(relative).map(zone.exists) ?? false)
        else { return String(name) }
        let labels = name.split(separator: ".")
        return TopLevelDomains.contains((labels.last ?? "").utf8.map(asciiLowercased)) ? "\(name)." : String(name)
    }
}

// MARK: - Messages

extension CommaAfterName {
    private static func isList(
        _ context: ZoneContext, _ id: RecordID, _ field: RecordFields.Field, _ names: [String]
    ) -> Finding {
        let type = context.zone.records[id].type
        return Finding(
            info,
            "the target of the \(type) record is a list of names",
            at: LabelledSpan(field.span, "read as the one name \(context.quoted(context.zone.records[id].target))"),
            why: "a record has one target, and no host has this name",
            help: type == .cname || type == .dname
                ? "keep one of them: a name has at most one \(type) record"
                : "write each in a record of its own: \(Words.list(names.map { Words.quoted("\(type) \($0)") }))",
            subject: context.subject(of: id)
        )
    }

    private static func hasComma(
        _ context: ZoneContext, _ id: RecordID, _ field: RecordFields.Field, _ meant: String
    ) -> Finding {
        let type = context.zone.records[id].type
        let isHost = [.mx, .ns, .srv].contains(type)
        // Z122 removes quotation marks. Only the comma is then removed here.
        let isQuoted = field.isQuoted
        let edit: Edit? =
            !isQuoted
            ? Edit(replace: field.span, with: meant)
            : MistypedTarget.withoutComma(field.text).map(String.init) == meant
                ? Edit(
                    replace: SourceSpan(
                        field.span.source,
                        field.span.range.lowerBound + 1 + meant.utf8.count..<field.span.range.upperBound - 1), with: "")
                : nil
        return Finding(
            info,
            "a comma follows the target of the \(type) record",
            at: LabelledSpan(field.span, "read as \(context.quoted(context.zone.records[id].target))"),
            why: isHost
                ? "the comma is part of the name; BIND with its default settings and Knot refuse to load the zone"
                : "the comma is part of the name, which is not that of the host; Knot refuses to load the zone",
            help: "write \(Words.exact(meant)), without the comma",
            fixes: edit.map { [Fix("remove the comma", .unsafe, [$0])] } ?? [],
            subject: context.subject(of: id)
        )
    }
}
