import ArgumentParser
import Reporting

/// The formats of `rules`.
enum PageFormat: String, Choice {
    static let noun = "format"

    case text, json
}

/// The options of commands that print a page without checking anything.
struct PageOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Output format: \(PageFormat.list). (default: text)", valueName: "name"),
        completion: PageFormat.completion,
        transform: PageFormat.parse
    )
    var format = PageFormat.text

    @OptionGroup var color: ColorOption

    var style: Style { Terminal.output.style(color.choice) }

    func write(_ text: String) throws -> ExitStatus {
        try Terminal.output.writeOrThrow(text)
        return .success
    }
}

/// `--color`.
struct ColorOption: ParsableArguments {
    @Option(
        name: .customLong("color"),
        help: ArgumentHelp(
            """
            When to use colour: \(ColorChoice.list). `auto` colours standard output and standard error if they are \
            terminals, but not with NO_COLOR, TERM=dumb or CLICOLOR=0; FORCE_COLOR and CLICOLOR_FORCE colour both unless \
            NO_COLOR is set. (default: auto)
            """,
            valueName: "when"
        ),
        completion: ColorChoice.completion,
        transform: ColorChoice.parse
    )
    var choice = ColorChoice.auto
}
