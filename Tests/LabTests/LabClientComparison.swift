import Federation
import TestSupport

/// The findings about clients beside the results of the client library.
struct LabClientComparison {
    struct Row {
        var title: String
        var discovery: ClientDiscovery
        /// The findings that concern clients.
        var findings: [String]
        /// The client document with status 200 that srvlint fetched.
        var document: String?
        /// Whether the findings let a client find the homeserver.
        var isExpected: Bool
        /// Whether the scenario is one of those about clients.
        var isAboutClients: Bool

        var hasDocument: Bool { document != nil }
        var isFound: Bool { if case .found = discovery { true } else { false } }
    }

    let rows: [Row]

    init(_ run: LabRun) throws {
        var documents: [String: String] = [:]
        for entry in try JSONReader.read(Array(run.evidence.utf8))["https"]?.array ?? [] {
            guard let url = entry["url"]?.string, let body = entry["body"]?.string,
                entry["status"]?.integer == 200, documents[url] == nil
            else { continue }
            documents[url] = body
        }
        let labels = Set(
            (Scenario.clientTrouble + Scenario.clientDocumentTrouble + Scenario.addressTrouble).map(\.label))
        rows = run.rows.compactMap { row in
            guard let discovery = row.client else { return nil }
            let host = row.serverName.prefix { $0 != ":" }
            let document = documents["https://\(host)/.well-known/matrix/client"]
            let findings = row.ours.messages.filter { $0.hasPrefix("W3") || $0.hasPrefix(ClientEffect.website) }
            let isPrevented = findings.contains { ClientEffect.prevents(String($0.prefix(4)), $0) }
            return Row(
                title: row.scenario.title, discovery: discovery, findings: findings, document: document,
                isExpected: document != nil && !isPrevented,
                isAboutClients: labels.contains(row.scenario.label) && row.scenario.title.hasPrefix("clients: "))
        }
    }

    /// The scenarios about clients as a Markdown table, which is the same in every run.
    var table: String {
        let head = """
            | Scenario | findings about clients | client library | why it finds the homeserver nevertheless |
            |---|---|---|---|

            """
        return rows.filter(\.isAboutClients).reduce(head) { text, row in
            let codes = Set(row.findings.map { String($0.prefix(4)) }).sorted()
            return text + "| \(row.title) | \(codes.joined(separator: " ")) | \(Self.word(row.discovery)) | "
                + "\(row.isFound ? Self.reason(row.findings) : "") |\n"
        }
    }

    private static func word(_ discovery: ClientDiscovery) -> String {
        switch discovery {
        case .found: "found"
        case .noDocument: "asks the user"
        // The kind of the error; the rest differs from version to version.
        case .failed(let error): "failed: \(error.prefix { $0 != ":" })"
        }
    }

    private static func reason(_ findings: [String]) -> String {
        let reasons = findings.map { finding in
            let rule = String(finding.prefix(4))
            guard let effect = ClientEffect.ofRules[rule] else { return "" }
            return effect.reason ?? (ClientEffect.prevents(rule, finding) ? "" : "it uses no identity server")
        }
        return Set(reasons).subtracting([""]).sorted().joined(separator: "; ")
    }
}
