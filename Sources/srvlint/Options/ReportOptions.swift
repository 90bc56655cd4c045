import ArgumentParser
import Reporting

/// The options for reports.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Output format: \(OutputFormat.list). (default: text)", valueName: "name"),
        completion: OutputFormat.completion,
        transform: OutputFormat.parse
    )
    var format = OutputFormat.text

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Write the report to a file. FILE replaces standard output; FORMAT:FILE, such as json:report.json, is written \
            in addition to it. May be repeated.
            """,
            valueName: "[format:]file"
        ),
        completion: .file()
    )
    var output: [String] = []

    @OptionGroup var color: ColorOption

    @Flag(
        name: .long,
        help: "Show no progress. Progress is only shown if standard error is a terminal, and never with -q or in CI."
    )
    var noProgress = false

    @Flag(
        name: .shortAndLong,
        help: "Print findings only; no output if there are none.")
    var quiet = false

    @Flag(
        name: .shortAndLong,
        help: """
            Log to standard error which files are read, how many queries are sent and how long it takes. Of `check`, also \
            show the notes on correct zones that nobody can change in the zone.
            """)
    var verbose = false

    /// The reports to write, including that on standard output.
    func requests() throws(UsageError) -> [OutputTarget.Request] {
        var requests: [OutputTarget.Request] = []
        for word in output { requests.append(try OutputTarget.Request(word, defaultFormat: format)) }
        if !requests.contains(where: \.replacesStandardOutput) {
            requests.insert(OutputTarget.Request(format: format, path: nil, replacesStandardOutput: true), at: 0)
        }
        return requests
    }
}
