import DNS
import Glibc
import ZoneFile

/// Finds and reads the configuration.
enum ConfigurationFile {
    static let name = ".srvlint.yml"
    /// A larger file is not a configuration.
    private static let maximumSize = 1 << 20

    /// The path of the first configuration in the directory of `path` or above it, up to the root of the repository.
    /// It is absolute, and its directory is without symbolic links.
    static func find(near path: String) throws(UsageError) -> String? {
        let isDirectory = FileStatus(path)?.kind == .directory
        let absolute = AbsolutePath.resolve(isDirectory ? path + "/." : path).text
        for directory in AbsolutePath.ancestors(ofDirectory: isDirectory ? absolute : absolute.directory) {
            let prefix = directory == "/" ? "/" : directory + "/"
            if exists(prefix + name) { return prefix + name }
            let other = prefix + ".srvlint.yaml"
            if exists(other) {
                throw UsageError(
                    "expected the configuration in `\(name)`, found `\(AbsolutePath.shown(other))`",
                    help: ["rename it to `\(name)`"])
            }
            if exists(prefix + ".git") { return nil }
        }
        return nil
    }

    private static func exists(_ path: String) -> Bool {
        // True for an unreadable file and a dangling link as well: ignoring them would hide the mistake.
        FileStatus(itself: path) != nil || errno == EACCES
    }

    /// Reads a configuration that was found, and the files that it names, behind the fence of its directory: a stranger may
    /// have written it.
    static func load(found path: String, base: IncludeBase?) throws(UsageError) -> Configuration {
        let shown = AbsolutePath.shown(path)
        let fence = Fence(around: path.directory, base: base)
        let file = FileAccess(shown, at: path, from: "/", behind: fence)
        let source: SourceFile
        do throws(ReadingFailure) {
            source = try FileReader.read(file, named: shown, limit: maximumSize)
        } catch {
            // Only inside the fence: nothing is looked up outside it.
            let isDangling = error.isMissing && AbsolutePath.isLink(path)
            throw UsageError(
                "the configuration `\(shown)` cannot be read: "
                    + (isDangling ? "it is a dangling symbolic link" : reason(error)),
                help: ["remove it, choose another file with `--config`, or use `--no-config`"])
        }
        return try load(source, fence)
    }

    /// Reads a configuration that the user names and so trusts: the files that it names may be anywhere.
    static func load(_ path: String) throws(UsageError) -> Configuration {
        let source: SourceFile
        do throws(ReadingFailure) {
            source = try FileReader.read(path, named: path, limit: maximumSize)
        } catch {
            throw UsageError("the configuration `\(path)` cannot be read: \(reason(error))", help: suggestion(path))
        }
        return try load(source, nil)
    }

    /// Finds the mistakes in a configuration that is not on the disk.
    static func check(_ source: SourceFile) throws(UsageError) {
        _ = try load(source, Fence(around: AbsolutePath.resolve(source.path).text.directory, base: nil))
    }

    private static func reason(_ failure: ReadingFailure) -> String {
        if case .tooLarge = failure { "it is larger than 1 MiB" } else { failure.reason }
    }

    private static func load(_ source: SourceFile, _ fence: Fence?) throws(UsageError) -> Configuration {
        try checkEncoding(source)
        let directory = AbsolutePath.resolve(source.path).text.directory
        let mistakes = ConfigurationMistakes()
        let root = try YAMLReader.read(source, mistakes)
        return try ConfigurationReader(source: source, directory: directory, fence: fence, mistakes: mistakes).read(
            root)
    }

    private static func suggestion(_ path: String) -> [String] {
        guard FileStatus(path) == nil else { return [] }
        let (directory, name) = path.splitAtName
        let entries = Directory.entries(directory.isEmpty ? "." : directory) ?? []
        return FoundFiles.nearest(to: name, among: entries).map { ["did you mean `\(directory)\($0)`?"] } ?? []
    }

    private static func checkEncoding(_ source: SourceFile) throws(UsageError) {
        guard let at = source.withBytes(firstNonUTF8) else { return }
        throw UsageError(
            "the configuration is not UTF-8", at: SourceSpan(source, at..<(at + 1)), help: ["save it as UTF-8"]
        )
    }

    /// The offset of the first byte that is not valid UTF-8.
    private static func firstNonUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var at = 0
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let character): at += character.count
            case .error: return at
            case .emptyInput: return nil
            }
        }
    }
}
