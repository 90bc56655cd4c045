import Certificates
import Diagnostics
import ZoneFile

/// C117: the certificate file holds a private key.
enum PrivateKeyInFile: DelegationRule {
    static let info = RuleInfo(
        "C117",
        "private-key-in-file",
        .warning,
        summary: "the certificate file holds a private key",
        page: RulePage(
            whatItChecks: """
                Looks for private keys in certificate files. Nothing of a key is read, kept or shown: only the line that \
                announces it.
                """,
            whyItMatters: """
                A chain is public, a key is not. A file that holds both has to be guarded as the key is, and is soon \
                found in a repository, a ticket or an image.
                """,
            howToFix: """
                Give the chain alone (`fullchain.pem`). If the file was in a repository or was sent to somebody, have \
                the certificate issued for a new key, and the old one revoked.
                """,
            references: ["RFC 7468 §10", "RFC 5280 §5.3.1"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .withPrivateKey, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let given = context.certificate else { return }
        for problem in given.content.problems where problem.kind == .privateKey {
            var finding = Finding(
                info,
                "the certificate file holds a private key",
                at: given.mark(of: problem, "nothing of it was read"),
                why: "whoever reads the file can pass for the server",
                help: "give the chain alone, such as `fullchain.pem`; if the file was in a repository or was sent to "
                    + "somebody, replace the key and revoke the certificate",
                subject: context.subject
            )
            if finding.primary == nil { finding.path = given.file.path }
            findings.report(finding)
        }
    }
}
