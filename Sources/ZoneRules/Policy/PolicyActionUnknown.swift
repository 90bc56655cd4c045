import DNS
import Diagnostics
import ZoneFile

/// Z291: a rule of a response-policy zone with an action that does not exist.
enum PolicyActionUnknown: ZoneRule {
    static let info = RuleInfo(
        "Z291",
        "rpz-action-unknown",
        .error,
        fix: .unsafe,
        summary: "a rule of a response-policy zone has an unknown action",
        page: RulePage(
            whatItChecks: """
                Reports CNAME records of a response-policy zone whose target begins with `rpz-` but is not one of the \
                actions `rpz-passthru.`, `rpz-drop.` and `rpz-tcp-only.`: a misspelt one, or one without its final dot. Also \
                reports `*` without its final dot.
                """,
            whyItMatters: """
                Resolvers take any other target for a name, and answer with an alias to it. The name that should pass \
                or be dropped is then redirected to a name that does not exist.
                """,
            howToFix: "Write `rpz-passthru.`, `rpz-drop.` or `rpz-tcp-only.` with the final dot.",
            references: ["Response Policy Zones (draft-vixie-dnsop-dns-rpz-00) §3"]
        ),
        examples: [
            .bad(
                """
                bad.example.org  IN CNAME .
                good.example.org IN CNAME «rpz-passthru»
                ok.example.org   IN CNAME «rpz-pasthru.»
                no.example.org   IN CNAME «rpz-nxdomain.»
                ad.example.org   IN CNAME «*»

                """,
                origin: "rpz.example.com."
            ),
            .good(
                """
                a.example.org IN CNAME .
                b.example.org IN CNAME *.
                c.example.org IN CNAME rpz-passthru.
                d.example.org IN CNAME RPZ-DROP.
                e.example.org IN CNAME rpz-tcp-only.
                f.example.org IN CNAME garden.example.net.

                """,
                origin: "rpz.example.com."
            ),
        ]
    )

    /// The action that a label probably stands for.
    private static func action(resembling label: String) -> String? {
        if label == "*" || PolicyLabels.actions.contains(label) { return label }
        if ["rpz-passthrough", "rpz-pass", "rpz-allow"].contains(label) { return "rpz-passthru" }
        return Spelling.nearest(to: label, among: PolicyLabels.actions)
    }

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind == .responsePolicy else { return }
        for number in zone.records(ofType: .cname) {
            let id = Int(number)
            let target = zone.records[id].target
            // The name `*` of the zone itself, which a trigger for all names has, is never meant as a target.
            let isAction = zone.names.withLabel(of: target) { $0.starts(with: "rpz-".utf8) }
            guard isAction && !zone.exists(target) || zone.names.isWildcard(target) else { continue }
            let parent = zone.names.parent(of: target)
            let label = String(decoding: zone.names.label(of: target), as: UTF8.self)
            if parent == .root {
                if label != "*", !PolicyLabels.actions.contains(label) {
                    findings.report(isUnknown(context, id, label, lacksDot: false))
                }
            } else if DottedName.target(of: id, in: zone)?.text.lowercased() == label {
                findings.report(isUnknown(context, id, label, lacksDot: true))
            }
        }
    }
}

// MARK: - Messages

extension PolicyActionUnknown {
    private static func isUnknown(_ context: ZoneContext, _ id: RecordID, _ label: String, lacksDot: Bool) -> Finding {
        let span = context.targetSpan(of: id)
        let action = action(resembling: label)
        let others = [
            "rpz-nxdomain": "write `.` for the answer that the name does not exist",
            "rpz-nodata": "write `*.` for an answer without records",
        ]
        let target = context.quoted(context.zone.records[id].target)
        return Finding(
            info,
            lacksDot
                ? "the action `\(label)` has no final dot and is read as \(target)" : "`\(label).` is not an action",
            at: LabelledSpan(span, "taken for a name"),
            why: "resolvers answer with an alias to \(target) instead",
            help: others[label] ?? action.map { "write `\($0).`" }
                ?? "write `rpz-passthru.`, `rpz-drop.`, `rpz-tcp-only.`, `.` or `*.`",
            fixes: others[label] == nil
                ? action.map { [Fix("write `\($0).`", .unsafe, [Edit(replace: span, with: "\($0).")])] } ?? [] : [],
            subject: context.subject(of: id)
        )
    }
}
