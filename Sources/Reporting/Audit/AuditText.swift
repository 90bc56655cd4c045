import Federation
import Linting

/// An audit for a terminal: a server after the other, the sentence first.
public struct AuditText {
    private let style: Style
    private let width: Int?

    public init(style: Style, width: Int?) {
        self.style = style
        self.width = width
    }

    public func render(_ audit: ServerAudit) -> String {
        let ink: Ink =
            switch audit.verdict {
            case .ok: .added
            case .degraded: .warning
            case .failed: .error
            case .unknown: .notChecked
            }
        let name = VisibleText.escape(audit.report.context.input.serverName)
        return style.paint(audit.verdict.rawValue, ink) + " " + style.paint(name, .message) + "\n"
            + ExplanationText(style: style, width: width).render(ExplanationDocument(audit)) + "\n"
    }

    /// Counts of the verdicts.
    public func summary(_ verdicts: [ServerAudit.Verdict]) -> String {
        let counts = [ServerAudit.Verdict.ok, .degraded, .failed, .unknown].compactMap { verdict -> String? in
            let count = verdicts.count { $0 == verdict }
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }
        let noun = verdicts.count == 1 ? "server" : "servers"
        return "\(verdicts.count) \(noun): \(counts.joined(separator: ", "))\n"
    }
}

/// An audit as Markdown.
public struct AuditMarkdown {
    public init() {}

    public func render(_ audit: ServerAudit) -> String {
        var document = ExplanationDocument(audit)
        document.title = "\(audit.report.context.input.serverName): \(audit.verdict.rawValue)"
        return ExplanationMarkdown().render(document)
    }
}

extension ExplanationDocument {
    /// What an audit tells: the sentence, where servers connect, what was found there, and what to do.
    init(_ audit: ServerAudit) {
        let whole = ExplanationDocument(audit.report)
        title = whole.title
        verdict = Verdict.sentence(audit)
        let kept: Set<Section.Kind> = [.route, .destinations, .implementations, .findings, .publishing]
        sections = whole.sections.filter { kept.contains($0.kind) }
        if let addresses = Self.addresses(audit) {
            let place = sections.firstIndex { $0.kind == .destinations }.map { $0 + 1 } ?? 0
            sections.insert(addresses, at: place)
        }
        if !audit.unasked.isEmpty {
            let some = audit.unasked.prefix(10).joined(separator: "; ")
            let more = audit.unasked.count > 10 ? "; and \(audit.unasked.count - 10) more" : ""
            sections.append(
                Section(.notChecked, "Not asked to the end", [.paragraph(some + more + ".")]))
        }
    }

    /// Worst first, and what only some programs connect to after all others.
    private static func addresses(_ audit: ServerAudit) -> Section? {
        guard !audit.addresses.isEmpty else { return nil }
        let rows = audit.addresses.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            if first.isMain != second.isMain { return first.isMain }
            return first.standing != second.standing ? first.standing < second.standing : left.offset < right.offset
        }.map(\.element)
        return Section(
            .addresses, "What is there",
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
