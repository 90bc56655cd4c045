import Certificates
import Diagnostics
import ZoneFile

/// C117: the certificate file contains a private key.
enum PrivateKeyInFile: ServerRule {
    static let info = RuleInfo(
        "C117",
        "private-key-in-file",
        .warning,
        summary: "the certificate file contains a private key",
        page: RulePage(
            whatItChecks: """
                Checks for private keys in certificate files. The key itself is never read, kept or shown, only the \
                line that introduces it.
                """,
            whyItMatters: """
                A chain is public, a key is secret. A file with both must be protected like the key, and easily ends \
                up in a repository, a ticket or an image.
                """,
            howToFix: """
                Provide only the chain (`fullchain.pem`). If the file was in a repository or was sent to anyone, order \
                a certificate for a new key and revoke the old one.
                """,
            references: ["RFC 7468 §10", "RFC 5280 §5.3.1"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .withPrivateKey, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let given = context.certificate else { return }
        for problem in given.content.problems where problem.kind == .privateKey {
            var finding = Finding(
                info,
                "the certificate file contains a private key",
                at: given.mark(of: problem, "the key was not read"),
                why: "anyone who can read the file can impersonate the server",
                help: "provide only the chain, such as `fullchain.pem`; if the file was in a repository or was sent to "
                    + "anyone, replace the key and revoke the certificate",
                subject: context.subject
            )
            if finding.primary == nil { finding.path = given.file.path }
            findings.report(finding)
        }
    }
}
