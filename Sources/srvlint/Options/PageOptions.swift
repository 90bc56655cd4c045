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
            \(ColorChoice.list). `auto` colours terminals and follows NO_COLOR, FORCE_COLOR and TERM=dumb. \
            (default: auto)
            """,
            valueName: "when"
        ),
        completion: ColorChoice.completion,
        transform: ColorChoice.parse
    )
    var choice = ColorChoice.auto
}
