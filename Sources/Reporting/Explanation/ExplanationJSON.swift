import Federation
import Linting
import ServerRules

/// An explanation as JSON. Keys are an interface: keys may be added, but existing ones never change.
public struct ExplanationJSON {
    public init() {}

    public func render(_ report: ServerReport) -> String {
        JSONWriter.report(.indented).text(document(report)) + "\n"
    }

    private func document(_ report: ServerReport) -> JSONValue {
        let context = report.context
        let summary = SummarySentence(report).text
        return
            ([
                "schema": 1,
                "serverName": JSONValue(context.input.serverName),
                "verdict": JSONValue(summary),
                // The routes if there is no well-known document; present only if it was not collected.
                "withoutWellKnown": context.routesWithoutWellKnown.map(RouteJSON.routes),
                "certificate": certificate(context),
                "findings": JSONValue(FindingsJSON.findings(of: report)),
                "remedies": RemedyJSON.remedies(report),
                // Edits of the given zones that were tried; present only if they help as much as the first remedy.
                "correction": RemedyJSON.correction(report),
                "beforePublishing": JSONValue(report.beforePublishing),
            ] as JSONValue).adding(context.routes.map(RouteJSON.routes) ?? noRoutes(because: summary))
    }

    /// The members of routes for a text that is not a server name.
    private func noRoutes(because reason: String) -> JSONValue {
        [
            "outcome": JSONValue(Route.Outcome.failed.rawValue),
            "reason": JSONValue(reason),
            "steps": [], "destinations": [], "implementations": [],
        ]
    }

    private func certificate(_ context: ServerContext) -> JSONValue {
        let advice = context.likelyRoutes.map { CertificateAdvice($0) }
        let sentences = advice.map { $0.explanation + $0.acquisition } ?? []
        return [
            "required": JSONValue(advice?.required.map(\.value) ?? []),
            "recommended": JSONValue(advice?.recommended.map(\.value) ?? []),
            "explanation": JSONValue(sentences.joined(separator: " ")),
        ]
    }
}
