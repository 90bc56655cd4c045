import Federation
import Linting

/// An explanation as JSON. Keys are an interface: they are added to, never changed.
public struct ExplanationJSON {
    public init() {}

    public func render(_ report: DelegationReport) -> String {
        JSONText(isPretty: true)(Document(report)) + "\n"
    }

    private struct Document: Encodable {
        var schema = 1
        var serverName: String
        var verdict: String
        var outcome: String
        var reason: String
        var steps: [StepDocument]
        var destinations: [DestinationDocument]
        var implementations: [ImplementationDocument]
        /// The same under the assumption that there is no well-known document, where it was not collected.
        var withoutWellKnown: RouteDocument?
        var certificate: CertificateDocument
        var findings: [FindingDocument]

        init(_ report: DelegationReport) {
            let context = report.context
            serverName = context.input.serverName
            verdict = Verdict.sentence(report)
            findings = report.findings.map(FindingDocument.init)
            guard let routes = context.routes, let likely = context.likelyRoutes else {
                outcome = Route.Outcome.failed.rawValue
                reason = verdict
                (steps, destinations, implementations) = ([], [], [])
                certificate = CertificateDocument(required: [], recommended: [], explanation: "")
                return
            }
            let route = RouteDocument(routes)
            outcome = route.outcome
            reason = route.reason
            steps = route.steps
            destinations = route.destinations
            implementations = route.implementations
            withoutWellKnown = context.routesWithoutWellKnown.map(RouteDocument.init)
            let advice = CertificateAdvice(likely)
            certificate = CertificateDocument(
                required: advice.required.map(\.value),
                recommended: advice.recommended.map(\.value),
                explanation: (advice.explanation + advice.acquisition).joined(separator: " ")
            )
        }
    }

    private struct CertificateDocument: Encodable {
        var required: [String]
        var recommended: [String]
        var explanation: String
    }
}

/// Routes as JSON has them, here and in audits.
struct RouteDocument: Encodable {
    var outcome: String
    var reason: String
    var steps: [StepDocument]
    var destinations: [DestinationDocument]
    var implementations: [ImplementationDocument]

    init(_ routes: RouteSet) {
        let route = routes.specification
        outcome = route.outcome.rawValue
        reason = route.reason
        steps = route.steps.map(StepDocument.init)
        destinations = route.destinations.map(DestinationDocument.init)
        implementations = routes.all.map(ImplementationDocument.init)
    }
}

struct StepDocument: Encodable {
    var step: String
    var status: String
    var reason: String
    var question: String?

    init(_ step: Step) {
        self.step = step.number.rawValue
        status = step.status.rawValue
        reason = step.reason
        question = step.question
    }
}

struct DestinationDocument: Encodable {
    var step: String
    var host: String
    var addresses: [String]
    /// Why there are no addresses, where there are none.
    var addressesMissing: String?
    var aliases: [String]?
    var port: Int
    var hostHeader: String
    var sni: OrNull<String>
    var certificateName: CertificateNameDocument
    var priority: OrNull<Int>
    var weight: OrNull<Int>

    struct CertificateNameDocument: Encodable {
        var kind: String
        var value: String
    }

    init(_ destination: Destination) {
        step = destination.step.rawValue
        host = destination.host
        addresses = destination.addresses.map(\.description)
        switch destination.reachability {
        case .addresses: addressesMissing = nil
        case .notCollected(let question): addressesMissing = "not collected: \(question)"
        case .unreachable(let reason), .unverified(let reason): addressesMissing = reason
        }
        aliases = destination.aliases.isEmpty ? nil : destination.aliases.map(\.description)
        port = destination.port
        hostHeader = destination.hostHeader
        sni = OrNull(destination.sni)
        certificateName = CertificateNameDocument(
            kind: destination.certificateName.kind,
            value: destination.certificateName.value
        )
        priority = OrNull(destination.priority.map(Int.init))
        weight = OrNull(destination.weight.map(Int.init))
    }
}

struct ImplementationDocument: Encodable {
    var name: String
    var outcome: String
    var reason: String
    var destinations: [DestinationDocument]
    var differs: Bool
    var because: OrNull<String>

    init(_ compared: RouteSet.ComparedRoute) {
        name = compared.implementation.name.rawValue
        outcome = compared.route.outcome.rawValue
        reason = compared.route.reason
        destinations = compared.route.destinations.map(DestinationDocument.init)
        differs = compared.difference != nil
        because = OrNull(compared.difference?.because)
    }
}
