import DNS
import Glibc
import Linting
import ServerRules
import ZoneFile
import ZoneRules

/// The files of a run of `check`, and how they are read.
struct CheckInputs {
    let configuration: Configuration?
    let files: FoundFiles
    /// `--origin`.
    let origin: Name?
    let zoneClass: RecordClass?
    let includes: FileIncludes
    /// The Matrix servers of options and configuration, with their documents.
    let servers: [ServerInput]
    /// The zones at the revision of `--against`.
    let earlier: GitRevision?
    /// The directory of the first path.
    let directory: String
    /// The paths of the other files that are read.
    let documents: [String]
    /// Whether a zone is typed at the terminal.
    let isTyped: Bool
    private let reading: ZoneReading

    init(_ command: CheckCommand) throws {
        let reading = command.reading
        let paths = command.paths.isEmpty ? ["."] : command.paths
        let given = try reading.origin.map(OriginText.read)
        origin = given
        zoneClass = try reading.zoneClass.map(ClassText.read)
        let first = Self.firstPath(paths, reading)
        directory = FileStatus(first)?.kind == .directory ? first : first.directory
        let base = try reading.includeBase.map(IncludeBase.init)
        let configuration = try command.configuration.load(near: first, base: base)
        self.configuration = configuration
        let zoneReading = ZoneReading(origin: given, configuration)
        self.reading = zoneReading
        includes = zoneReading.includes(base: base)
        let directory = directory
        earlier = try reading.against.map { revision throws(UsageError) in
            try GitRevision(revision, folder: directory)
        }
        var files = FoundFiles(paths, stdinName: reading.stdinFilename, base: base)
        try files.removeDuplicates { file throws(UsageError) in
            if let given { return given }
            if let known = try configuration?.origin(of: file.name) { return known }
            return Self.ownOrigin(of: file)
        }
        self.files = files
        servers = try NamedServers(command.delegation, configuration, files: files.all.map(\.name)).all
        documents = Self.documents(command.delegation, configuration, files)
        isTyped = isatty(STDIN_FILENO) == 1 && paths.contains(where: StandardInput.matches)
    }

    /// The path that the configuration and the repository are searched from.
    private static func firstPath(_ paths: [String], _ reading: ReadingCommandOptions) -> String {
        guard let path = paths.first else { return "." }
        return StandardInput.matches(path) ? reading.stdinFilename ?? "." : path
    }

    private static func ownOrigin(of file: FoundFiles.File) -> Name? {
        guard case .file(let access, _) = file.content,
            let source = try? FileReader.read(access, named: file.name, limit: ReadingLimit.bytes)
        else { return nil }
        return OriginDeduction(given: nil, source: source).origin
    }

    private static func documents(
        _ options: DelegationOptions, _ configuration: Configuration?, _ files: FoundFiles
    ) -> [String] {
        let entries = files.all.compactMap { configuration?.entry(for: $0.name) }
        return [configuration?.path].compactMap(\.self)
            + options.files.compactMap { try? ServerFile($0, "").path }
            + entries.flatMap(ConfiguredDocuments.paths)
    }

    /// Reads a file.
    func read(_ file: FoundFiles.File) throws(UsageError) -> ZoneInput {
        try reading.read(file)
    }
}
