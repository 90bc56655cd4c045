import DNS
import Diagnostics
import Federation
import Linting
import ServerRules

/// A finding in an explanation, with the findings that follow from it.
struct ExplanationFinding {
    /// Its position among the findings of the document: `2`, and `2.1` for what follows from it.
    var number: String
    var severity: Severity
    var isNotChecked: Bool
    var code: String
    /// The positions in files, or the query or URL with the server that answered.
    var location: String?
    /// What is wrong, as a sentence.
    var message: String
    /// Why it matters, as a sentence, or empty.
    var why: String
    /// What to do, as a sentence. For a consequence, that it needs no action of its own, or when. Empty if the document
    /// says it already.
    var help: String
    /// The number of the finding that it follows from, or `nil` for a cause.
    var cause: String?
    /// The findings that follow from it, in their order.
    var consequences: [ExplanationFinding]

    /// Whether something has to be done about it, or about what follows from it.
    var isProblem: Bool { severity > .info || isNotChecked || consequences.contains(where: \.isProblem) }

    /// The severity as people read it.
    var level: String { isNotChecked ? "not checked" : severity.rawValue }
}

extension ExplanationFinding {
    /// The findings of a report that follow from no other one, without those that a baseline suppresses. Problems are
    /// numbered first.
    ///
    /// - Parameter isFull: Whether to include the reasons of consequences, and more than the message of notes.
    static func tree(_ report: ServerReport, isFull: Bool = false) -> [ExplanationFinding] {
        var children: [Int: [Int]] = [:]
        for (index, finding) in report.findings.enumerated() where finding.suppression == nil {
            var cause = report.causes[index]
            while let known = cause, report.findings[known].suppression != nil { cause = report.causes[known] }
            children[cause ?? -1, default: []].append(index)
        }
        func isProblem(_ indices: [Int]) -> Bool {
            indices.contains { index in
                let finding = report.findings[index]
                return finding.severity > .info || finding.isNotChecked || isProblem(children[index] ?? [])
            }
        }
        func findings(from causes: [Int], _ cause: String?) -> [ExplanationFinding] {
            let reason = cause == nil ? nil : causes.first.map { report.findings[$0] }
            // The same mistake at both SRV names is one finding with two locations.
            let groups = causes.flatMap { children[$0] ?? [] }.grouped { Text(report.findings[$0]) }.map(\.elements)
            let ordered = groups.filter(isProblem) + groups.filter { !isProblem($0) }
            return ordered.enumerated().map { offset, indices in
                let number = (cause.map { $0 + "." } ?? "") + "\(offset + 1)"
                let index = indices[0]
                var finding = ExplanationFinding(
                    number, report.findings[index], cause: cause,
                    consequences: findings(from: indices, number))
                let locations = indices.compactMap { location(of: report.findings[$0]) }
                finding.location = locations.isEmpty ? nil : locations.joined(separator: ", ")
                if let cause, let reason {
                    finding.help = relief(report.findings[index], reason, cause, report)
                }
                if !isFull, cause != nil || finding.severity == .info { finding.why = "" }
                if !isFull, !isProblem(indices) { finding.shorten(report.findings[index]) }
                return finding
            }
        }
        return findings(from: [-1], nil)
    }

    /// Returns the findings without what to do where the next action, at the top of the page, or an earlier finding says the
    /// same word for word.
    static func withoutRepetitions(_ findings: [ExplanationFinding], after nextAction: String?) -> [ExplanationFinding]
    {
        let nextAction = nextAction?.lowercased() ?? ""
        var known: Set<Substring> = []
        return findings.map { finding in
            var finding = finding
            let help = finding.help.lowercased()
            let sentence = help.hasSuffix(".") ? help.dropLast() : help[...]
            if !sentence.isEmpty, nextAction.contains(sentence) || !known.insert(sentence).inserted {
                finding.help = ""
            }
            return finding
        }
    }

    /// What becomes of a finding once its cause is repaired.
    ///
    /// - Parameter cause: How the reader finds the cause: its number, or its code.
    static func relief(
        _ finding: Finding, _ reason: Finding, _ cause: String, _ report: ServerReport
    ) -> String {
        guard finding.severity > .info else { return "" }
        let context = report.context
        if let place = placeWithout(finding, reason, report) { return "Goes away with \(cause)\(place)." }
        guard let origin = context.origin(of: finding), origin.part == context.part(of: reason) else {
            if finding.route.mayRemain, case .certificate? = reason.route.part, !finding.help.isEmpty {
                return "Goes away with \(cause) if this is the response of another virtual host. Otherwise, "
                    + "\(finding.help)."
            }
            return "Goes away with \(cause)."
        }
        if let destination = origin.destination {
            let isRepaired =
                report.remedies.first?.remedy.changes.contains { $0.repairedEndpoint == destination } == true
            return "Goes away with \(cause): peers then use \(destination)"
                + (isRepaired ? ", which has to be repaired, too." : ".")
        }
        let condition = "Goes away with \(cause) if the document names another host or port."
        // Nobody can open a port at the address of what answers for the web server.
        return finding.help.isEmpty || context.isDocumentIntercepted
            ? condition : "\(condition) Otherwise, \(finding.help)."
    }

    /// Where peers connect instead, as an addition to a sentence, if the first remedy is known to resolve a finding and its
    /// cause, and not by a repair that shows only then whether it is enough. `nil` if that is not known.
    private static func placeWithout(_ finding: Finding, _ reason: Finding, _ report: ServerReport) -> String? {
        guard let tried = report.remedies.first, tried.remedy.changesRoute, tried.route.outcome == .resolved,
            [finding, reason].allSatisfy({ tried.resolved.contains($0.rule.code) }),
            report.context.part(of: finding)?.hasEndpoint == true
        else { return nil }
        if tried.remedy.kind == .address { return "" }
        let destination = tried.route.destinations.first { !$0.isUnreachable }
        return destination.map { ": peers then use \($0.endpoint)" } ?? ""
    }

    /// Removes what only `--full` shows of a note: what to do, and where it was seen unless that is in a file.
    private mutating func shorten(_ finding: Finding) {
        help = ""
        if finding.primary == nil { location = nil }
    }

    /// What readers see of a finding, without its location.
    private struct Text: Hashable {
        let code: String
        let texts: [String]

        init(_ finding: Finding) {
            code = finding.rule.code
            texts = [finding.message, finding.why, finding.help]
        }
    }

    private init(_ number: String, _ finding: Finding, cause: String?, consequences: [ExplanationFinding]) {
        self.number = number
        severity = finding.severity
        isNotChecked = finding.isNotChecked
        code = finding.rule.code
        location = Self.location(of: finding)
        message = Sentence.of(finding.message)
        why = finding.why.isEmpty ? "" : Sentence.of(finding.why)
        help = finding.help.isEmpty ? "" : Sentence.of(finding.help)
        self.cause = cause
        self.consequences = consequences
    }

    private static func location(of finding: Finding) -> String? {
        if let span = finding.primary?.span {
            return "\(span.source.path):\(span.start.line):\(span.start.column)"
        }
        if let source = finding.source {
            return source.question + (source.server.map { ", from \($0)" } ?? "")
        }
        return finding.path
    }
}

extension Remedy {
    /// Whether peers then connect elsewhere, and nothing is repaired where they connect.
    fileprivate var changesRoute: Bool {
        publishes && changes.allSatisfy { $0.repairedEndpoint == nil } || kind == .address
    }
}

extension RoutePart {
    /// Whether it is about an endpoint that peers connect to.
    fileprivate var hasEndpoint: Bool {
        switch self {
        case .connection, .certificate, .responses: true
        case .serverName, .document, .services, .host, .discovery: false
        }
    }
}
