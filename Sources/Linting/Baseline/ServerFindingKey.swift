import Diagnostics
import ServerRules

extension ServerAudit {
    /// The name of the server in baselines.
    var serverKey: String { report.context.input.serverName.lowercased() }

    /// Whether the absence of a finding of the rule is conclusive.
    func isConclusive(_ code: String, _ selection: RuleSelection) -> Bool {
        // A rule that no longer exists reports nothing.
        guard let rule = RuleRegistry.rule(code) else { return true }
        guard selection.contains(rule), rule.scope == .server, unasked.isEmpty, report.unselected.isEmpty,
            !report.findings.contains(where: \.isNotChecked), report.context.hasEvidence(for: rule)
        else { return false }
        // What is behind an endpoint that fails, or was not tried, is unknown.
        return report.conclusion == .reachable && !report.context.hasUncheckedEndpoints
            && addresses.allSatisfy { $0.health >= .doubtful }
    }
}

extension Finding {
    /// What identifies the finding in baselines: not its message, which may have a number that changes every day.
    func serverKey(_ server: String) -> Baseline.Key {
        let owner = subject.owner?.lowercased()
        return Baseline.Key(
            scope: .server(server), rule: rule.code, content: FindingContent(owner: owner, type: nil, text: target))
    }

    /// What the finding is about: the text in a document, the endpoint, or the question or URL.
    private var target: String {
        if let span = primary?.span, !span.range.isEmpty {
            return FindingContent.shortened(span.text.split(whereSeparator: \.isWhitespace).map(String.init))
        }
        switch route.part {
        case .connection(let host, let port), .certificate(let host, let port), .responses(let host, let port):
            return FindingContent.shortened(["\(host) port \(port)"])
        case .host(let host): return FindingContent.shortened([host])
        case .serverName, .document, .services, .discovery, nil:
            return FindingContent.shortened([source?.question ?? ""])
        }
    }
}
