import Diagnostics
import Linting

/// The sections of an explanation or audit of one server.
struct ServerSections {
    let document: ExplanationDocument
    let outline: RouteOutline
    /// The prefix of IDs, which is different for each server on a page.
    let id: String
    /// The level of the sections' headings.
    let level: Int

    init(_ document: ExplanationDocument, _ report: ServerReport, id: String, level: Int) {
        self.document = document
        self.id = id
        self.level = level
        outline = RouteOutline(report.context, report.findings)
    }

    func write(to html: inout HTMLWriter) {
        html.verdict(
            document.verdict.mark, document.verdict.title, summary: document.summary, next: document.nextAction,
            heading: "Verdict", id: "\(id)-verdict", level: level)
        for (index, section) in document.sections.enumerated() {
            let heading = "\(id)-section-\(index + 1)"
            html.block("section", [.labelled(by: heading)]) { html in
                html.heading(level, section.heading, id: heading)
                if section.kind == .route {
                    route(section, &html)
                } else {
                    for block in section.blocks { write(block, section.heading, &html) }
                }
            }
        }
        if let footer = document.footer { html.line("p", [.class("origin")], prose: footer) }
    }

    /// The drawing next to the steps in words.
    private func route(_ section: ExplanationDocument.Section, _ html: inout HTMLWriter) {
        html.block("div", [.class("route")]) { html in
            html.block("div", [.class("card")]) { html in
                RouteDrawing(outline: outline, serverName: document.title, id: id).write(to: &html)
                if let omitted = outline.omitted { html.line("p", [.class("origin")], words: omitted) }
            }
            html.block("div") { html in
                for block in section.blocks { write(block, section.heading, &html) }
            }
        }
    }

    private func write(_ block: ExplanationDocument.Block, _ caption: String, _ html: inout HTMLWriter) {
        switch block {
        case .paragraph(let text): html.line("p", prose: text)
        case .steps(let steps):
            html.block("ol") { html in
                for step in steps { html.line("li", prose: step) }
            }
        case .findings(let findings), .notes(let findings):
            for finding in findings { html.finding(finding, level: level + 1) }
        case .table(let columns, let rows):
            html.table(caption, isCaptionShown: false, columns: columns, rows: rows.count) { html, row, column in
                let text = rows[row][column]
                if columns[column] == "status", let mark = StateMark(step: text) {
                    // The same sign as in the drawing: a missing document is a step that failed, but not a mistake.
                    html.badge(rows[row].last.flatMap { outline.mark(ofQuery: $0) } ?? mark, text)
                } else {
                    html.prose(text)
                }
            }
        case .code(let text, _): html.listing(text)
        }
    }
}

extension ServerVerdict {
    var mark: StateMark {
        switch self {
        case .ok: .ok
        case .degraded: .warning
        case .failed: .error
        case .unknown: .unknown
        }
    }

    /// The verdict as a heading.
    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension StateMark {
    /// The mark for the status of a step; `nil` for other words.
    fileprivate init?(step status: String) {
        switch status {
        case "taken": self = .ok
        case "skipped": self = .skipped
        case "failed": self = .error
        case "unknown": self = .unknown
        default: return nil
        }
    }
}
