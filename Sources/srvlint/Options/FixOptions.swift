import ArgumentParser

/// Whether files are put right, and how far.
struct FixOptions: ParsableArguments {
    @Flag(
        name: .long,
        help: """
            Write the fixes that leave the published records as they are, or make readable what has one sensible \
            reading. Standard input goes, fixed, to standard output, and the report to standard error.
            """
    )
    var fix = false

    @Flag(
        name: .long,
        help: "With --fix or --diff, also fixes that change what is published; alone, count them as fixable."
    )
    var unsafeFixes = false

    @Flag(
        name: .long,
        help: """
            Print the fixes as a patch for `git apply` and `patch -p1` in place of the report, and write nothing. \
            Exits with 1 if there are any.
            """
    )
    var diff = false

    /// What becomes of fixes.
    enum Use {
        case shown, written, printed
    }

    var use: Use { diff ? .printed : fix ? .written : .shown }
}
