import Diagnostics
import ZoneFile

/// A message about the run rather than about a zone: a wrong option or a mistake in the configuration.
public struct Notice: Sendable {
    public var message: String
    /// The span of the mistake if it is in a file; the label is printed beside the underline.
    public var place: SourceSpan?
    public var label: String
    /// What to do, as one or more lines.
    public var help: [String]
    public var weight = Weight.error

    public enum Weight: Sendable {
        case error, note
    }

    public init(_ message: String, at place: SourceSpan? = nil, label: String = "", help: [String] = []) {
        self.message = message
        self.place = place
        self.label = label
        self.help = help
    }

    /// Returns `error: message`, the location with its line and a caret, and the help. Everything is escaped.
    public func rendered(_ style: Style, width: Int?) -> String {
        var rows: [StyledText] = []
        var heading = weight == .error ? StyledText("error", .error) : StyledText("note", .info)
        heading.append(": " + VisibleText.escape(MessageText.cut(message)), .message)
        rows.append(heading)
        var gutter = Gutter()
        if let place {
            let mark = Snippet.Mark(
                range: place.range, label: VisibleText.escape(MessageText.cut(label)), isPrimary: true, ink: .error
            )
            let snippet = Snippet(place.source, [mark])
            gutter.fit(snippet.lastLine)
            let start = place.start
            let labelWidth = width.map { max($0, 40) - gutter.margin }
            rows.append(
                gutter.location("-->", "\(VisibleText.escape(place.source.path)):\(start.line):\(start.column)"))
            rows.append(gutter.row(nil))
            rows += snippet.rows(gutter, columns: labelWidth ?? 200, labelWidth: labelWidth)
            rows.append(gutter.row(nil))
        }
        for line in help { rows += gutter.note("help", VisibleText.escape(MessageText.cut(line)), width: width) }
        return rows.reduce(into: "") { $0 += $1.rendered(style) + "\n" }
    }

    /// Returns as much of an untrusted text as fits into the columns, safe to print.
    public static func visible(_ text: String, columns: Int) -> String {
        var left = columns
        return String(
            VisibleText.escape(text).prefix { character in
                left -= VisibleText.width(of: String(character))
                return left >= 0
            })
    }

    /// Returns a message safe to print, with the untrusted text that it quotes shortened.
    public static func message(_ text: String) -> String {
        VisibleText.escape(MessageText.cut(text))
    }

    /// Returns an untrusted text safe to print.
    public static func visible(_ text: String) -> String {
        VisibleText.escape(text)
    }
}
