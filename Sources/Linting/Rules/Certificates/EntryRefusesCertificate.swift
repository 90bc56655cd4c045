import Certificates
import DNS
import Federation

/// C116: one entry makes software refuse the whole certificate.
enum EntryRefusesCertificate: DelegationRule {
    static let info = RuleInfo(
        "C116",
        "entry-refuses-certificate",
        .warning,
        summary: "one entry of the certificate makes Synapse or others refuse all of it",
        page: RulePage(
            whatItChecks: """
                Looks for entries of the subject alternative name that some software cannot read and therefore refuses \
                the whole certificate, however good its other names are.
                """,
            whyItMatters: """
                Synapse compares names with service_identity, for which one entry it cannot use is an error of the \
                certificate: an address as a dNSName, `*.test`, a `*` that is not the whole first label, an empty \
                name. Go refuses names that are not ASCII and addresses of a wrong length. Other clients pass over such \
                an entry, so the fault is hard to see.
                """,
            howToFix: "Have the certificate issued again without the entry.",
            references: ["RFC 9525 §6", "RFC 5280 §4.2.1.6"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com", "DNS:192.0.2.10"], faults: [0])),
            CertificateExample.good(ExampleCertificate(["example.com", "matrix.example.com", "192.0.2.10"])),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for presented in context.presented {
            for demand in presented.demands.prefix(1) {
                let mismatches = context.families(verifying: demand.name).compactMap { family in
                    family.rules?.match(demand.name, in: presented.leaf).mismatch.map { (family: family, mismatch: $0) }
                }
                for group in mismatches.grouped(by: { $0.mismatch }) {
                    guard case .certificateRefused(let entry, let oddity) = group.key else { continue }
                    let who = group.elements.map { CertificateWords.title($0.family) }
                    findings.report(refused(presented, entry, oddity, who, context))
                }
            }
        }
    }
}

// MARK: - Messages

extension EntryRefusesCertificate {
    private static func refused(
        _ presented: PresentedChain, _ entry: AlternativeName, _ oddity: MatchingRules.Oddity, _ who: [String],
        _ context: DelegationContext
    ) -> Finding {
        let names = Words.list(who)
        let verb = who == ["Synapse"] ? "refuses" : "refuse"
        return presented.finding(
            info,
            "\(names) \(verb) the whole certificate for its entry \(CertificateWords.quoted(entry.description))",
            label: CertificateWords.names(of: presented.leaf),
            why: "\(CertificateWords.words(oddity)) is an error of the certificate there, however good its other names "
                + "are",
            help: "have it issued again without that entry",
            in: context
        )
    }
}
