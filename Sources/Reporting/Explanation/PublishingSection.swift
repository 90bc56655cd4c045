import Federation
import Linting

extension ExplanationDocument {
    /// What to publish, if anything has to be changed.
    static func publishing(_ report: ServerReport, _ routes: RouteSet) -> Section? {
        // If the specification resolves to nothing, an implementation may still find the server. A route by an SRV
        // record is more reliable than one by default.
        let resolved = ([routes.specification] + routes.all.map(\.route)).filter { $0.outcome == .resolved }
        let route =
            routes.specification.outcome == .resolved
            ? resolved.first : resolved.first { $0.destinations.contains(where: \.isService) } ?? resolved.first
        guard report.findings.contains(where: { $0.severity > .info || $0.rule.recommendsPublishing }),
            let advice = route.flatMap({ WellKnownAdvice($0) })
        else { return nil }
        var blocks: [Block] = [
            .paragraph("Publish this document at `\(advice.url)`. All known implementations follow it:"),
            .code(advice.document + "\n", language: "json"),
        ]
        if !advice.records.isEmpty {
            blocks.append(.paragraph("If you cannot publish a document, publish both of these records:"))
            blocks.append(.code(advice.records.joined(separator: "\n") + "\n", language: "dns"))
            if advice.port == 443 {
                blocks.append(
                    .paragraph(
                        "For SRV records, prefer a port other than 443. If the server name has an address of its own, "
                            + "tuwunel and conduwuit connect to port 8448 instead of port 443."))
            }
        }
        return Section(.publishing, "What to publish", blocks)
    }
}
