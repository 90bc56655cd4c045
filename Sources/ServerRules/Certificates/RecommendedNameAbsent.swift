import Certificates
import Diagnostics
import Federation
import TLSIdentity

/// C115: the certificate lacks a name that some implementations verify instead of the required one.
enum RecommendedNameAbsent: ServerRule {
    static let info = RuleInfo(
        "C115",
        "recommended-name-absent",
        .info,
        summary: "the certificate lacks a name that some implementations verify",
        page: RulePage(
            whatItChecks: """
                For a certificate that is valid by the specification, checks for the names that other implementations \
                verify, usually the target of an SRV record.
                """,
            whyItMatters: """
                ejabberd and matrix-appservice-bridge verify the target of the SRV record, where the specification \
                requires the server name. A certificate with both names works for every implementation.
                """,
            howToFix: "Order the next certificate with both names.",
            references: ["Matrix server-server, Resolving server names", "RFC 9525 §6"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["example.com"], faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let routes = context.likelyRoutes else { return }
        let judgements = context.nameJudgements
        let advice = CertificateAdvice(routes)
        for (number, presented) in context.presented.enumerated() {
            let own = judgements.filter { $0.presented.chain == presented.chain }
            guard !own.isEmpty, own.allSatisfy({ $0.mismatch == nil }) else { continue }
            // Report a certificate that was collected at several endpoints only once.
            guard !context.presented[..<number].contains(where: { $0.chain == presented.chain }) else { continue }
            for name in advice.recommended where !advice.required.contains(name) {
                let match = MatchingRules.specification.match(name, in: presented.leaf)
                guard !match.isMatch else { continue }
                findings.report(absent(presented, name, routes, context))
            }
        }
    }
}

// MARK: - Messages

extension RecommendedNameAbsent {
    private static func absent(
        _ presented: PresentedChain, _ name: CertificateName, _ routes: RouteSet,
        _ context: ServerContext
    ) -> Finding {
        let users = routes.all.filter { compared in
            compared.implementation.kind != .tester && compared.route.outcome == .resolved
                && compared.route.destinations.contains { $0.certificateName == name }
        }.map(\.implementation.title)
        return presented.finding(
            info,
            "the certificate is not valid for \(CertificateDescription.quoted(name.value)), which some peers verify",
            label: CertificateDescription.names(of: presented.leaf),
            why: "\(Words.list(users)) \(users.count == 1 ? "verifies" : "verify") this name, although the "
                + "specification requires another one",
            help: "add this name to the next certificate",
            in: context
        )
    }
}
