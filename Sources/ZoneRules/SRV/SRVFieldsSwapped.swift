import DNS
import Diagnostics
import ZoneFile

/// S202: a port number in the priority or weight field.
enum SRVFieldsSwapped: ZoneRule {
    static let info = RuleInfo(
        "S202",
        "srv-fields-swapped",
        .warning,
        fix: .unsafe,
        summary: "priority, weight and port of an SRV record look swapped",
        page: RulePage(
            whatItChecks: """
                Reports SRV records whose priority or weight is 8448, 443 or the usual port of the service. They are \
                reported only if the port is a number below 100 that no known service uses.
                """,
            whyItMatters: """
                The order is priority, weight, port, target. A record with another order is valid, but it sends \
                clients to a port where nothing listens.
                """,
            howToFix: "Write priority, weight and port in this order.",
            references: ["RFC 2782"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV «8448 10 5» matrix
                _matrix._tcp     IN SRV «8448 0 0» matrix
                _sip._tcp        IN SRV «10 5060 5» matrix

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 matrix
                _smtp._tcp       IN SRV 443 0 25 matrix

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for id in context.srv.oddNumbers {
            guard let order = SRVFieldOrder(of: id, in: context.zone) else { continue }
            findings.report(swapped(context, id, order))
        }
    }
}

// MARK: - Messages

extension SRVFieldsSwapped {
    private static func swapped(_ context: ZoneContext, _ id: RecordID, _ order: SRVFieldOrder) -> Finding {
        let fields = SRVFields(of: id, in: context.zone)
        let record = context.zone.records[id]
        let right = order.numbers.map { "\($0)" }.joined(separator: " ")
        let edits = zip([fields.priority, fields.weight, fields.port], order.numbers).map {
            Edit(replace: $0, with: "\($1)")
        }
        let field = order.isFirst ? "priority" : "weight"
        return Finding(
            info,
            "SRV fields look swapped: \(field) is \(order.port), port is \(record.port)",
            at: LabelledSpan(fields.numbers, "expected priority, weight, port"),
            why: "clients connect to port \(record.port), where probably nothing listens",
            help: "write `\(right)`",
            fixes: fields.areWritten ? [Fix("write `\(right)`", .unsafe, edits)] : [],
            subject: context.subject(ofSRV: id)
        )
    }
}
