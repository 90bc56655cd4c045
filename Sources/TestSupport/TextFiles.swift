import ZoneFile

/// Files for `$INCLUDE` that exist only in a test, all in one directory. Absolute paths are refused.
public struct TextFiles: IncludeLoading {
    private let texts: [String: String]

    /// - Parameter zoneFile: the including file, which can be included too.
    public init(_ texts: [String: String], zoneFile: (name: String, text: String)? = nil) {
        self.texts = zoneFile.map { texts.merging([$0.name: $0.text]) { given, _ in given } } ?? texts
    }

    public func load(_ path: String, in source: SourceFile) -> IncludedFile {
        guard !path.hasPrefix("/") else { return .notAllowed(reason: "it is outside the folder of the zone") }
        guard let text = texts[path] else { return .notReadable(reason: "no such file") }
        return .read(SourceFile(path: path, text: text), identity: path, folder: "`zones`, the folder of the file")
    }
}
