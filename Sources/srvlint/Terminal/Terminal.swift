import Glibc
import Reporting

/// One of the two output streams; each is judged by itself for colour and width.
struct Terminal: Sendable {
    static let output = Terminal(descriptor: STDOUT_FILENO)
    static let error = Terminal(descriptor: STDERR_FILENO)

    let descriptor: Int32

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Whether the terminals of this run can only add characters at the end.
    static var isDumb: Bool { Environment.value("TERM").map { $0.isEmpty || $0 == "dumb" } ?? true }

    /// The style of messages on standard error, which may have to be said before the options are understood.
    static var messages: Style {
        let words = Arguments.all
        let asked = words.indices.last { words[$0] == "--color" || words[$0].hasPrefix("--color=") }
        guard let asked else { return error.style(.auto) }
        let word = words[asked].hasPrefix("--color=") ? words[asked].dropFirst(8) : words[(asked + 1)...].first?[...]
        return error.style(word.flatMap { ColorChoice(rawValue: String($0)) } ?? .auto)
    }

    /// As much of a text as stands in one line; the last column stays free, since some terminals begin a new line there.
    func fitting(_ text: String) -> String {
        Notice.visible(text, columns: max(0, (width ?? 80) - 1))
    }

    func style(_ choice: ColorChoice) -> Style {
        Style.resolve(choice: choice, environment: Environment.terminal, isTerminal: isTerminal)
    }

    /// Columns: `COLUMNS`, else what the terminal says; `nil` when the stream is no terminal.
    var width: Int? {
        guard isTerminal else { return nil }
        if let columns = Environment.value("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes what nobody can be told about when it fails: messages on standard error.
    func write(_ text: String) {
        try? writeOrThrow(text)
    }

    func writeOrThrow(_ text: String) throws(OutputError) {
        try FileOutput.write(text, to: descriptor, named: name)
    }

    func writeOrThrow(_ bytes: [UInt8]) throws(OutputError) {
        try FileOutput.write(bytes, to: descriptor, named: name)
    }

    private var name: String { descriptor == STDOUT_FILENO ? "standard output" : "standard error" }
}

/// The environment variables that are looked at.
enum Environment {
    static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// The path in a variable.
    static func path(_ name: String) -> String? {
        getenv(name).map { String(path: $0) }
    }

    /// Those that decide about colour.
    static var terminal: [String: String] {
        ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM"].reduce(into: [:]) { $0[$1] = value($1) }
    }
}
