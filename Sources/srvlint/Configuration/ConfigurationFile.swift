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
            if exists(prefix + name) { return shown(prefix + name) }
            let other = prefix + ".srvlint.yaml"
            if exists(other) {
                throw UsageError(
                    "\(shown(other)) is not read", help: ["the configuration is called `\(name)`: rename it"])
            }
            if exists(prefix + ".git") { return nil }
        }
        return nil
    }

    private static func exists(_ path: String) -> Bool {
        // Also what cannot be read: to go on without it would hide that.
        access(path, F_OK) == 0 || errno == EACCES
    }

    /// As people write it: from the current folder where it is below it.
    private static func shown(_ path: String) -> String {
        AbsolutePath(text: path).relative(to: AbsolutePath.resolve(".").text) ?? path
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
        let root = try YAMLReader.read(source)
        return try ConfigurationReader(source: source, folder: folder.isEmpty ? "/" : folder).read(root)
    }

    private static func suggestion(_ path: String) -> [String] {
        guard access(path, F_OK) != 0, let name = path.split(separator: "/").last.map(String.init) else { return [] }
        let folder = String(path.dropLast(name.count))
        let entries = Folder.entries(folder.isEmpty ? "." : folder) ?? []
        return FoundFiles.nearest(to: name, among: entries).map { ["did you mean `\(folder)\($0)`?"] } ?? []
    }

    private static func checkEncoding(_ source: SourceFile) throws(UsageError) {
        let bytes = source.withBytes { Array($0) }
        guard String(validating: bytes, as: UTF8.self) == nil else { return }
        // The longest beginning that is UTF-8: what is wrong stands behind it.
        var low = 0
        var high = bytes.count
        while low < high {
            let middle = (low + high + 1) / 2
            let repaired = String(decoding: bytes[..<middle], as: UTF8.self).utf8
            if repaired.elementsEqual(bytes[..<middle]) || isCutShort(bytes[..<middle]) {
                low = middle
            } else {
                high = middle - 1
            }
        }
        let at = min(low, bytes.count - 1)
        throw UsageError(
            "the configuration is not UTF-8", at: SourceSpan(source, at..<(at + 1)),
            help: ["save it as UTF-8"]
        )
    }

    /// Whether the bytes only lack the end of their last character.
    private static func isCutShort(_ bytes: ArraySlice<UInt8>) -> Bool {
        (1...3).contains { count in
            let head = bytes.dropLast(count)
            guard count < bytes.count || !bytes.isEmpty, let lead = bytes.suffix(count).first, lead >= 0xC2 else {
                return false
            }
            let needed = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            return needed > count && bytes.suffix(count).dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
                && String(decoding: head, as: UTF8.self).utf8.elementsEqual(head)
        }
    }
}
