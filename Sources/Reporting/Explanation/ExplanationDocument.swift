import Diagnostics
import Federation
import Linting
import ServerRules

/// An explanation as sections of blocks, independent of any format. Texts may quote what others chose: a renderer escapes
/// them.
struct ExplanationDocument {
    var title: String
    var summary: String
    var sections: [Section] = []

    struct Section {
        var kind: Kind
        var heading: String
        var blocks: [Block]

        enum Kind {
            case route, destinations, certificate, implementations, findings, publishing, commands, questions
            case addresses, notChecked
        }

        init(_ kind: Kind, _ heading: String, _ blocks: [Block]) {
            self.kind = kind
            self.heading = heading
            self.blocks = blocks
        }
    }

    enum Block {
        case paragraph(String)
        /// A numbered list.
        case steps([String])
        case table(columns: [String], rows: [[String]])
        /// Text to copy, which is never wrapped.
        case code(String, language: String)
    }
}

extension ExplanationDocument {
    init(_ report: ServerReport) {
        let context = report.context
        title = MessageText.value(context.input.serverName)
        summary = SummarySentence.text(for: report)
        guard let routes = context.likelyRoutes else {
            sections = [Self.findings(report), RemedySection.section(report)].compactMap { $0 }
            return
        }
        let advice = CertificateAdvice(routes)
        sections = [
            Self.route(context),
            Self.destinations(routes.specification),
            Self.certificate(context, routes, advice),
            Self.implementations(routes),
            Self.findings(report),
            RemedySection.section(report),
            Self.commands(routes),
            Self.questions(routes),
        ].compactMap { $0 }
    }
}

// MARK: - Sections

extension ExplanationDocument {
    private static func route(_ context: ServerContext) -> Section? {
        guard let routes = context.likelyRoutes else { return nil }
        var blocks: [Block] = []
        if context.routesWithoutWellKnown != nil {
            blocks.append(
                .paragraph(
                    "The well-known document was not collected. This is the route if there is none. Give the document "
                        + "with --well-known or --evidence for a definite answer."))
        }
        // Steps that were never reached would hide those that matter.
        let steps = routes.specification.steps.filter { $0.status != .skipped || $0.wasReached }
        blocks.append(
            .table(
                columns: ["step", "status", "reason", "query"],
                rows: steps.map { [$0.number.rawValue, $0.status.rawValue, $0.reason, $0.question ?? ""] }
            ))
        return Section(.route, "Route (steps of \"Resolving server names\" in the specification)", blocks)
    }

    private static func destinations(_ route: Route) -> Section? {
        guard !route.destinations.isEmpty else { return nil }
        let isService = route.destinations.contains(where: \.isService)
        let rows = route.destinations.map { destination -> [String] in
            let priority =
                isService
                ? [destination.priority.map(String.init) ?? "", destination.weight.map(String.init) ?? ""] : []
            return [destination.host.trimmingFinalDot, addresses(destination), String(destination.port)] + priority
                + [destination.hostHeader, destination.sni ?? "none", destination.certificateName.value]
        }
        let order = isService ? ["priority", "weight"] : []
        return Section(
            .destinations, "Where peers connect",
            [
                .table(
                    columns: ["host", "addresses", "port"] + order + ["Host header", "SNI", "certificate name"],
                    rows: rows)
            ]
        )
    }

    private static func addresses(_ destination: Destination) -> String {
        switch destination.reachability {
        case .addresses: destination.addresses.map(\.description).joined(separator: ", ")
        case .notCollected(let query): "not collected: \(query)"
        case .unreachable(let reason): "none: \(reason)"
        case .unverified(let reason): "unknown: \(reason)"
        }
    }

    private static func certificate(
        _ context: ServerContext,
        _ routes: RouteSet,
        _ advice: CertificateAdvice
    ) -> Section? {
        guard !advice.required.isEmpty else { return nil }
        var blocks = advice.explanation.map(Block.paragraph)
        blocks += PresentedCertificateDescription.paragraphs(context).map(Block.paragraph)
        guard !PresentedCertificateDescription.isComplete(for: advice.recommended, context) else {
            return Section(.certificate, "Certificate", blocks)
        }
        let others = advice.recommended.filter { !advice.required.contains($0) }.map { "`\($0.value)`" }
        if !others.isEmpty {
            blocks.append(
                .paragraph(
                    "If the certificate also names \(others.listed), it satisfies the implementations that verify "
                        + "another name."))
        }
        blocks += advice.acquisition.map(Block.paragraph)
        return Section(.certificate, "Certificate", blocks)
    }

    private static func implementations(_ routes: RouteSet) -> Section? {
        let different = routes.all.filter { $0.difference != nil }
        let same = routes.all.filter { $0.difference == nil && $0.implementation.name != .specification }
        var blocks: [Block] = []
        if !different.isEmpty {
            blocks.append(.table(columns: ["implementation", "result", "reason"], rows: rows(different)))
        }
        if !same.isEmpty, routes.specification.outcome != .unknown {
            let names = same.map(\.implementation.title).joined(separator: ", ")
            let subject = different.isEmpty ? "All implementations follow" : "The others follow"
            blocks.append(.paragraph("\(subject) the specification: \(names)."))
        }
        guard !blocks.isEmpty else { return nil }
        return Section(
            .implementations, different.isEmpty ? "Implementations" : "Implementations that differ", blocks)
    }

    /// One row for each implementation; those with the same result for the same reason share a row.
    private static func rows(_ different: [RouteSet.ComparedRoute]) -> [[String]] {
        var rows: [(names: [String], result: String, reason: String)] = []
        for compared in different {
            let name = compared.implementation.shortTitle
            let result = result(compared.route)
            // The first column is the subject of the sentence, and the second already has the failure.
            let predicate = compared.difference?.predicate ?? ""
            let reason = predicate.hasPrefix("fails: ") ? String(predicate.dropFirst("fails: ".count)) : predicate
            if let index = rows.firstIndex(where: { $0.result == result && $0.reason == reason }) {
                rows[index].names.append(name)
            } else {
                rows.append(([name], result, reason))
            }
        }
        return rows.map { [$0.names.joined(separator: ", "), $0.result, $0.reason] }
    }

    private static func result(_ route: Route) -> String {
        switch route.outcome {
        case .resolved:
            route.destinations.first.map {
                "\($0.host.trimmingFinalDot) port \($0.port), Host \($0.hostHeader)"
            } ?? "no destination"
        case .failed: "fails"
        case .unknown: "unknown"
        }
    }

    private static func findings(_ report: ServerReport) -> Section? {
        var blocks: [Block] = []
        if !report.findings.isEmpty {
            blocks.append(.steps(report.findings.map(FindingDescription.text)))
        }
        if report.otherFindings > 0 {
            let findings = report.otherFindings == 1 ? "finding" : "findings"
            blocks.append(
                .paragraph(
                    "The zone files have \(report.otherFindings) more \(findings) about other names. Run "
                        + "`srvlint check` to see them."))
        }
        guard !blocks.isEmpty else { return nil }
        let isFine = report.findings.allSatisfy { $0.severity == .info && !$0.isNotChecked }
        return Section(.findings, isFine ? "Notes" : "Findings and what to do", blocks)
    }

    private static func commands(_ routes: RouteSet) -> Section? {
        let commands = DiagnosticCommands.commands(routes.specification)
        guard !commands.isEmpty else { return nil }
        return Section(
            .commands, "Commands to check this yourself",
            [.code(commands.joined(separator: "\n") + "\n", language: "sh")]
        )
    }

    private static func questions(_ routes: RouteSet) -> Section? {
        Section(
            .questions, "Frequently asked questions",
            CommonQuestion.answered(routes).map { .paragraph("\($0.question) \($0.answer)") }
        )
    }
}
