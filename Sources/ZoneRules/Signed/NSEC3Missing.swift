import DNS
import Diagnostics
import ZoneFile

/// Z421: a name without an NSEC3 record, in a zone that has a chain of them.
enum NSEC3Missing: ZoneRule {
    static let info = RuleInfo(
        "Z421",
        "nsec3-missing",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "a name without an NSEC3 record that is not left out by an opt-out",
        page: RulePage(
            whatItChecks: """
                Hashes every name of the zone, empty non-terminals too, and looks for its NSEC3 record. An unsigned \
                delegation, or an empty non-terminal above such delegations only, needs none if the record before it has \
                the opt-out flag.
                """,
            whyItMatters: """
                NSEC3 records prove which names and types do not exist. Without the proof, validating resolvers return \
                SERVFAIL instead of a negative answer, or take a signed delegation for an unsigned one.
                """,
            howToFix: "Make the change in the unsigned zone, increase the serial and sign the zone again.",
            references: ["RFC 5155 §7.1", "RFC 5155 §6"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for missing in context.signedZone?.nsec3?.missing ?? [] { findings.report(hasNone(context, missing)) }
    }
}

// MARK: - Messages

extension NSEC3Missing {
    private static func hasNone(_ context: ZoneContext, _ missing: NSEC3Survey.Missing) -> Finding {
        let zone = context.zone
        // An empty non-terminal has no record of its own to point at.
        let id = zone.records(at: missing.owner).first ?? zone.apexSOA ?? 0
        let hash = Base32Hex.encode(missing.hash)
        return Finding(
            info,
            "\(context.quoted(missing.name)) has no NSEC3 record",
            at: LabelledSpan(
                context.ownerOrType(of: id),
                missing.owner == missing.name
                    ? "no NSEC3 record at its hash \(hash)"
                    : "below \(context.quoted(missing.name)), which has no NSEC3 record at its hash \(hash)"),
            why: "validating resolvers return SERVFAIL for what does not exist at this name",
            help: "change the unsigned zone rather than the signed file, and \(context.resigning)",
            related: missing.covering.map { [context.typeSpan(of: $0, "covers the hash without the opt-out flag")] }
                ?? [],
            subject: context.subject(owner: missing.name)
        )
    }
}
