import Federation
import Linting
import ServerRules

/// Audits as a page: all servers in a table, the worst first, and then each of them.
///
/// Servers are added one by one. Their number is not limited, but only the worst ones have details, which bounds the size of the
/// page and the memory.
public struct AuditPage: AuditDocument {
    private struct Row {
        var name: String
        var verdict: ServerVerdict
        var summary: String
        var next: String?
        var number: Int
    }

    private struct Details {
        var number: Int
        var html: HTMLWriter
    }

    private let isFull: Bool
    private var rows: [Row] = []
    private var details: [ServerVerdict: [Details]] = [:]
    /// The page of the first server alone.
    private var only: String?

    private static let maximumDetails = 200
    private static let order: [ServerVerdict] = [.failed, .unknown, .degraded, .ok]

    /// - Parameter isFull: Whether to include the implementations one by one, the commands and the common questions.
    public init(isFull: Bool = false) {
        self.isFull = isFull
    }

    public mutating func add(_ audit: ServerAudit) {
        let document = ExplanationDocument(audit, isFull: isFull)
        let number = rows.count + 1
        only = rows.isEmpty ? ExplanationHTML.page("Audit of a Matrix server", document, audit.report) : nil
        rows.append(
            Row(
                name: document.title, verdict: audit.verdict, summary: document.summary, next: document.nextAction,
                number: number))
        guard details[audit.verdict, default: []].count < Self.maximumDetails else { return }
        var html = HTMLWriter()
        let id = "server-\(number)"
        html.block("section", [.class("server"), .labelled(by: id)]) { html in
            html.heading(2, document.title, id: id)
            ServerSections(document, audit.report, id: id, level: 3).write(to: &html)
        }
        details[audit.verdict, default: []].append(Details(number: number, html: html))
    }

    /// Returns the page of all servers that were added.
    public func text(_ tally: AuditTally) -> String {
        if let only, tally.notAudited == 0 { return only }
        let shown = Self.order.flatMap { details[$0] ?? [] }.prefix(Self.maximumDetails)
        let linked = Set(shown.map(\.number))
        let rows = Self.order.flatMap { verdict in self.rows.filter { $0.verdict == verdict } }
        return PageShell(kind: "Audit of Matrix servers", title: title).page { html in
            html.verdict(
                rows.first?.verdict.mark ?? .unknown, rows.first?.verdict.title ?? "Not audited",
                summary: Sentence.of(tally.sentence), next: next(rows), heading: "Result", id: "result", level: 2)
            if !rows.isEmpty { table(rows, linked, &html) }
            for server in shown { html.append(server.html) }
        }
    }

    /// What to do first, about the worst server.
    private func next(_ rows: [Row]) -> String? {
        guard let worst = rows.first, let next = worst.next else { return nil }
        return "`\(worst.name)`: \(next)"
    }

    private var title: String { "\(NumberText.grouped(rows.count)) \(rows.count == 1 ? "server" : "servers")" }

    private func table(_ rows: [Row], _ linked: Set<Int>, _ html: inout HTMLWriter) {
        html.block("section", [.labelled(by: "servers")]) { html in
            html.heading(2, "Servers", id: "servers")
            let columns = ["server name", "verdict", "summary"]
            html.table("The worst first", columns: columns, rows: rows.count) { html, row, column in
                let row = rows[row]
                switch column {
                case 0 where linked.contains(row.number):
                    html.link(toPart: "server-\(row.number)", words: row.name)
                case 0: html.words(row.name)
                case 1: html.badge(row.verdict.mark, row.verdict.rawValue)
                default: html.prose(row.summary)
                }
            }
            let hidden = rows.count - linked.count
            guard hidden > 0 else { return }
            html.line(
                "p",
                words: "Details follow for the \(linked.count) worst servers only. The format json has them for all.")
        }
    }
}
