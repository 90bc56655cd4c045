import Certificates
import Diagnostics

/// C112: the chain is not as RFC 8446 §4.4.2 wants it.
enum ChainOrder: DelegationRule {
    static let info = RuleInfo(
        "C112",
        "chain-order",
        .info,
        summary: "the chain is out of order, or has certificates that nobody needs",
        page: RulePage(
            whatItChecks: """
                Looks for certificates of the chain that are not in order, that come twice, that have nothing to do \
                with the server's certificate, and for the root. A chain that does not begin with the server's own \
                certificate is an error.
                """,
            whyItMatters: """
                The server's own certificate comes first, then each one's issuer. Clients find their way through the \
                rest, but strict ones and appliances do not always, and every needless certificate costs bytes in each \
                handshake. With an authority's certificate in the first place, clients take that for the server's, and \
                most servers do not start: the private key does not fit.
                """,
            howToFix: """
                Put the server's own certificate first, then the intermediate that issued it, and leave the root away.
                """,
            references: ["RFC 8446 §4.4.2", "RFC 5246 §7.4.2"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["example.com", "matrix.example.com"], .withRoot, faults: [2])),
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .issuerFirst, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for presented in context.presented {
            let issues = presented.chain.orderIssues()
            let isLeafMisplaced = presented.leafIndex != 0
            for issue in issues {
                // The server's certificate in the wrong place is a chain out of order as well: said once.
                if isLeafMisplaced, case .misordered = issue { continue }
                findings.report(odd(presented, issue, context))
            }
        }
    }
}

// MARK: - Messages

extension ChainOrder {
    private static func odd(
        _ presented: PresentedChain, _ issue: OrderIssue, _ context: DelegationContext
    ) -> Finding {
        let (index, label, why, help, severity) = words(issue, presented)
        return presented.finding(
            info, CertificateWords.order(issue), label: label, index: index, why: why, help: help, severity: severity,
            in: context)
    }

    private typealias Words = (index: Int, label: String, why: String, help: String, severity: Severity?)

    private static func words(_ issue: OrderIssue, _ presented: PresentedChain) -> Words {
        let certificates = presented.chain.certificates
        let needless = "clients do without it; it costs bytes in every handshake"
        switch issue {
        case .leafNotFirst(let leaf):
            return (
                0, "an authority's: \(CertificateWords.quoted(certificates[0].subject.text))",
                "clients take the first certificate for the server's, and most servers do not start, because the "
                    + "private key does not fit",
                "put certificate number \(leaf + 1) first, then its issuers", .error
            )
        case .misordered:
            return (
                0, "the first of \(certificates.count)",
                "the specification of TLS wants each certificate followed by its issuer; not every client sorts",
                "put them in that order", nil
            )
        case .duplicate(let index, _):
            return (index, "the same once more", needless, "leave it away", nil)
        case .superfluous(let index):
            return (
                index, "subject: \(CertificateWords.quoted(certificates[index].subject.text))", needless,
                "leave it away, and see whether the issuer that belongs there is sent", nil
            )
        case .rootIncluded(let index):
            return (
                index, "names itself as its issuer", "clients have their own roots and trust no other; " + needless,
                "leave it away", nil
            )
        }
    }
}
