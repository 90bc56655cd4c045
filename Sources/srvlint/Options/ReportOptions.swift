import ArgumentParser
import Reporting

/// What becomes of the findings.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("How findings are written: \(OutputFormat.list). (default: text)", valueName: "name"),
        completion: OutputFormat.completion,
        transform: OutputFormat.parse
    )
    var format = OutputFormat.text

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            A file for the report. FILE alone takes the place of standard output; with a format before it, as in \
            json:report.json, it is written besides. May be repeated.
            """,
            valueName: "[format:]file"
        ),
        completion: .file()
    )
    var output: [String] = []

    @OptionGroup var color: ColorOption

    @Flag(
        name: .long,
        help: "No progress on standard error; there is none anyway with -q, in CI, and where that is no terminal."
    )
    var noProgress = false

    @Flag(
        name: .shortAndLong,
        help: "Only what was found: no summary in the text, and nothing at all where there is nothing.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Tell on standard error what is read or asked, and how long it took.")
    var verbose = false

    /// The reports wanted, that on standard output included.
    func targets() throws(UsageError) -> [OutputTarget.Request] {
        var targets: [OutputTarget.Request] = []
        for word in output { targets.append(try OutputTarget.Request(word, defaultFormat: format)) }
        if !targets.contains(where: \.replacesStandardOutput) {
            targets.insert(OutputTarget.Request(format: format, path: nil, replacesStandardOutput: true), at: 0)
        }
        return targets
    }
}
