import ArgumentParser

/// The options for reading the zone files of commands that do not check them.
struct ZoneReadingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Origin of the zone. Valid for a single zone only.", valueName: "name")
    )
    var origin: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Directory in which relative $INCLUDE paths are looked up first. Files below it may be included from any zone \
            file.
            """,
            valueName: "dir"),
        completion: .directory
    )
    var includeBase: String?
}
