import DNS
import Diagnostics
import Federation
import ZoneRules

/// S303 for records from DNS answers that are not in a zone file of the run.
enum PublishedTargetIsAddress: ServerRule {
    static let info = SRVTargetIsAddress.info

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let host = context.serviceHost else { return }
        var reported: Set<Name> = []
        for service in MatrixService.allCases {
            for record in context.services(service, at: host)?.records ?? [] {
                guard let target = record.service?.target, let address = IPAddress(target.textWithoutFinalDot),
                    context.location(of: record) == nil, reported.insert(target).inserted
                else { continue }
                findings.report(targetIsAddress(context, record, address))
            }
        }
    }
}

// MARK: - Messages

extension PublishedTargetIsAddress {
    private static func targetIsAddress(
        _ context: ServerContext, _ record: AnswerRecord, _ address: IPAddress
    ) -> Finding {
        Finding(
            info,
            "SRV target is an IP address, \(address)",
            at: nil,
            why:
                "Synapse connects to the address, but Dendrite and mautrix bridges discard the record and connect to port "
                + "8448 of the server name",
            help: "write a host that has this address in an A or AAAA record",
            subject: Subject(owner: record.owner.description, serverName: context.input.serverName),
            source: context.evidence.entry(Question(record.owner, record.type)).map(FactSource.init)
        )
    }
}
