import DNS
import Diagnostics
import ZoneFile

/// S203: a service name in the port field.
enum SRVPortName: ZoneRule {
    static let info = RuleInfo(
        "S203",
        "srv-port-name",
        .error,
        fix: .unsafe,
        summary: "the port of an SRV record is a service name",
        page: RulePage(
            whatItChecks: "Reports SRV records with a service name (`https`) in the port field.",
            whyItMatters: """
                The port must be a number. Name servers do not load a record with a name in this field, and most do \
                not load the zone. (The service name belongs in the owner name.)
                """,
            howToFix: "Write the number of the port that the service listens on.",
            references: ["RFC 2782"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 «https» matrix

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 443 matrix

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            guard ServicePorts.isName(problem), let port = ServicePorts.port(named: problem.span.text) else { continue }
            findings.report(name(context, problem, port))
        }
    }
}

// MARK: - Messages

extension SRVPortName {
    private static func name(_ context: ZoneContext, _ problem: ZoneProblem, _ port: UInt16) -> Finding {
        Finding(
            info,
            "SRV port is a service name",
            at: LabelledSpan(problem.span, "expected a port number"),
            why: "most name servers refuse to load the zone, and the others skip the record",
            help: "write the port number; `\(problem.span.text)` is usually port \(port)",
            fixes: [Fix("write \(port)", .unsafe, [Edit(replace: problem.span, with: "\(port)")])],
            subject: context.subject(of: problem)
        )
    }
}
