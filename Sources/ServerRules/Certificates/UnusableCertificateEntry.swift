import Certificates
import DNS
import Diagnostics
import Federation

/// C116: an entry makes some implementations refuse the whole certificate.
enum UnusableCertificateEntry: ServerRule {
    static let info = RuleInfo(
        "C116",
        "unusable-certificate-entry",
        .warning,
        summary: "an entry makes Synapse or other implementations refuse the whole certificate",
        page: RulePage(
            whatItChecks: """
                Checks for subject alternative names that some implementations cannot read. These refuse the whole \
                certificate, even if its other names are valid.
                """,
            whyItMatters: """
                Synapse uses service_identity, which refuses a certificate with an unusable entry. Such entries are an \
                address as a dNSName, `*.test`, a `*` that is not the whole first label, and an empty name. Go refuses \
                names that are not ASCII and addresses of the wrong length. Other clients ignore such an entry, so the \
                problem is easy to miss.
                """,
            howToFix: "Have the certificate reissued without the entry.",
            references: ["RFC 9525 §6", "RFC 5280 §4.2.1.6"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com", "DNS:192.0.2.10"], faults: [0])),
            CertificateExample.good(ExampleCertificate(["example.com", "matrix.example.com", "192.0.2.10"])),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for presented in context.presented {
            for requiredName in presented.requiredNames.prefix(1) {
                let mismatches = context.families(verifying: requiredName.name).compactMap { family in
                    family.rules?.match(requiredName.name, in: presented.leaf).mismatch
                        .map { (family: family, mismatch: $0) }
                }
                for group in mismatches.grouped(by: { $0.mismatch }) {
                    guard case .certificateRefused(let entry, let oddity) = group.key else { continue }
                    let users = group.elements.map { CertificateDescription.title($0.family) }
                    findings.report(refused(presented, entry, oddity, users, context))
                }
            }
        }
    }
}

// MARK: - Messages

extension UnusableCertificateEntry {
    private static func refused(
        _ presented: PresentedChain, _ entry: AlternativeName, _ oddity: MatchingRules.Oddity, _ users: [String],
        _ context: ServerContext
    ) -> Finding {
        let names = Words.list(users)
        let verb = users == ["Synapse"] ? "refuses" : "refuse"
        return presented.finding(
            info,
            "\(names) \(verb) the whole certificate because of its entry \(CertificateDescription.quoted(entry.description))",
            label: CertificateDescription.names(of: presented.leaf),
            why:
                "\(CertificateDescription.words(oddity)) makes the certificate invalid for \(names), even if its other "
                + "names are valid",
            help: "have the certificate reissued without this entry",
            in: context
        )
    }
}
