import ArgumentParser

/// The option for everything that `explain` and `audit` know about a server.
struct FullOption: ParsableArguments {
    @Flag(
        name: .long,
        help: """
            Also print the skipped steps, the implementations that differ one by one, commands to check the facts \
            yourself, and common questions (text and markdown).
            """)
    var full = false
}
