import DNS
import Diagnostics
import ZoneFile

/// Z413: an NSEC record that lists other types than its name has.
enum NSECTypesDiffer: ZoneRule {
    static let info = RuleInfo(
        "Z413",
        "nsec-types-differ",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "an NSEC record that lists other types than its name has",
        page: RulePage(
            whatItChecks: """
                Compares the types in each NSEC record with those of the records at its name. At a delegation, these are \
                NS, DS, NSEC and RRSIG; glue is not listed.
                """,
            whyItMatters: """
                The list proves which types a name does not have. A missing type lets resolvers deny records that exist, \
                and a missing DS makes a signed delegation unsigned. A superfluous type makes negative answers invalid.
                """,
            howToFix: "Make the change in the unsigned zone, increase the serial and sign the zone again.",
            references: ["RFC 4034 §4.1.2", "RFC 4035 §2.3"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for fault in context.signedZone?.nsec?.types ?? [] { findings.report(context.finding(info, fault, .nsec)) }
    }
}
