import Diagnostics
import Federation
import Linting
import ServerRules

/// An explanation as sections of plain blocks, before any format. Texts may quote what came from elsewhere: a renderer
/// escapes them.
struct ExplanationDocument {
    var title: String
    /// In one sentence.
    var verdict: String
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
        /// Numbered, in the order in which to do things.
        case steps([String])
        case table(columns: [String], rows: [[String]])
        /// To be copied: never wrapped.
        case code(String, language: String)
    }
}

extension ExplanationDocument {
    init(_ report: DelegationReport) {
        let context = report.context
        title = MessageText.value(context.input.serverName)
        verdict = Verdict.sentence(report)
        guard let routes = context.likelyRoutes else {
            sections = [Self.findings(report)].compactMap { $0 }
            return
        }
        let advice = CertificateAdvice(routes)
        sections = [
            Self.route(context),
            Self.destinations(routes.specification),
            Self.certificate(context, routes, advice),
            Self.implementations(routes),
            Self.findings(report),
            Self.publishing(report, routes),
            Self.commands(routes),
            Self.questions(routes),
        ].compactMap { $0 }
    }
}

// MARK: - Sections

extension ExplanationDocument {
    private static func route(_ context: DelegationContext) -> Section? {
        guard let routes = context.likelyRoutes else { return nil }
        var blocks: [Block] = []
        if context.routesWithoutWellKnown != nil {
            blocks.append(
                .paragraph(
                    "The well-known document was not collected. What follows is the route if there is none; give the "
                        + "document with --well-known, or an evidence file, to know more."))
        }
        // Steps that nobody comes to would hide those that matter.
        let steps = routes.specification.steps.filter { $0.status != .skipped || $0.isTold }
        blocks.append(
            .table(
                columns: ["step", "", "why", "asked"],
                rows: steps.map { [$0.number.rawValue, $0.status.rawValue, $0.reason, $0.question ?? ""] }
            ))
        return Section(.route, "Route (numbers of the specification, \"Resolving server names\")", blocks)
    }

    private static func destinations(_ route: Route) -> Section? {
        guard !route.destinations.isEmpty else { return nil }
        let isService = route.destinations.contains(where: \.isService)
        let rows = route.destinations.map { destination -> [String] in
            let priority =
                isService
                ? [destination.priority.map(String.init) ?? "", destination.weight.map(String.init) ?? ""] : []
            return [destination.host, addresses(destination), String(destination.port)] + priority
                + [destination.hostHeader, destination.sni ?? "none", destination.certificateName.value]
        }
        let order = isService ? ["priority", "weight"] : []
        return Section(
            .destinations, "Where servers connect",
            [
                .table(
                    columns: ["host", "addresses", "port"] + order + ["Host header", "SNI", "certificate names"],
                    rows: rows)
            ]
        )
    }

    private static func addresses(_ destination: Destination) -> String {
        switch destination.reachability {
        case .addresses: destination.addresses.map(\.description).joined(separator: ", ")
        case .notCollected(let question): "not collected: \(question)"
        case .unreachable(let reason): "none: \(reason)"
        case .unverified(let reason): "unknown: \(reason)"
        }
    }

    private static func certificate(
        _ context: DelegationContext,
        _ routes: RouteSet,
        _ advice: CertificateAdvice
    ) -> Section? {
        guard !advice.required.isEmpty else { return nil }
        var blocks = advice.explanation.map(Block.paragraph)
        blocks += GivenCertificateWords.paragraphs(context).map(Block.paragraph)
        guard !GivenCertificateWords.nothingIsMissing(advice.recommended, context) else {
            return Section(.certificate, "Certificate", blocks)
        }
        let others = advice.recommended.filter { !advice.required.contains($0) }.map { "`\($0.value)`" }
        if !others.isEmpty {
            blocks.append(
                .paragraph(
                    "With \(others.joined(separator: ", ")) in the certificate as well, implementations that check "
                        + "another name are satisfied too."))
        }
        blocks += advice.acquisition.map(Block.paragraph)
        return Section(.certificate, "Certificate", blocks)
    }

    private static func implementations(_ routes: RouteSet) -> Section? {
        let different = routes.all.filter { $0.difference != nil }
        let same = routes.all.filter { $0.difference == nil && $0.implementation.name != .specification }
        var blocks: [Block] = []
        if !same.isEmpty, routes.specification.outcome != .unknown {
            let names = same.map(\.implementation.title).joined(separator: ", ")
            blocks.append(.paragraph("As the specification says: \(names)."))
        }
        if !different.isEmpty {
            blocks.append(
                .table(
                    columns: ["who", "what", "why"],
                    rows: rows(different)
                ))
        }
        guard !blocks.isEmpty else { return nil }
        return Section(.implementations, different.isEmpty ? "Who does what" : "Who does otherwise", blocks)
    }

    /// A row for each implementation; those of which the same is to be said share one.
    private static func rows(_ different: [RouteSet.ComparedRoute]) -> [[String]] {
        var rows: [(names: [String], place: String, because: String, rest: Substring?)] = []
        for compared in different {
            let name = compared.implementation.name.rawValue
            let place = place(compared.route)
            let because = compared.difference?.because ?? ""
            let title = compared.implementation.title + " "
            let rest = because.hasPrefix(title) ? because.dropFirst(title.count) : nil
            if let rest, let index = rows.firstIndex(where: { $0.place == place && $0.rest == rest }) {
                rows[index].names.append(name)
                rows[index].because = "each of them \(rest)"
            } else {
                rows.append(([name], place, because, rest))
            }
        }
        return rows.map { [$0.names.joined(separator: ", "), $0.place, $0.because] }
    }

    private static func place(_ route: Route) -> String {
        switch route.outcome {
        case .resolved:
            route.destinations.first.map { "\($0.host) port \($0.port), Host \($0.hostHeader)" } ?? "nowhere"
        case .failed: "fails"
        case .unknown: "not known"
        }
    }

    private static func findings(_ report: DelegationReport) -> Section? {
        var blocks: [Block] = []
        if !report.findings.isEmpty {
            blocks.append(.steps(report.findings.map(FindingWords.line)))
        }
        if report.otherFindings > 0 {
            let noun = report.otherFindings == 1 ? "finding that concerns" : "findings that concern"
            blocks.append(
                .paragraph(
                    "The zone files have \(report.otherFindings) more \(noun) other names: `srvlint check` tells."))
        }
        guard !blocks.isEmpty else { return nil }
        let isFine = report.findings.allSatisfy { $0.severity == .info && !$0.isNotChecked }
        return Section(.findings, isFine ? "Notes" : "What is wrong, and what to do", blocks)
    }

    /// What to publish: only where something is to be changed.
    private static func publishing(_ report: DelegationReport, _ routes: RouteSet) -> Section? {
        // Where the specification leads nowhere, somebody may still know the way: by a record rather than by default.
        let ways = ([routes.specification] + routes.all.map(\.route)).filter { $0.outcome == .resolved }
        let isKnown = routes.specification.outcome == .resolved
        let route = isKnown ? ways.first : ways.first { $0.destinations.contains(where: \.isService) } ?? ways.first
        guard report.findings.contains(where: { $0.severity > .info || $0.rule.recommendsPublishing }),
            let advice = route.flatMap({ WellKnownAdvice($0) })
        else { return nil }
        var blocks: [Block] = [
            .paragraph("Every implementation finds the server by this document at `\(advice.url)`:"),
            .code(advice.document + "\n", language: "json"),
        ]
        if !advice.records.isEmpty {
            blocks.append(.paragraph("If that cannot be served, these records, both of them:"))
            blocks.append(.code(advice.records.joined(separator: "\n") + "\n", language: "dns"))
            if advice.port == 443 {
                blocks.append(
                    .paragraph(
                        "Another port than 443 would be better for SRV records: tuwunel and conduwuit dial 8448 instead "
                            + "where the server name has an address of its own."))
            }
        }
        return Section(.publishing, "What to publish instead", blocks)
    }

    private static func commands(_ routes: RouteSet) -> Section? {
        let commands = LookingCommands.commands(routes.specification)
        guard !commands.isEmpty else { return nil }
        return Section(
            .commands, "See for yourself",
            [.code(commands.joined(separator: "\n") + "\n", language: "sh")]
        )
    }

    private static func questions(_ routes: RouteSet) -> Section? {
        Section(
            .questions, "Questions",
            CommonQuestion.answered(routes).map { .paragraph("\($0.question) \($0.answer)") }
        )
    }
}
