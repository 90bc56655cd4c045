import Diagnostics
import Federation

/// M301: implementations resolve the same server name differently.
enum ImplementationsDisagree: ServerRule {
    static let info = RuleInfo(
        "M301",
        "implementations-disagree",
        .info,
        isStandingNote: true,
        summary: "implementations resolve the server name differently, or some of them fail",
        page: RulePage(
            whatItChecks: """
                Runs the discovery of every implementation on the collected data and compares the results: the \
                specification, Synapse, Dendrite, mautrix bridges, Sydent, continuwuity, tuwunel, conduwuit, Conduit, \
                ejabberd, matrix-media-repo and matrix-appservice-bridge. Test tools are listed separately. It is a \
                warning if Synapse or Dendrite fails, or differs from the specification in whether it uses the \
                well-known document. A difference in less common implementations is a note.
                """,
            whyItMatters: """
                A server that only some peers can reach is hard to diagnose, because the admin's own tests succeed. \
                Many differences are bugs in the implementations, but the published records and documents decide \
                whether they take effect.
                """,
            howToFix: """
                Publish a well-known document with a host and a port, so that all implementations connect to the same \
                endpoint. If you must use SRV records, publish one record with the same target and port at both names. \
                Use a port other than 443, and a certificate that is valid for the server name and the target.
                """,
            references: ["Matrix server-server, Resolving server names"]
        ),
        examples: [
            .bad(
                """
                synapse            IN A   192.0.2.10
                «_matrix-fed._tcp»   IN SRV 10 5 8448 synapse
                _matrix._tcp       IN SRV 10 5 8448 synapse

                """
            ),
            .bad(
                "", continuation: false,
                alsoFires: ["W114"],
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "status": 200,
                          "body": "{\\"M.SERVER\\": \\"matrix.example.com:443\\"}"
                        }], "dns": [
                          {"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"},
                          {"name": "_matrix._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"}
                        ]}
                        """)),
            .good(
                """
                @                IN A   192.0.2.80
                matrix           IN A   192.0.2.10

                """,
                server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let routes = context.likelyRoutes else { return }
        let differing = routes.all.filter { compared in
            switch compared.difference?.kind {
            case .certificateName, .destination, .outcome: true
            // Other rules report those that matter.
            case .hostHeader, .fewerDestinations, .unverified, .blockedAddress, nil: false
            }
        }
        guard differing.contains(where: { $0.implementation.kind != .tester }) else { return }
        findings.report(disagree(context, routes, differing))
    }

    /// Whether the admin can do more than wait for fixes in other software.
    private static func isWarning(
        _ context: ServerContext,
        _ specification: Route,
        _ differing: [RouteSet.ComparedRoute]
    ) -> Bool {
        // For a host that only has SRV records in a zone, the rules for records report what is wrong.
        guard context.input.isGiven else { return false }
        return differing.contains { compared in
            // What only less common implementations do is not a fault of the configuration.
            guard [.synapse, .dendrite].contains(compared.implementation.name) else { return false }
            return compared.route.outcome == .failed
                || isPresent(compared.route.delegation) != isPresent(specification.delegation)
        }
    }

    private static func isPresent(_ delegation: Route.Delegation) -> Bool {
        if case .present = delegation { true } else { false }
    }
}

// MARK: - Messages

extension ImplementationsDisagree {
    private static func disagree(
        _ context: ServerContext,
        _ routes: RouteSet,
        _ differing: [RouteSet.ComparedRoute]
    ) -> Finding {
        let testers = differing.filter { $0.implementation.kind == .tester }
        let others = differing.filter { $0.implementation.kind != .tester }
        let document = context.wellKnown
        let label = "implementations differ"
        let place = document?.serverValue.flatMap { document?.place($0.range, label) } ?? context.fallbackSpan(label)
        return Finding(
            info,
            context.wellKnownCaveat + "implementations resolve `\(context.input.serverName)` differently: "
                + counts(others),
            at: place,
            why: Sentences.joined(clauses(others) + clauses(testers, areTestTools: true)),
            help: advice(routes.specification, others),
            severity: isWarning(context, routes.specification, differing) ? .warning : .info,
            subject: context.subject,
            source: place == nil ? context.serverDocument?.source : nil,
            route: RoutePosition(.discovery, follows: causes(context, routes.specification, others))
        )
    }

    /// The parts of the route whose problem the specification leaves open, or that only some implementations accept.
    private static func causes(
        _ context: ServerContext, _ specification: Route, _ differing: [RouteSet.ComparedRoute]
    ) -> [RoutePart] {
        let isDocument = differing.allSatisfy {
            isPresent($0.route.delegation) != isPresent(specification.delegation) || $0.route.delegation == .unusable
        }
        let isOpen = specification.outcome != .resolved
        return (isDocument ? [.document] : []) + (isOpen ? context.partsWithoutResult(of: specification) : [])
    }

    private static func counts(_ differing: [RouteSet.ComparedRoute]) -> String {
        func clause(
            _ verb: String, _ plural: String, _ rest: String, _ condition: (RouteSet.ComparedRoute) -> Bool
        ) -> String? {
            let names = differing.filter(condition).map(\.implementation.shortTitle)
            guard !names.isEmpty else { return nil }
            let subject = names.count > 4 ? "\(names.count)" : Words.list(names)
            return "\(subject) \(names.count == 1 ? verb : plural)\(rest)"
        }
        let fails = { (compared: RouteSet.ComparedRoute) in compared.route.outcome == .failed }
        let differs = { (compared: RouteSet.ComparedRoute) in compared.difference?.kind == .certificateName }
        return [
            clause("fails", "fail", "") { fails($0) },
            clause("connects", "connect", " elsewhere") { !fails($0) && !differs($0) },
            clause("expects", "expect", " another certificate name") { !fails($0) && differs($0) },
        ].compactMap(\.self).joined(separator: "; ")
    }

    /// What each of them does, with one sentence for those that do the same.
    private static func clauses(_ differing: [RouteSet.ComparedRoute], areTestTools: Bool = false) -> [String] {
        var order: [String] = []
        var names: [String: [String]] = [:]
        var singular: [String: String] = [:]
        for compared in differing {
            guard let difference = compared.difference else { continue }
            let predicate = difference.pluralPredicate
            if names[predicate] == nil { order.append(predicate) }
            names[predicate, default: []].append(compared.implementation.shortTitle)
            singular[predicate] = difference.predicate
        }
        return order.map { predicate in
            let subjects = names[predicate] ?? []
            let kind = areTestTools ? subjects.count == 1 ? "the test tool " : "the test tools " : ""
            return "\(kind)\(Words.list(subjects)) \((subjects.count == 1 ? singular[predicate] : nil) ?? predicate)"
        }
    }

    private static func advice(_ specification: Route, _ differing: [RouteSet.ComparedRoute]) -> String {
        if differing.contains(where: { isPresent($0.route.delegation) != isPresent(specification.delegation) })
            || differing.contains(where: { $0.route.delegation == .unusable })
        {
            return "correct the well-known document, so that all implementations read it the same way"
        }
        if differing.allSatisfy({ $0.difference?.kind == .certificateName }) {
            return "use a certificate that is valid for both names, which satisfies all implementations"
        }
        return "publish a well-known document with a host and a port, so that all implementations use the same endpoint"
    }
}
