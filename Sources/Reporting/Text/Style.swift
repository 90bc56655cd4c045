/// Whether output is coloured.
public struct Style: Sendable, Equatable {
    public static let plain = Style(isColored: false)
    public static let color = Style(isColored: true)

    public let isColored: Bool

    private init(isColored: Bool) {
        self.isColored = isColored
    }

    func paint(_ text: String, _ ink: Ink) -> String {
        guard isColored, let code = ink.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

/// The role of a piece of text. The style decides how it looks.
enum Ink: Equatable {
    case plain
    case error, warning, info, notChecked
    case message
    /// Line numbers, bars and arrows.
    case gutter
    /// Underlines and labels other than the primary one.
    case related
    case removed, added

    fileprivate var code: String? {
        switch self {
        case .plain: nil
        case .error: "1;31"
        case .warning: "1;33"
        case .info: "1;36"
        case .notChecked: "1;35"
        case .message: "1"
        case .gutter, .related: "1;34"
        case .removed: "31"
        case .added: "32"
        }
    }
}

/// One line of output as runs of text with their roles.
struct StyledText {
    private(set) var runs: [(text: String, ink: Ink)] = []

    init() {}

    init(_ text: String, _ ink: Ink = .plain) {
        runs = [(text, ink)]
    }

    mutating func append(_ text: String, _ ink: Ink = .plain) {
        if let last = runs.indices.last, runs[last].ink == ink {
            runs[last].text += text
        } else if !text.isEmpty {
            runs.append((text, ink))
        }
    }

    mutating func append(_ other: StyledText) {
        for run in other.runs { append(run.text, run.ink) }
    }

    var isEmpty: Bool { runs.allSatisfy(\.text.isEmpty) }

    func rendered(_ style: Style) -> String {
        runs.reduce(into: "") { $0 += style.paint($1.text, $1.ink) }
    }
}
