import Diagnostics
import ZoneFile

/// What the program says of itself rather than of a zone: a wrong option, a mistake in the configuration.
public struct Notice: Sendable {
    public var message: String
    /// Where it is wrong, if in a file; the label stands beside the underline.
    public var place: SourceSpan?
    public var label: String
    /// What to do, one line each.
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

    /// `error: message`, the place with its line and a caret, and the help. All of it is escaped.
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
            let room = width.map { max($0, 40) - gutter.margin }
            rows.append(gutter.place("-->", "\(VisibleText.escape(place.source.path)):\(start.line):\(start.column)"))
            rows.append(gutter.row(nil))
            rows += snippet.rows(gutter, columns: room ?? 200, room: room)
            rows.append(gutter.row(nil))
        }
        for line in help { rows += gutter.note("help", VisibleText.escape(MessageText.cut(line)), width: width) }
        return rows.reduce(into: "") { $0 += $1.rendered(style) + "\n" }
    }

    /// As much of a text from outside as stands in so many columns.
    public static func visible(_ text: String, columns: Int) -> String {
        var left = columns
        return String(
            VisibleText.escape(text).prefix { character in
                left -= VisibleText.width(of: String(character))
                return left >= 0
            })
    }

    /// A message that quotes text from outside, safe to print: what it quotes is cut.
    public static func message(_ text: String) -> String {
        VisibleText.escape(MessageText.cut(text))
    }

    /// Text from outside, safe to print.
    public static func visible(_ text: String) -> String {
        VisibleText.escape(text)
    }
}
