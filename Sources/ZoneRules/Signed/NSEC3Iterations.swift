import DNS
import Diagnostics
import ZoneFile

/// Z426: NSEC3 parameters that cost work without making the zone safer.
enum NSEC3Iterations: ZoneRule {
    static let info = RuleInfo(
        "Z426",
        "nsec3-iterations",
        .warning,
        examplesElsewhere: "SignedZoneTests",
        summary: "NSEC3 with additional iterations",
        page: RulePage(
            whatItChecks: """
                Reports NSEC3 chains with more than 0 additional iterations. If hashing all names would take too long, the \
                chain itself is not checked, and the finding says so.
                """,
            whyItMatters: """
                RFC 9276 requires 0 iterations: more of them slow down servers and resolvers, and hide no names. Resolvers \
                have limits of 150 or 50, above which they treat the answers as unsigned or return SERVFAIL. BIND does not \
                load a zone with more than 150.
                """,
            howToFix: "Sign the zone again with 0 iterations and an empty salt.",
            references: ["RFC 9276 §3.1", "RFC 9276 §3.2"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let nsec3 = context.signedZone?.nsec3 else { return }
        for chain in nsec3.chains {
            let isUnchecked = nsec3.unchecked.contains(chain.parameters)
            guard let id = chain.announcement ?? chain.first, chain.parameters.iterations > 0 || isUnchecked else {
                continue
            }
            findings.report(hasIterations(context, id, chain.parameters, isUnchecked: isUnchecked))
        }
    }
}

// MARK: - Messages

extension NSEC3Iterations {
    private static func hasIterations(
        _ context: ZoneContext, _ id: RecordID, _ parameters: NSEC3Parameters, isUnchecked: Bool
    ) -> Finding {
        let count = Int(parameters.iterations)
        let message =
            parameters.isComputable
            ? "NSEC3 with \(Words.count(count, "additional iteration"))"
            : "NSEC3 with the unknown hash algorithm \(parameters.algorithm)"
        return Finding(
            info,
            message + (isUnchecked ? "; the chain was not checked" : ""),
            at: LabelledSpan(
                context.dataField(parameters.isComputable ? 2 : 0, of: id),
                parameters.isComputable ? "expected 0" : "expected 1"),
            why: !parameters.isComputable
                ? "resolvers treat a zone with an unknown hash algorithm as unsigned"
                : count > 50
                    ? "resolvers treat answers with so many iterations as unsigned, or return SERVFAIL"
                    : "iterations cost servers and resolvers time without hiding names; RFC 9276 requires 0",
            help: "use 0 iterations and no salt, and \(context.resigning)",
            subject: context.subject(of: id)
        )
    }
}
