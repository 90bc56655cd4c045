import DNS
import Diagnostics
import ZoneFile

/// S203: the name of a service in the place of the port.
enum SRVPortName: ZoneRule {
    static let info = RuleInfo(
        "S203",
        "srv-port-name",
        .error,
        fix: .unsafe,
        summary: "the port of an SRV record is a service name",
        page: RulePage(
            whatItChecks: "Reports SRV records that name a service (`https`) where the port number belongs.",
            whyItMatters: """
                The port is a number. No name server loads a zone with a name in its place. (The name of the service \
                stands in the owner.)
                """,
            howToFix: "Write the number of the port the service listens on.",
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
            guard isPortName(problem), let port = ServicePorts.port(named: problem.span.text) else { continue }
            findings.report(name(context, problem, port))
        }
    }

    /// Whether the problem is a service name where the port belongs. With nothing but a host behind it, or nothing at
    /// all, the name is the target and a number is missing or misplaced.
    static func isPortName(_ problem: ZoneProblem) -> Bool {
        guard case .invalidField(.srv, _, fieldIndex: 2, _) = problem.kind,
            ServicePorts.port(named: problem.span.text) != nil
        else { return false }
        let target = problem.span.source.word(after: problem.span.range.upperBound)
        return !target.isEmpty && !target.utf8.allSatisfy { $0 &- 0x30 < 10 }
    }
}

// MARK: - Messages

extension SRVPortName {
    private static func name(_ context: ZoneContext, _ problem: ZoneProblem, _ port: UInt16) -> Finding {
        Finding(
            info,
            "SRV port is the name of a service",
            at: LabelledSpan(problem.span, "expected a number"),
            why: "name servers refuse the record, and most of them the whole zone",
            help: "write the number of the port; `\(problem.span.text)` is usually \(port)",
            fixes: [Fix("write \(port)", .unsafe, [Edit(replace: problem.span, with: "\(port)")])],
            subject: context.subject(of: problem)
        )
    }
}
