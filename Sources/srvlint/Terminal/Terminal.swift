import Glibc
import Reporting

/// One of the two output streams. Colour and width are determined for each separately.
struct Terminal: Sendable {
    static let output = Terminal(descriptor: STDOUT_FILENO)
    static let error = Terminal(descriptor: STDERR_FILENO)

    let descriptor: Int32

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Whether the terminal cannot move the cursor.
    static var isDumb: Bool { Environment.value("TERM").map { $0.isEmpty || $0 == "dumb" } ?? true }

    /// The style of messages on standard error. They may be written before the options are parsed, so this searches for
    /// `--color` itself.
    static var messages: Style {
        let words = Arguments.all
        let option = words.indices.last { words[$0] == "--color" || words[$0].hasPrefix("--color=") }
        guard let option else { return error.style(.auto) }
        let word = words[option].hasPrefix("--color=") ? words[option].dropFirst(8) : words[(option + 1)...].first?[...]
        return error.style(word.flatMap { ColorChoice(rawValue: String($0)) } ?? .auto)
    }

    /// The beginning of a text that fits into one line. The last column stays free, since some terminals wrap there.
    func fitting(_ text: String) -> String {
        Notice.visible(text, columns: max(0, (width ?? 80) - 1))
    }

    func style(_ choice: ColorChoice) -> Style {
        Style.resolve(choice: choice, environment: Environment.terminal, isTerminal: isTerminal)
    }

    /// The number of columns: from `COLUMNS`, else from the terminal; `nil` if the stream is not a terminal.
    var width: Int? {
        guard isTerminal else { return nil }
        if let columns = Environment.value("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Whether writing does not block now: a terminal blocks while it is stopped with Ctrl-S.
    var isWritable: Bool {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&ready, 1, 0) == 1
    }

    /// Writes messages on standard error, for which a failure cannot be reported.
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

/// The environment variables.
enum Environment {
    static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// The value of a variable that contains a path.
    static func path(_ name: String) -> String? {
        getenv(name).map { String(path: $0) }
    }

    /// The variables that control colour.
    static var terminal: [String: String] {
        ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM"].reduce(into: [:]) { $0[$1] = value($1) }
    }
}
