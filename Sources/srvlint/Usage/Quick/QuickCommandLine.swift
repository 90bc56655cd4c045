import ArgumentParser

/// Reads command lines of `check` that have no mistake, without ArgumentParser.
enum QuickCommandLine {
    /// The command with its options; `nil` if ArgumentParser has to parse the command line.
    ///
    /// - Parameter arguments: the words after the name of the program, with absent reasons marked as by ``SilencingOptions``.
    static func command(_ arguments: [String]) -> CheckCommand? {
        guard arguments.first == CheckCommand.name else { return nil }
        return try? values(arguments.dropFirst())
    }

    /// A word that only ArgumentParser handles.
    private struct Unusual: Error {}

    private static func values<Values: QuickOptions>(_ words: ArraySlice<String>) throws -> Values {
        var values = Values.quickDefaults()
        let options = Values.quick
        let argument = options.first { $0.name.isEmpty && $0.takesValue }
        var words = words
        while let word = words.popFirst() {
            guard word.utf8.first == UInt8(ascii: "-"), word != "-" else {
                guard let argument else { throw Unusual() }
                try argument.read(&values, word)
                continue
            }
            let sign = word.utf8.firstIndex(of: UInt8(ascii: "="))
            let name = sign.map { String(word[..<$0]) } ?? word
            guard let option = options.first(where: { $0.name == name }) else { throw Unusual() }
            if let sign {
                guard option.takesValue else { throw Unusual() }
                try option.read(&values, String(word[word.index(after: sign)...]))
            } else if option.takesValue {
                guard let value = words.popFirst(), value.utf8.first != UInt8(ascii: "-") || value == "-" else {
                    throw Unusual()
                }
                try option.read(&values, value)
            } else {
                try option.read(&values, "")
            }
        }
        try values.validateQuickly()
        return values
    }
}
