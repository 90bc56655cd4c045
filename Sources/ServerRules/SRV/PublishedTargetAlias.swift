import DNS
import Diagnostics
import Federation
import ZoneRules

/// S301 for records from DNS answers that are not in a zone file of the run.
enum PublishedTargetAlias: ServerRule {
    static let info = SRVTargetAlias.info

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        var reported: Set<String> = []
        for destination in context.likelyRoutes?.specification.destinations ?? [] {
            guard destination.isService, !destination.aliases.isEmpty,
                let record = record(of: destination, context), context.location(of: record) == nil,
                reported.insert(destination.host.lowercased()).inserted
            else { continue }
            findings.report(targetIsAlias(context, destination, record))
        }
    }

    /// The SRV record that leads to a destination.
    private static func record(of destination: Destination, _ context: ServerContext) -> AnswerRecord? {
        guard let host = context.serviceHost else { return nil }
        return MatrixService.allCases.lazy.flatMap { context.services($0, at: host)?.records ?? [] }.first {
            $0.service.map { $0.target.description == destination.host && Int($0.port) == destination.port } ?? false
        }
    }
}

// MARK: - Messages

extension PublishedTargetAlias {
    private static func targetIsAlias(
        _ context: ServerContext, _ destination: Destination, _ record: AnswerRecord
    ) -> Finding {
        let end = destination.aliases.last
        return Finding(
            info,
            "SRV target `\(destination.host.trimmingFinalDot)` is an alias for \(end.map { "`\($0.textWithoutFinalDot)`" } ?? "another name")",
            at: nil,
            why:
                "RFC 2782 forbids an alias as target; most homeservers follow it, but the federation tester and stricter "
                + "software reject the record",
            help: end.map { "use the host behind the alias, `\($0)`, as the SRV target" }
                ?? "use a host with A or AAAA records as the SRV target",
            // Peers that follow the alias can connect, as the rest of the audit shows.
            severity: .warning,
            subject: Subject(owner: record.owner.description, serverName: context.input.serverName),
            source: context.evidence.entry(Question(record.owner, record.type)).map(FactSource.init)
        )
    }
}
