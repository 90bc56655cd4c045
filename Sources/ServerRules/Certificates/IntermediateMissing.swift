import Certificates
import Diagnostics

/// C111: the intermediate certificate is not sent.
enum IntermediateMissing: DelegationRule {
    static let info = RuleInfo(
        "C111",
        "intermediate-missing",
        .error,
        summary: "the chain lacks the intermediate certificate",
        page: RulePage(
            whatItChecks: """
                Looks for chains that break off at the server's own certificate: it is of a public authority, which \
                never issues from a root, or says where its issuer's certificate can be fetched, and that is not there.
                """,
            whyItMatters: """
                Browsers fetch or remember a missing intermediate; homeservers do not, and refuse the chain with \
                `certificate verify failed` or `unknown authority`, while a browser is content.
                """,
            howToFix: """
                Serve the full chain: with certbot and its like `fullchain.pem` in place of `cert.pem`; in Apache since \
                2.4.8 the same file in `SSLCertificateFile`.
                """,
            references: ["RFC 8446 §4.4.2", "Matrix server-server, TLS"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["example.com", "matrix.example.com"], .leafAlone, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for presented in context.presented {
            guard let addresses = presented.missingIssuerAddresses else { continue }
            findings.report(missing(presented, addresses, context))
        }
    }
}

// MARK: - Messages

extension IntermediateMissing {
    private static func missing(
        _ presented: PresentedChain, _ addresses: [String], _ context: DelegationContext
    ) -> Finding {
        let issuer = CertificateWords.quoted(presented.leaf.issuer.text)
        let place = addresses.first.map { "; it can be fetched from \(CertificateWords.quoted($0))" } ?? ""
        return presented.finding(
            info,
            "the intermediate certificate \(issuer) is missing from the chain",
            label: "issued by \(issuer), which does not follow",
            why: "browsers fetch or remember it, homeservers do not and refuse the chain",
            help: "serve the full chain, such as `fullchain.pem` in place of `cert.pem`\(place)",
            in: context
        )
    }
}
