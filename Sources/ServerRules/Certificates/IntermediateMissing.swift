import Certificates
import Diagnostics

/// C111: the intermediate certificate is not sent.
enum IntermediateMissing: ServerRule {
    static let info = RuleInfo(
        "C111",
        "intermediate-missing",
        .error,
        summary: "the chain lacks the intermediate certificate",
        page: RulePage(
            whatItChecks: """
                Checks for chains that end with the server certificate although an intermediate is needed. That is the \
                case if the certificate gives a URL for its issuer, or if a public CA issued it: public CAs never \
                issue from a root.
                """,
            whyItMatters: """
                Browsers download or cache a missing intermediate. Homeservers do not, and refuse the chain with \
                `certificate verify failed` or `unknown authority`, although browsers show no error.
                """,
            howToFix: """
                Serve the full chain: with certbot and similar clients, use `fullchain.pem` instead of `cert.pem`. In \
                Apache 2.4.8 and later, set `SSLCertificateFile` to the same file.
                """,
            references: ["RFC 8446 §4.4.2", "Matrix server-server, TLS"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["example.com", "matrix.example.com"], .leafAlone, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for presented in context.presented {
            guard let addresses = presented.missingIssuerAddresses else { continue }
            findings.report(missing(presented, addresses, context))
        }
    }
}

// MARK: - Messages

extension IntermediateMissing {
    private static func missing(
        _ presented: PresentedChain, _ addresses: [String], _ context: ServerContext
    ) -> Finding {
        let issuer = CertificateDescription.quoted(presented.leaf.issuer.text)
        let download =
            addresses.first.map { ". Download the intermediate from \(CertificateDescription.quoted($0))" } ?? ""
        return presented.finding(
            info,
            "the intermediate certificate \(issuer) is missing from the chain",
            label: "issued by \(issuer), which is missing",
            why: "browsers download or cache it, but homeservers do not: they refuse the chain",
            help: "serve the full chain, such as `fullchain.pem` instead of `cert.pem`\(download)",
            in: context
        )
    }
}
