import CStandalone

/// The words of the command line. Unlike `CommandLine.arguments`, it preserves paths that are not valid UTF-8, and does not
/// need /proc.
enum Arguments {
    /// All words; the first is the name of the program.
    static let all: [String] = {
        let words = UnsafeBufferPointer(start: srvlint_arguments(), count: Int(srvlint_argument_count()))
        return words.compactMap { word in word.map { String(path: $0) } }
    }()

    /// Whether the command line may ask for what shells complete.
    static let printsCompletions = all.contains {
        $0.hasPrefix("--generate-completion-script") || $0 == "--experimental-dump-help"
    }
}
