import Diagnostics
import Federation
import Linting

/// Audits for a terminal, one server after the other, each with its summary first.
struct AuditText: AuditReporter {
    private let style: Style
    private let width: Int?
    /// Whether the summary and the servers without problems are printed.
    private let showsSummary: Bool

    init(style: Style, width: Int?, showsSummary: Bool) {
        self.style = style
        self.width = width
        self.showsSummary = showsSummary
    }

    func render(_ audit: ServerAudit) -> String {
        guard showsSummary || audit.verdict != .ok else { return "" }
        let ink: Ink =
            switch audit.verdict {
            case .ok: .added
            case .degraded: .warning
            case .failed: .error
            case .unknown: .notChecked
            }
        let name = VisibleText.escape(MessageText.value(audit.report.context.input.serverName))
        return style.paint(audit.verdict.rawValue, ink) + " " + style.paint(name, .message) + "\n"
            + ExplanationText(style: style, width: width).render(ExplanationDocument(audit)) + "\n"
    }

    func ending(_ tally: AuditTally) -> String {
        showsSummary ? tally.sentence + "\n" : ""
    }
}

/// Audits as Markdown, for example for tickets.
struct AuditMarkdown: AuditReporter {
    var separator: (first: String, other: String) { ("", "\n") }

    func render(_ audit: ServerAudit) -> String {
        var document = ExplanationDocument(audit)
        document.title = "\(MessageText.value(audit.report.context.input.serverName)): \(audit.verdict.rawValue)"
        return ExplanationMarkdown().render(document)
    }
}

extension ExplanationDocument {
    /// The document of an audit: the summary, where peers connect, the state of these endpoints, and what to do.
    init(_ audit: ServerAudit) {
        let whole = ExplanationDocument(audit.report)
        title = whole.title
        summary = SummarySentence.text(for: audit)
        let kept: Set<Section.Kind> =
            audit.isTimedOut ? [.findings] : [.route, .destinations, .implementations, .findings, .publishing]
        sections = whole.sections.filter { kept.contains($0.kind) }
        if let addresses = Self.addresses(audit) {
            let index = sections.firstIndex { $0.kind == .destinations }.map { $0 + 1 } ?? 0
            sections.insert(addresses, at: index)
        }
        if !audit.unasked.isEmpty {
            let more = audit.unasked.count > 10 ? ["\(audit.unasked.count - 10) more"] : []
            sections.append(
                Section(
                    .notChecked, "Not completed",
                    (audit.unasked.prefix(10) + more).map { .paragraph($0 + ".") }))
        }
    }

    /// The endpoints, worst first. Those that only less common implementations connect to come last.
    private static func addresses(_ audit: ServerAudit) -> Section? {
        guard !audit.addresses.isEmpty else { return nil }
        let rows = audit.addresses.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            if first.isMain != second.isMain { return first.isMain }
            return first.health != second.health ? first.health < second.health : left.offset < right.offset
        }.map(\.element)
        return Section(
            .addresses, "Connections",
            [
                .table(
                    columns: ["address", "port", "host", "TCP", "TLS", "certificate", "version", "keys"],
                    rows: rows.map { row in
                        [
                            row.address.description, String(row.port), row.host, row.tcp.word,
                            row.tls == .ok ? row.tlsVersion ?? "ok" : row.tls.word, row.certificate.word,
                            row.version == .ok ? row.software ?? "ok" : row.version.word, row.keys.word,
                        ]
                    }
                )
            ])
    }
}
