import ArgumentParser

/// The options for known findings.
struct SilencingOptions: ParsableArguments {
    @OptionGroup var baselines: BaselineOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Add comments such as `; srvlint: ignore[S301] REASON` to the zone files to suppress all findings, and report \
            those that are left. Write the reason after an equals sign: --add-ignore=REASON.
            """,
            valueName: "reason"
        )
    )
    var addIgnore: String?

    /// Refuses a reason after a space, which would be taken as a path.
    static func check(_ arguments: [String]) throws(UsageError) {
        let words = arguments.prefix { $0 != "--" }
        for (option, next) in zip(words, words.dropFirst()) where option == "--add-ignore" {
            guard !next.hasPrefix("-"), FileStatus(next) == nil, !AbsolutePath.isLink(next) else { continue }
            throw UsageError(
                "`--add-ignore`: there is no file `\(next)`",
                help: ["if it is the reason, write `--add-ignore='\(next.replacing("'", with: "'\\''"))'`"]
            )
        }
    }

    /// Shows in the help that the value of `--add-ignore` is optional, which ArgumentParser does not support.
    static func shown(inHelp text: String) -> String {
        text.replacing("[--add-ignore <reason>]", with: "[--add-ignore[=<reason>]]")
            .replacing("--add-ignore <reason>  ", with: "--add-ignore[=<reason>]")
    }

    /// Marks an absent reason. ArgumentParser would take the next word as the reason, even after an equals sign.
    static func completed(_ arguments: [String]) -> [String] {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        return arguments[..<end].map { ["--add-ignore", "--add-ignore="].contains($0) ? "--add-ignore= " : $0 }
            + arguments[end...]
    }

    func validate() throws {
        if addIgnore != nil, baselines.writeBaseline != nil {
            throw ValidationError(
                "'--add-ignore' and '--write-baseline' cannot be used together: both suppress all findings.")
        }
    }

    /// The text to write after the brackets; `nil` without `--add-ignore`.
    func reason() throws(UsageError) -> String? {
        guard let addIgnore else { return nil }
        let reason = addIgnore.drop { $0 == " " }
        let isOneLine = reason.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        guard isOneLine else {
            throw UsageError(
                "`--add-ignore`: the reason contains a line break or a control character",
                help: ["write the reason as one line of plain text"]
            )
        }
        guard !reason.contains(";") else {
            throw UsageError(
                "`--add-ignore`: the reason contains a semicolon, which starts a new comment",
                help: ["write a comma or a colon instead"]
            )
        }
        guard reason.utf8.count <= 500 else {
            throw UsageError(
                "`--add-ignore`: the reason is longer than 500 octets",
                help: ["shorten it, or refer to another document"])
        }
        return String(reason)
    }
}
