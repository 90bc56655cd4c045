import Diagnostics
import Linting

/// A comparison of zones for a terminal.
public struct DifferenceText {
    private let style: Style
    private let showsSummary: Bool

    public init(style: Style, showsSummary: Bool = true) {
        self.style = style
        self.showsSummary = showsSummary
    }

    public func render(_ report: ComparisonReport) -> String {
        let document = DifferenceDocument(report)
        var output = ""
        for section in document.sections {
            output += style.paint(VisibleText.escape(section.heading), .message) + "\n"
            for row in section.rows {
                output += style.paint("\(row.sign.rawValue) \(VisibleText.escape(row.text))", Self.ink(row.sign))
                output += style.paint("  ; \(VisibleText.escape(row.location))", .gutter) + "\n"
            }
            for note in section.notes {
                output += style.paint("  = ", .gutter) + VisibleText.escape(MessageText.cut(note)) + "\n"
            }
            output += "\n"
        }
        return showsSummary ? output + document.summary + "\n" : output
    }

    private static func ink(_ sign: DifferenceDocument.Row.Sign) -> Ink {
        switch sign {
        case .added: .added
        case .removed: .removed
        case .changed: .warning
        case .unknown: .notChecked
        }
    }
}
