import Certificates
import Diagnostics

/// C112: the chain is not ordered as RFC 8446 §4.4.2 requires.
enum ChainOrder: ServerRule {
    static let info = RuleInfo(
        "C112",
        "chain-order",
        .info,
        summary: "the chain is out of order or has unnecessary certificates",
        page: RulePage(
            whatItChecks: """
                Checks for certificates that are out of order, duplicate, or not part of the chain, for the root, and \
                for expired certificates that clients do not need. A chain that does not start with the server \
                certificate is an error.
                """,
            whyItMatters: """
                The server certificate comes first, followed by the issuer of each certificate. Most clients can sort \
                the rest, but strict clients and appliances may not, and every unnecessary certificate costs bytes in \
                each handshake. If a CA certificate comes first, clients use it as the server certificate. Most \
                servers do not start, because the private key does not match.
                """,
            howToFix: "Put the server certificate first, then the intermediate that issued it, and remove the root.",
            references: ["RFC 8446 §4.4.2", "RFC 5246 §7.4.2"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["example.com", "matrix.example.com"], .withRoot, faults: [2])),
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .issuerFirst, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for presented in context.presented {
            let issues = presented.path.orderIssues(at: context.time)
            let isLeafMisplaced = presented.leafIndex != 0
            for issue in issues {
                // A misplaced server certificate also means a chain out of order: report it once.
                if isLeafMisplaced, case .misordered = issue { continue }
                findings.report(wrongOrder(presented, issue, context))
            }
        }
    }
}

// MARK: - Messages

extension ChainOrder {
    private static func wrongOrder(
        _ presented: PresentedChain, _ issue: OrderIssue, _ context: ServerContext
    ) -> Finding {
        let (index, label, why, help, severity) = words(issue, presented)
        return presented.finding(
            info, CertificateDescription.order(issue), label: label, index: index, why: why, help: help,
            severity: severity,
            in: context)
    }

    private typealias Words = (index: Int, label: String, why: String, help: String, severity: Severity?)

    private static func words(_ issue: OrderIssue, _ presented: PresentedChain) -> Words {
        let certificates = presented.chain.certificates
        let unnecessary = "clients do not need it, and it costs bytes in every handshake"
        switch issue {
        case .leafNotFirst(let leaf):
            return (
                0, "CA certificate: \(CertificateDescription.quoted(certificates[0].subject.text))",
                "clients use the first certificate as the server certificate, and most servers do not start, because "
                    + "the private key does not match",
                "put certificate \(leaf + 1) first, then its issuers", .error
            )
        case .misordered:
            return (
                0, "first of \(certificates.count) certificates",
                "TLS expects each certificate to be followed by its issuer, and not every client sorts them",
                "put the certificates in this order", nil
            )
        case .duplicate(let index, _):
            return (index, "duplicate certificate", unnecessary, "remove it", nil)
        case .superfluous(let index):
            return (
                index, "subject: \(CertificateDescription.quoted(certificates[index].subject.text))", unnecessary,
                "remove it, and check whether the right issuer certificate is sent", nil
            )
        case .unneededExpired(let index, let since):
            return (
                index,
                "expired on \(since.date); subject: \(CertificateDescription.quoted(certificates[index].subject.text))",
                "current clients trust the chain without it; old ones, such as those with OpenSSL 1.0.2, may refuse the "
                    + "chain because of it",
                "remove it, or serve the chain that the CA currently issues with its certificates", nil
            )
        case .rootIncluded(let index):
            return (
                index, "names itself as its issuer",
                "clients trust only their own copy of a root, so sending it only costs bytes in every handshake",
                "remove it", nil
            )
        }
    }
}
