import DNS
import Linting
import ServerRules
import ZoneFile
import ZoneRules

/// Reads the zone files of a run within one budget.
struct ZoneReading {
    /// `--origin`.
    private let origin: Name?
    private let configuration: Configuration?
    private let budget = ReadingBudget()

    init(origin: Name?, _ configuration: Configuration?) {
        self.origin = origin
        self.configuration = configuration
    }

    /// Reads the files that the zones include.
    func includes(base: IncludeBase?) -> FileIncludes {
        FileIncludes(base: base, budget: budget)
    }

    /// Reads a file.
    func read(_ file: FoundFiles.File) throws(UsageError) -> ZoneInput {
        let given = try origin(of: file.name)
        do throws(ReadingFailure) {
            var identity: String?
            let source = try budget.read { limit throws(ReadingFailure) in
                switch file.content {
                case .unreadable(let reason): throw .unreadable(reason)
                case .file(let access, let inode):
                    identity = FileIncludes.identity(inode)
                    return try FileReader.read(access, named: file.name, limit: limit)
                case .standardInput: return try StandardInput.read(named: file.name, limit: limit)
                }
            }
            return ZoneInput(.source(source), origin: given, identity: identity)
        } catch {
            if case .tooLarge(ReadingLimit.bytes) = error {
                return ZoneInput(.tooLarge(path: file.name, limit: ReadingLimit.bytes))
            }
            return ZoneInput(.unreadable(path: file.name, reason: error.reason))
        }
    }

    /// The input of a file that only a revision has.
    func input(_ file: GitRevision.DeletedFile) throws(UsageError) -> ZoneInput {
        switch file.contents {
        case .source(let source): ZoneInput(.source(source), origin: try origin(of: file.name))
        case .notReadable(let reason, _): ZoneInput(.unreadable(path: file.name, reason: reason))
        case .absent: ZoneInput(.unreadable(path: file.name, reason: "it is not in the revision"))
        }
    }

    /// The origin from the command line or the configuration.
    private func origin(of name: String) throws(UsageError) -> (Name, OriginSource)? {
        if let origin { return (origin, .option) }
        return try configuration?.origin(of: name).map { ($0, .config) }
    }
}
