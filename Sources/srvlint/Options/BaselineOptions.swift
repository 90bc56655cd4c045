import ArgumentParser

/// The options for the baseline.
struct BaselineOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Ignore the findings recorded in this baseline. Overrides `\(Settings.baseline.key)` of the configuration.",
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var baseline: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Record all findings that no comment suppresses in this file, for --baseline. Its entries for files, servers \
            and rules that this run does not check are kept.
            """,
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var writeBaseline: String?
}
