import ZoneFile

/// A git command line. Git is started only here.
///
/// The author of a repository may also have written its configuration, for example in an archive. Only commands that read
/// objects are used, and no program that a configuration can name is run: no hook, filter, pager, monitor, helper or
/// transport.
struct GitCommand {
    private let program: GitProgram
    private var directory: String
    private var environment: GitEnvironment

    /// - Parameter directory: where git runs, an absolute path.
    init(_ program: GitProgram, in directory: String, _ environment: GitEnvironment) {
        (self.program, self.directory, self.environment) = (program, directory, environment)
    }

    /// Sets the repository and its work tree, where git will run.
    mutating func name(gitDirectory: String, workTree: String) {
        environment.name(gitDirectory: gitDirectory, workTree: workTree)
        directory = workTree
    }

    /// Settings that override those of all configuration files. Versions of git that do not know one ignore it.
    private static let settings = [
        // Ignores directories that merely look like a bare repository; git 2.38.
        "safe.bareRepository=explicit",
        "core.fsmonitor=false",
        "core.hooksPath=/dev/null",
        "core.pager=cat",
        "core.editor=:",
        "core.askPass=",
        "core.sshCommand=false",
        "core.gitProxy=",
        "core.alternateRefsCommand=:",
        "credential.helper=",
        "protocol.allow=never",
        "fetch.bundleURI=",
        "submodule.recurse=false",
        "maintenance.auto=false",
        "gc.auto=0",
    ]

    /// Starts git.
    ///
    /// - Parameter takesInput: whether input will be sent to it; otherwise its input is empty.
    func start(_ arguments: [String], takesInput: Bool = false) throws(GitFailure) -> GitProcess {
        let options = ["-C", directory, "--no-pager", "--literal-pathspecs", "--no-replace-objects"]
        return try GitProcess(
            program.path,
            ["git"] + options + Self.settings.flatMap { ["-c", $0] } + arguments,
            environment: environment.entries,
            takesInput: takesInput
        )
    }

    /// Runs git to its end and returns its output.
    func run(_ arguments: [String]) throws(GitFailure) -> String {
        let process = try start(arguments)
        var output: [UInt8] = []
        while try process.receive(into: &output) {
            guard output.count <= Self.maximumOutput else { throw .tooLarge(limit: Self.maximumOutput) }
        }
        try process.finish()
        return PathText.decode(output)
    }

    /// The output consists of paths and names of commits.
    private static let maximumOutput = 1 << 16

    /// Checks that this version of git is supported. Hides all programs from versions that may fetch missing objects.
    mutating func checkVersion() throws(UsageError) {
        let output: String
        do throws(GitFailure) {
            output = try run(["version"])
        } catch {
            throw UsageError(
                "`--against`: `\(program.path)` cannot be used: \(error.reason)",
                help: ["install git \(GitVersion.oldest) or later, or omit `--against`"]
            )
        }
        guard let version = GitVersion(output: output) else {
            throw UsageError(
                "`--against`: `\(program.path) version` did not print a version of git: \(GitFailure.line(of: output))",
                help: ["install git \(GitVersion.oldest) or later, or omit `--against`"]
            )
        }
        guard version >= .oldest else {
            throw UsageError(
                "`--against`: git \(version) is too old: version \(GitVersion.oldest) or later is needed",
                help: ["install a newer git, or omit `--against`"]
            )
        }
        if version < .withoutLazyFetch, !program.isScript { environment.hidePrograms() }
    }
}
