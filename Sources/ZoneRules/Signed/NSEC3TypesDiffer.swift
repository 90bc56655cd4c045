import DNS
import Diagnostics
import ZoneFile

/// Z423: an NSEC3 record that lists other types than its name has.
enum NSEC3TypesDiffer: ZoneRule {
    static let info = RuleInfo(
        "Z423",
        "nsec3-types-differ",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "an NSEC3 record that lists other types than its name has",
        page: RulePage(
            whatItChecks: """
                Compares the types in each NSEC3 record with those of the records at the name whose hash is its owner. At \
                a delegation, these are NS, and DS and RRSIG if it is signed. An empty non-terminal has none.
                """,
            whyItMatters: """
                The list proves which types a name does not have. A missing type lets resolvers deny records that exist, \
                and a missing DS makes a signed delegation unsigned. A superfluous type makes negative answers invalid.
                """,
            howToFix: "Make the change in the unsigned zone, increase the serial and sign the zone again.",
            references: ["RFC 5155 §3.1.8", "RFC 5155 §7.1"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for fault in context.signedZone?.nsec3?.types ?? [] { findings.report(context.finding(info, fault, .nsec3)) }
    }
}
