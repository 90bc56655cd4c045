import ZoneFile

/// Checks the files that are open in the editor. The program implements it, because it reads files and configurations.
public protocol DocumentChecking {
    /// The absolute path of a source.
    func absolutePath(_ path: String) -> String

    /// The files whose check shows what is wrong in a document: itself, the zone files that include it, or those to which
    /// it belongs as a well-known document. Empty if it is not checked.
    func filesToCheck(for document: OpenDocument, in workspace: Workspace) -> [String]

    /// Checks one file as `check` does, with unsaved texts instead of what is on the disk. Names are also looked up in the
    /// other zones of the workspace.
    ///
    /// - Parameters:
    ///   - path: the absolute path.
    ///   - shouldStop: whether the result is no longer needed.
    func check(_ path: String, in workspace: Workspace, shouldStop: @escaping @Sendable () -> Bool) -> CheckedFile

    /// Returns the changes that make all safe fixes of a file that is checked. Each is tried, as by `check --fix`.
    func fixAll(_ path: String, in workspace: Workspace) -> Result<[TextChange], Refusal>

    /// Returns the changes that suppress a finding with a comment.
    ///
    /// - Parameters:
    ///   - code: the code of its rule.
    ///   - offset: the offset of its text.
    ///   - path: the absolute path of the file that contains it.
    ///   - checkedPath: the file that is checked.
    func ignore(
        _ code: String, at offset: Int, of path: String, in checkedPath: String, _ workspace: Workspace
    ) -> Result<[TextChange], Refusal>

    /// Returns the changes that align the columns of a zone file.
    func format(_ text: SourceFile) -> Result<[TextChange], Refusal>

    /// Returns the page of a rule as Markdown; `nil` if there is no such rule.
    func page(ofRule code: String) -> String?

    /// Returns memory to the system after documents were closed.
    ///
    /// - Parameter ofEverything: whether no document is open.
    func releaseMemory(ofEverything: Bool)

    /// What the user should know about the workspace, as a sentence without a full stop.
    var note: String? { get }
}

/// Why something that the user asked for is not done.
public struct Refusal: Error, Sendable {
    /// A clause.
    public let reason: String

    public init(_ reason: String) {
        self.reason = reason
    }
}

/// A document of the editor.
public struct OpenDocument: Sendable {
    /// The absolute path.
    public let path: String
    /// Whether its language may be that of zone files. A document in JSON or YAML may still belong to a zone.
    public let isZone: Bool

    public init(path: String, isZone: Bool) {
        self.path = path
        self.isZone = isZone
    }
}

/// What the editor has open.
public struct Workspace: Sendable {
    /// The texts of the open documents, by absolute path.
    public var texts: [String: [UInt8]]
    /// The absolute paths of the folders.
    public var folders: [String]
    /// Another number means that files on the disk may have changed.
    public var generation: Int

    public init(texts: [String: [UInt8]] = [:], folders: [String] = [], generation: Int = 0) {
        self.texts = texts
        self.folders = folders
        self.generation = generation
    }
}
