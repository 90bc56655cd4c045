import ArgumentParser

/// What becomes of findings that are known.
struct SilencingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Do not count the findings that this file knows. Sets aside `baseline` of the configuration.",
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var baseline: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Write all findings that no comment silences to this file, for --baseline. What it has of files and rules \
            that are not checked in this run stays in it.
            """,
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var writeBaseline: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Write comments into the zone files that silence everything found, as in \
            `; srvlint: ignore[S301] REASON`, and report what is left. The reason is given as --add-ignore=REASON.
            """,
            valueName: "reason"
        )
    )
    var addIgnore: String?

    static let names: Set<String> = ["--baseline", "--write-baseline", "--add-ignore"]

    /// A reason behind a blank would be taken for a path.
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

    /// As the help is to show the option, which ArgumentParser does not know.
    static func shown(inHelp text: String) -> String {
        text.replacing("[--add-ignore <reason>]", with: "[--add-ignore[=<reason>]]")
            .replacing("--add-ignore <reason>  ", with: "--add-ignore[=<reason>]")
    }

    /// The option's reason may be left out, which ArgumentParser would take the next word for, even behind an equals
    /// sign.
    static func completed(_ arguments: [String]) -> [String] {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        return arguments[..<end].map { ["--add-ignore", "--add-ignore="].contains($0) ? "--add-ignore= " : $0 }
            + arguments[end...]
    }

    func validate() throws {
        if addIgnore != nil, writeBaseline != nil {
            throw ValidationError("'--add-ignore' and '--write-baseline' exclude each other: both silence everything.")
        }
    }

    /// What stands behind the brackets; `nil` without `--add-ignore`.
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
                "`--add-ignore`: the reason holds a line end or a control character",
                help: ["a comment is one line of plain text"]
            )
        }
        guard !reason.contains(";") else {
            throw UsageError(
                "`--add-ignore`: the reason holds a semicolon, behind which another comment could begin",
                help: ["write a comma or a colon"]
            )
        }
        guard reason.utf8.count <= 500 else {
            throw UsageError("`--add-ignore`: the reason is longer than 500 octets", help: ["say where to read it"])
        }
        return String(reason)
    }
}
