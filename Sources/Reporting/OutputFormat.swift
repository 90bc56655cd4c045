/// The formats a report can be written in, by the names `--format` takes.
public enum OutputFormat: String, CaseIterable, Sendable {
    case text, concise, json, jsonl

    /// What writes this format.
    ///
    /// - Parameters:
    ///   - style: how `text` is coloured; the other formats never are.
    ///   - width: columns of the terminal that `text` is for; `nil` when it is not for one.
    public func reporter(style: Style = .plain, width: Int? = nil) -> any Reporter {
        switch self {
        case .text: TextReporter(style: style, width: width)
        case .concise: ConciseReporter()
        case .json: JSONReporter()
        case .jsonl: JSONLinesReporter()
        }
    }
}
