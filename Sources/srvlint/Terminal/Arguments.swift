/// The words of the command line, paths that are not UTF-8 included: `CommandLine.arguments` repairs them.
enum Arguments {
    /// The program's name first.
    static var all: [String] {
        UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)).compactMap { word in
            word.map { String(path: $0) }
        }
    }
}
