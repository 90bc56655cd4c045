import DNS
import Diagnostics
import Federation
import ZoneFile

/// M203: different endpoints at the two SRV names.
enum SRVSetsDiffer: ServerRule {
    static let info = RuleInfo(
        "M203",
        "srv-sets-differ",
        .warning,
        summary: "`_matrix-fed._tcp` and `_matrix._tcp` lead to different endpoints",
        page: RulePage(
            whatItChecks: """
                Compares the targets and ports of the SRV records at `_matrix-fed._tcp` with those at `_matrix._tcp`: \
                by name, and by address if all addresses are known.
                """,
            whyItMatters: """
                Servers query `_matrix-fed._tcp` first. If it exists, they never query `_matrix._tcp`, not even if the \
                connection fails. Software that queries only the old name connects to the other endpoint. Usually one \
                of the two records was forgotten in a migration.
                """,
            howToFix: "Publish the same targets and ports at both names.",
            references: ["Matrix server-server, Resolving server names, steps 3.3, 3.4, 4 and 5"]
        ),
        examples: [
            .bad(
                """
                old              IN A   192.0.2.10
                new              IN A   192.0.2.11
                _matrix-fed._tcp IN SRV 10 5 8448 new
                «_matrix._tcp»     IN SRV 10 5 8448 old

                """
            ),
            .good(
                """
                synapse          IN A   192.0.2.10
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 20 1 8448 matrix

                """
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let host = context.serviceHost, let new = context.services(.federation, at: host)?.records,
            let old = context.services(.legacy, at: host)?.records
        else { return }
        let places = (new: ServiceEndpoints(new, context), old: ServiceEndpoints(old, context))
        // An RRset that refuses the service does not lead to another endpoint.
        guard !places.new.isEmpty, !places.old.isEmpty, places.new.isPossible, places.old.isPossible,
            !places.new.isSame(as: places.old)
        else { return }
        findings.report(differ(context, new, old, places.new, places.old))
    }
}

// MARK: - Messages

extension SRVSetsDiffer {
    private static func differ(
        _ context: ServerContext,
        _ new: [AnswerRecord],
        _ old: [AnswerRecord],
        _ newPlaces: ServiceEndpoints,
        _ oldPlaces: ServiceEndpoints
    ) -> Finding {
        let place = context.ownerSpan(of: old, "leads to \(oldPlaces.words)")
        return Finding(
            info,
            "`_matrix-fed._tcp` and `_matrix._tcp` lead to different endpoints",
            at: place,
            why:
                "most peers use \(newPlaces.words) and never query `_matrix._tcp`, but software that queries only the "
                + "old name, such as ejabberd, uses \(oldPlaces.words)",
            help: "publish the same targets and ports at both names, and remove the records that are wrong",
            related: [context.ownerSpan(of: new, "leads to \(newPlaces.words)")].compactMap { $0 },
            subject: context.subject,
            source: place == nil ? context.source(of: old) : nil
        )
    }
}
