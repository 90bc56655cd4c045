/// The words of the command line. Unlike `CommandLine.arguments`, it preserves paths that are not valid UTF-8.
enum Arguments {
    /// All words; the first is the name of the program.
    static var all: [String] {
        UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)).compactMap { word in
            word.map { String(path: $0) }
        }
    }
}
