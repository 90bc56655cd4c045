import ArgumentParser
import Reporting

/// The options of the commands that show something without checking anything.
struct PageOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("How to show it: \(PageFormat.list). (default: text)", valueName: "name"),
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

struct ColorOption: ParsableArguments {
    @Option(
        name: .customLong("color"),
        help: ArgumentHelp(
            """
            \(ColorChoice.list). With `auto` standard output and standard error are coloured where they are terminals, \
            save with NO_COLOR, TERM=dumb or CLICOLOR=0; FORCE_COLOR and CLICOLOR_FORCE colour all but NO_COLOR. \
            (default: auto)
            """,
            valueName: "when"
        ),
        completion: ColorChoice.completion,
        transform: ColorChoice.parse
    )
    var choice = ColorChoice.auto
}
