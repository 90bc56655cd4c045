import Certificates
import Diagnostics

/// C114: a key or a signature is too weak.
enum WeakKeyOrSignature: ServerRule {
    static let info = RuleInfo(
        "C114",
        "weak-key-or-signature",
        .warning,
        summary: "a key or a signature of the chain is too weak",
        page: RulePage(
            whatItChecks: """
                Checks every certificate that clients need. Reports RSA keys of less than 2048 bits, elliptic curves \
                of less than 256 bits, DSA keys, and MD2, MD5 or SHA-1 signatures. The signature of a root does not \
                count.
                """,
            whyItMatters: """
                OpenSSL with distribution defaults, Go and rustls each refuse some of them. Peers fail with `ee key \
                too small`, `ca md too weak` or an unknown signature algorithm.
                """,
            howToFix: "Have it reissued with an EC P-256 or RSA 2048 key and a SHA-256 or stronger signature.",
            references: ["RFC 8446 §4.2.3", "RFC 9155", "NIST SP 800-131A"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["example.com", "matrix.example.com"], .weakKey, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for presented in context.presented {
            for issue in presented.path.strengthIssues() { findings.report(weak(presented, issue, context)) }
        }
    }
}

// MARK: - Messages

extension WeakKeyOrSignature {
    private static func weak(
        _ presented: PresentedChain, _ issue: StrengthIssue, _ context: ServerContext
    ) -> Finding {
        let (index, label) =
            switch issue {
            case .weakKey(let index, let key): (index, "\(key)")
            case .weakSignature(let index, let signature): (index, "\(signature)")
            }
        return presented.finding(
            info,
            CertificateDescription.strength(issue, presented.leafIndex),
            label: label,
            index: index,
            why: "peers with a strict TLS library already refuse it",
            help: "have it reissued with an EC P-256 or RSA 2048 key and a SHA-256 or stronger signature",
            in: context
        )
    }
}
