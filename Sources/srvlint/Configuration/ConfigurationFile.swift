import DNS
import Glibc
import ZoneFile

/// Finds and reads the configuration.
enum ConfigurationFile {
    static let name = ".srvlint.yml"
    /// No configuration is so large; what is, is something else.
    private static let largest = 1 << 20

    /// The first one in the folder of `path` or above, up to the root of the repository.
    static func find(near path: String) throws(UsageError) -> String? {
        let isFolder = FileStatus(path)?.kind == .folder
        let absolute = AbsolutePath.resolve(isFolder ? path + "/." : path).text
        let folder = isFolder ? absolute : String(absolute[..<(absolute.lastIndex(of: "/") ?? absolute.endIndex)])
        for folder in AbsolutePath.ancestors(ofFolder: folder) {
            let prefix = folder == "/" ? "/" : folder + "/"
            if exists(prefix + name) {
                try checkKind(prefix + name)
                return AbsolutePath.shown(prefix + name)
            }
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
        // Also what cannot be read: to go on without it would hide that.
        access(path, F_OK) == 0 || errno == EACCES || AbsolutePath.isLink(path)
    }

    /// A named pipe may be given with `--config`; one that is found would make every run wait.
    private static func checkKind(_ path: String) throws(UsageError) {
        let reason: String
        if let status = FileStatus(path) {
            guard status.kind == .pipe else { return }
            reason = "it is a named pipe"
        } else {
            guard errno == ENOENT, AbsolutePath.isLink(path) else { return }
            reason = "it is a link that leads nowhere"
        }
        throw UsageError(
            "the configuration `\(AbsolutePath.shown(path))` cannot be read: \(reason)",
            help: ["remove it, or run with `--no-config`"])
    }

    static func load(_ path: String) throws(UsageError) -> Configuration {
        let source: SourceFile
        do throws(ReadingFailure) {
            source = try FileReader.read(path, named: path, limit: largest)
        } catch {
            let reason = if case .tooLarge = error { "it is larger than 1 MiB" } else { error.reason }
            throw UsageError("the configuration `\(path)` cannot be read: \(reason)", help: suggestion(path))
        }
        try checkEncoding(source)
        let absolute = AbsolutePath.resolve(path).text
        let folder = String(absolute[..<(absolute.lastIndex(of: "/") ?? absolute.endIndex)])
        let mistakes = ConfigurationMistakes()
        let root = try YAMLReader.read(source, mistakes)
        return try ConfigurationReader(source: source, folder: folder.isEmpty ? "/" : folder, mistakes: mistakes)
            .read(root)
    }

    private static func suggestion(_ path: String) -> [String] {
        guard access(path, F_OK) != 0, let name = path.split(separator: "/").last.map(String.init) else { return [] }
        let folder = String(path.dropLast(name.count))
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
