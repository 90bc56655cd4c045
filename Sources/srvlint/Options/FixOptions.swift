import ArgumentParser

/// The options for fixes.
struct FixOptions: ParsableArguments {
    @Flag(
        name: .long,
        help: """
            Apply safe fixes: those that leave the published records unchanged, or repair a line that can only mean one \
            thing. Standard input is written, fixed, to standard output, and the report to standard error.
            """
    )
    var fix = false

    @Flag(
        name: .long,
        help: "With --fix or --diff, include fixes that change published records; alone, only count them as fixable."
    )
    var unsafeFixes = false

    @Flag(
        name: .long,
        help: """
            Print the fixes as a patch for `git apply` or `patch -p1` instead of the report, and change no zone file. \
            Exits with 1 if there are any.
            """
    )
    var diff = false

    /// Whether fixes are shown in the report, written to the files, or printed as a patch.
    enum Use {
        case shown, written, printed
    }

    var use: Use { diff ? .printed : fix ? .written : .shown }
}
