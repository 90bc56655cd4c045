/// The value of `--against`, checked before it is passed to git.
enum GitRevisionName {
    /// Checks that a text can be the name of a single commit.
    static func check(_ text: String) throws(UsageError) {
        guard let problem = problem(text) else { return }
        throw UsageError(
            "`--against`: `\(text)` \(problem)",
            help: ["give one commit, branch or tag, such as `HEAD` or `origin/main`"]
        )
    }

    private static func problem(_ text: String) -> String? {
        if text.isEmpty { return "is empty" }
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "contains a control character" }
        if text.hasPrefix("-") { return "is an option, not a revision" }
        if text.hasPrefix("^") { return "excludes a revision instead of naming one" }
        if text.contains("..") { return "is a range, not a single revision" }
        return nil
    }
}
