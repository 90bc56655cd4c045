import DNS
import Glibc
import ZoneFile

/// Finds and reads the configuration.
enum ConfigurationFile {
    static let name = ".srvlint.yml"
    /// No configuration is so large; what is, is something else.
    private static let largest = 1 << 20

    /// The first one in the directory of `path` or above, up to the root of the repository: absolute, its directory
    /// without links.
    static func find(near path: String) throws(UsageError) -> String? {
        let isFolder = FileStatus(path)?.kind == .folder
        let absolute = AbsolutePath.resolve(isFolder ? path + "/." : path).text
        for folder in AbsolutePath.ancestors(ofFolder: isFolder ? absolute : absolute.directory) {
            let prefix = folder == "/" ? "/" : folder + "/"
            if exists(prefix + name) { return prefix + name }
            let other = prefix + ".srvlint.yaml"
            if exists(other) {
                throw UsageError(
                    "\(AbsolutePath.shown(other)) is not read",
                    help: ["the configuration is called `\(name)`: rename it"])
            }
            if exists(prefix + ".git") { return nil }
        }
        return nil
    }

    private static func exists(_ path: String) -> Bool {
        // Includes an unreadable file and a dangling link: ignoring them would hide the mistake.
        FileStatus(itself: path) != nil || errno == EACCES
    }

    /// Reads one that was found, and what it names, behind the fence of its folder: a stranger may have written it.
    static func load(found path: String, base: IncludeBase?) throws(UsageError) -> Configuration {
        let shown = AbsolutePath.shown(path)
        let fence = Fence(around: path.directory, base: base)
        let file = FileAccess(shown, at: path, from: "/", behind: fence)
        let source: SourceFile
        do throws(ReadingFailure) {
            source = try FileReader.read(file, named: shown, limit: largest)
        } catch {
            // Only inside the fence: nothing is looked up outside.
            let leadsNowhere = error.isMissing && AbsolutePath.isLink(path)
            throw UsageError(
                "the configuration `\(shown)` cannot be read: "
                    + (leadsNowhere ? "it is a link that leads nowhere" : reason(error)),
                help: ["remove it, name one with `--config`, or run with `--no-config`"])
        }
        return try load(source, fence)
    }

    /// Reads one that the user names, who trusts it: what it names may lie anywhere.
    static func load(_ path: String) throws(UsageError) -> Configuration {
        let source: SourceFile
        do throws(ReadingFailure) {
            source = try FileReader.read(path, named: path, limit: largest)
        } catch {
            throw UsageError("the configuration `\(path)` cannot be read: \(reason(error))", help: suggestion(path))
        }
        return try load(source, nil)
    }

    private static func reason(_ failure: ReadingFailure) -> String {
        if case .tooLarge = failure { "it is larger than 1 MiB" } else { failure.reason }
    }

    private static func load(_ source: SourceFile, _ fence: Fence?) throws(UsageError) -> Configuration {
        try checkEncoding(source)
        let folder = AbsolutePath.resolve(source.path).text.directory
        let mistakes = ConfigurationMistakes()
        let root = try YAMLReader.read(source, mistakes)
        return try ConfigurationReader(source: source, folder: folder, fence: fence, mistakes: mistakes).read(root)
    }

    private static func suggestion(_ path: String) -> [String] {
        guard FileStatus(path) == nil else { return [] }
        let (folder, name) = path.splitAtName
        let entries = Folder.entries(folder.isEmpty ? "." : folder) ?? []
        return FoundFiles.nearest(to: name, among: entries).map { ["did you mean `\(folder)\($0)`?"] } ?? []
    }

    private static func checkEncoding(_ source: SourceFile) throws(UsageError) {
        guard let at = source.withBytes(firstNonUTF8) else { return }
        throw UsageError(
            "the configuration is not UTF-8", at: SourceSpan(source, at..<(at + 1)), help: ["save it as UTF-8"]
        )
    }

    /// Where the first character that is no UTF-8 begins.
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
