import Certificates
import Federation
import TLSIdentity

/// C115: a name is absent that some implementations verify in place of the required one.
enum RecommendedNameAbsent: DelegationRule {
    static let info = RuleInfo(
        "C115",
        "recommended-name-absent",
        .info,
        summary: "a name that some implementations verify is not in the certificate",
        page: RulePage(
            whatItChecks: """
                For a certificate that serves by the specification, looks for the names that other implementations \
                verify: the target of an SRV record, as a rule.
                """,
            whyItMatters: """
                ejabberd and matrix-appservice-bridge verify the target of the SRV record, where the specification \
                has the server name. A certificate that lists both satisfies everybody.
                """,
            howToFix: "Order the next certificate with both names.",
            references: ["Matrix server-server, Resolving server names", "RFC 9525 §6"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["example.com"], faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let routes = context.likelyRoutes else { return }
        let judgements = context.nameJudgements
        let advice = CertificateAdvice(routes)
        for (number, presented) in context.presented.enumerated() {
            let own = judgements.filter { $0.presented.chain == presented.chain }
            guard !own.isEmpty, own.allSatisfy({ $0.mismatch == nil }) else { continue }
            // A certificate that was collected in several places is the same certificate.
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
        _ context: DelegationContext
    ) -> Finding {
        let who = routes.all.filter { compared in
            compared.implementation.kind != .tester && compared.route.outcome == .resolved
                && compared.route.destinations.contains { $0.certificateName == name }
        }.map(\.implementation.title)
        return presented.finding(
            info,
            "\(CertificateWords.quoted(name.value)) is not in the certificate",
            label: CertificateWords.names(of: presented.leaf),
            why: "\(Words.list(who)) \(who.count == 1 ? "verifies" : "verify") this name, where the specification has "
                + "another one",
            help: "order the next certificate for it as well",
            in: context
        )
    }
}
