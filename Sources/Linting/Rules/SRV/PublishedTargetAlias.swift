import DNS
import Federation

/// S301 for records that the network answered with, and that stand in no zone file of the run.
enum PublishedTargetAlias: DelegationRule {
    static let info = SRVTargetAlias.info

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        var told: Set<String> = []
        for destination in context.likelyRoutes?.specification.destinations ?? [] {
            guard destination.isService, !destination.aliases.isEmpty,
                let record = record(of: destination, context), context.place(of: record) == nil,
                told.insert(destination.host.lowercased()).inserted
            else { continue }
            findings.report(targetIsAlias(context, destination, record))
        }
    }

    /// The SRV record that leads to a destination.
    private static func record(of destination: Destination, _ context: DelegationContext) -> AnswerRecord? {
        guard let host = context.serviceHost else { return nil }
        return MatrixService.allCases.lazy.flatMap { context.services($0, at: host)?.records ?? [] }.first {
            $0.service.map { $0.target.description == destination.host && Int($0.port) == destination.port } ?? false
        }
    }
}

// MARK: - Messages

extension PublishedTargetAlias {
    private static func targetIsAlias(
        _ context: DelegationContext, _ destination: Destination, _ record: AnswerRecord
    ) -> Finding {
        let end = destination.aliases.last.map { "`\($0)`" } ?? "another name"
        return Finding(
            info,
            "the SRV target `\(destination.host)` is an alias for \(end)",
            at: nil,
            why:
                "RFC 2782 forbids it; some checkers and servers refuse such a record, others follow it, so only part of "
                + "the federation gets through",
            help: "name the host behind the alias, \(end), in the SRV record",
            // Who follows it gets through, as the rest of the audit shows.
            severity: .warning,
            subject: Subject(owner: record.owner.description, serverName: context.input.serverName),
            source: context.evidence.entry(Question(record.owner, record.type)).map(FactSource.init)
        )
    }
}
