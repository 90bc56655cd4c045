import DNS
import Diagnostics
import Federation
import Linting
import ServerRules

/// The sentences about a report.
struct SummaryFacts {
    let report: ServerReport
    let name: String
    /// The first finding that something is wrong, which the others may follow from.
    let cause: Finding?

    init(_ report: ServerReport) {
        self.report = report
        name = "`\(MessageText.value(report.context.input.serverName))`"
        cause = report.findings.first { !$0.isNotChecked && $0.severity > .info }
    }

    var sentence: String {
        switch report.conclusion {
        case .invalidName:
            if case .failure(let problem) = report.context.serverName {
                return "\(name) is not a server name: \(problem.words)."
            }
            return "\(name) was not checked."
        case .undiscoverable: return "Peers cannot find \(name): \(causeOfDiscovery)."
        case .undetermined: return undetermined
        case .untried:
            return problem("\(name) has \(kindOfProblems)", untried)
                ?? "\(name) leads to \(endpoint), where \(isConnected ? "the keys were not requested" : "no connection was tried")."
        case .partlyTried:
            return problem("\(name) leads to \(endpoint), but the addresses that were tried do not work")
                ?? "The addresses of \(name) that were tried do not work, and others were not tried."
        case .unreachable: return problem(unreachable, fallbacks) ?? "\(unreachable)."
        case .reachable: return problem(reachable) ?? "\(name) works: peers connect to \(endpoint)."
        }
    }

    /// Who reaches the server, and who does not.
    private var reachable: String {
        guard let cause, cause.severity == .error else { return "\(name) can be reached, but has \(kindOfProblems)" }
        if cause.route.isPartial { return "\(name) can be reached, but not all peers get the same document" }
        guard let partial = report.partialFailure(cause) else {
            let outcomes = report.context.addressOutcomes.filter(\.isMain)
            if report.context.isOtherHostHeaderAccepted, outcomes.allSatisfy(\.isFailingForMostPeers) {
                return "Most peers cannot federate with \(name)"
            }
            return "\(name) can be reached, but has \(kindOfProblems)"
        }
        return "\(name) can be reached at \(Self.places(partial.working)), but not at \(Self.places(partial.failing))"
    }

    private static func places(_ addresses: [IPAddress]) -> String {
        addresses.count > 2 ? "\(addresses.count) addresses" : addresses.map(\.description).joined(separator: " and ")
    }

    private var unreachable: String {
        // Implementations that send another Host header arrive.
        if report.context.isOtherHostHeaderAccepted { return "Most peers cannot federate with \(name)" }
        let others = report.context.addressOutcomes.contains { $0.health != .failing }
        return "Peers\(others ? " that follow the specification" : "") cannot federate with \(name)"
    }

    /// A statement with the cause, and with what follows from it.
    ///
    /// - Parameter additions: The same addition in several lengths, the longest first.
    private func problem(_ statement: String, _ additions: [String] = []) -> String? {
        guard let cause else { return nil }
        let additions = additions.isEmpty ? [""] : additions.map { $0.isEmpty ? "" : " " + $0 }
        // Where peers connect instead is worth more than the details of the cause, which the first finding has.
        return Headline.shortest(
            additions.flatMap { addition in
                [cause.message, Headline.brief(cause.message)].map { "\(statement): \($0).\(addition)" }
            })
    }

    /// "an error", "errors", "a warning", "warnings".
    private var kindOfProblems: String {
        // The same mistake in several records is one.
        let count = Set(report.problems.filter { $0.severity == cause?.severity }.map(\.message)).count
        let noun = cause?.severity == .error ? "error" : "warning"
        return count > 1 ? noun + "s" : (noun == "error" ? "an " : "a ") + noun
    }

    /// Where peers connect instead, if the cause is why they connect there.
    private var fallbacks: [String] {
        guard let index = report.findings.firstIndex(where: { !$0.isNotChecked && $0.severity > .info }) else {
            return []
        }
        let consequence = report.findings.indices.first { number in
            guard report.causes[number] == index, report.findings[number].severity == .error,
                let origin = report.context.origin(of: report.findings[number])
            else { return false }
            return origin.part == report.context.part(of: report.findings[index])
        }
        guard let consequence else { return [] }
        let statement = "Peers connect to \(endpoint) instead, which fails"
        let reason = report.findings[consequence].message
        return ["\(statement): \(reason).", "\(statement): \(Headline.brief(reason)).", "\(statement).", ""]
    }

    private var causeOfDiscovery: String {
        let reason = report.context.routes?.specification.reason ?? ""
        guard let cause, cause.severity == .error, cause.route.part != .discovery else { return reason }
        return cause.message
    }

    /// The first destination that has addresses, or of which they are unknown.
    private var endpoint: String {
        guard let route = report.context.likelyRoutes?.specification else { return "an unknown host" }
        let destination =
            route.destinations.first { destination in
                switch destination.reachability {
                case .addresses, .notCollected: true
                case .unreachable, .unverified: false
                }
            } ?? route.destinations.first
        return destination?.endpoint ?? "an unknown host"
    }

    /// What is known beside the cause, in several lengths.
    private var untried: [String] {
        let short = [isConnected ? "Its keys were not requested." : "No connection was tried.", ""]
        if isConnected || cause?.message.contains("peers connect to") == true { return short }
        let isFallback = cause?.route.part == .document && isUndelegated
        return ["Peers connect to \(endpoint)\(isFallback ? " instead" : ""), which was not tried."] + short
    }

    /// Whether a connection to an endpoint was established, although not all that federation needs was requested.
    private var isConnected: Bool {
        report.context.addressOutcomes.contains { $0.isMain && $0.tcp == .ok && $0.tls == .ok }
    }

    /// Whether peers connect to the default port, because neither a document nor a record delegates.
    private var isUndelegated: Bool { report.context.likelyRoutes?.specification.taken == .fallback }

    /// Who is known not to reach the server where the specification does not say where it leads; `nil` if that is nobody.
    private var peersWithoutResult: String? {
        let arrivals = report.context.arrivals.filter { $0.implementation.kind != .specification }
        guard cause?.severity == .error || report.verdict == .failed else { return nil }
        let failing = arrivals.filter { $0.state == .failing }
        if !failing.isEmpty, failing.count == arrivals.count { return "Peers cannot federate with \(name)" }
        let names = Set(failing.map(\.implementation.name))
        // These run nearly all servers.
        return names.isSuperset(of: [.synapse, .dendrite]) ? "Most peers cannot federate with \(name)" : nil
    }

    private var undetermined: String {
        let context = report.context
        guard let routes = context.routes else { return "\(name) was not checked." }
        let reason = routes.specification.reason
        guard let likely = context.routesWithoutWellKnown?.specification else {
            return problem(peersWithoutResult ?? "It is unknown where \(name) leads")
                ?? "It is unknown where \(name) leads: \(reason)."
        }
        let statement = "It is uncertain where \(name) leads: \(reason)."
        let condition = "Without a well-known document, "
        let consequences: [String] =
            switch likely.outcome {
            case .resolved: [condition + "peers connect to \(endpoint)."]
            case .failed: [condition + "discovery fails: \(likely.reason).", condition + "discovery fails."]
            case .unknown:
                [condition + "the route is unknown, too: \(likely.reason).", condition + "the route is unknown, too."]
            }
        return Headline.shortest((consequences + [""]).map { $0.isEmpty ? statement : statement + " " + $0 })
    }

    /// The server name for the command line.
    var argument: String { MessageText.value(report.context.input.serverName) }

    /// What to do first about what is wrong, or `nil` if nothing is.
    var repair: String? {
        guard !report.isKnown else { return nil }
        if let correction = report.correction { return CorrectionSection.nextAction(correction) }
        if let first = report.remedies.first {
            return RemedySection.condition(first, report) ?? detail(of: first.remedy)
                ?? first.remedy.briefSteps.map(Sentence.of).joined(separator: " ")
        }
        let first = report.findings.first {
            ($0.severity > .info || $0.isNotChecked) && !$0.help.isEmpty && $0.suppression == nil
        }
        return first.map { Sentence.of($0.help) }
    }

    /// The step with what the cause says about it, where the step alone does not say what to look for.
    private func detail(of remedy: Remedy) -> String? {
        guard remedy.changes.count == 1, remedy.kind == .handshake, let help = cause.map({ Headline.brief($0.help) }),
            !help.isEmpty, let step = remedy.briefSteps.first, step.count + help.count <= Headline.limit
        else { return nil }
        return Sentence.of("\(step): \(help)")
    }

    var nextAction: String? {
        if let repair { return repair }
        switch report.conclusion {
        case .untried:
            return "Run `srvlint audit \(argument)` to \(isConnected ? "request its keys" : "try connections")."
        case .undetermined where report.context.routesWithoutWellKnown != nil:
            return
                "Give the well-known document with `--well-known` or `--evidence`, or run `srvlint audit \(argument)`."
        case .undetermined:
            return "Give what was not collected with `--zone` or `--evidence`, or run `srvlint audit \(argument)`."
        default: return nil
        }
    }
}
