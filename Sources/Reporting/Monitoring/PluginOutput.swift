/// The output of a monitoring plugin: a line with performance data, and further lines that are shown on request
/// (Monitoring Plugins Development Guidelines, "Plugin Output for Nagios").
struct PluginOutput {
    var state: PluginState
    /// The first line, without the state.
    var summary: String
    var details: [String] = []
    var values: [Value] = []

    /// A value of the performance data.
    struct Value {
        /// Unique, without an equals sign or quotation mark.
        var label: String
        var value: Int64
        /// `ms` for milliseconds; empty for a number.
        var unit = ""
        /// The ranges that are not a warning and not critical, as the interface writes them.
        var ranges = ""
    }

    /// Agents cut their output after some kilobytes.
    private static let maximumDetails = 40
    /// Agents cut lines after one or a few kilobytes, and the performance data would be lost.
    private static let maximumCharacters = 300

    var text: String {
        var lines = ["SRVLINT \(state.word) - \(Self.shortened(summary))"]
        if !values.isEmpty { lines[0] += " | " + values.map(Self.text).joined(separator: " ") }
        lines += details.prefix(Self.maximumDetails).map(Self.shortened)
        if details.count > Self.maximumDetails { lines.append("and \(details.count - Self.maximumDetails) more lines") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(_ value: Value) -> String {
        let label = value.label.contains(" ") ? "'\(value.label)'" : value.label
        return "\(label)=\(value.value)\(value.unit)\(value.ranges)"
    }

    static func shortened(_ text: String) -> String {
        let scalars = text.unicodeScalars
        return plain(scalars.count > maximumCharacters ? String(scalars.prefix(maximumCharacters - 1)) + "…" : text)
    }

    /// Escapes the bar, which would begin the performance data, and characters that are illegal in macros or are markup on
    /// a web page. Backticks around names are omitted.
    static func plain(_ text: String) -> String {
        VisibleText.escape(text).unicodeScalars.reduce(into: "") { plain, scalar in
            switch scalar {
            case "`": break
            case "|", "<", ">", "&", "\"", "'", "~", "$":
                plain += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            default: plain.unicodeScalars.append(scalar)
            }
        }
    }
}
