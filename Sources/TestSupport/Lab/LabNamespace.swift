import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A network of its own that has loopback and nothing else, with files of its own in the place of some in `/etc`.
///
/// It ends with its first process, which ends when this process does, and with it everything that was started inside.
public final class LabNamespace {
    private let keeper: ChildProcess
    /// The first process inside, by its number outside.
    private let id: Int
    private let kinds: Kinds
    private let folder: TemporaryFolder
    private let program: Program
    private var runs = 0

    /// - Parameters:
    ///   - folder: where `log` and what is run inside write.
    ///   - files: paths in `/etc`, and the files in the folder that stand in their place.
    ///   - addresses: of loopback, for programs that look which addresses there are; all of 127.0.0.0/8 can be used.
    init(_ folder: TemporaryFolder, files: [String: String], addresses: [String]) throws(ProgramError) {
        guard let kinds = Self.kinds else { throw ProgramError(Self.obstacle ?? "no namespace") }
        self.kinds = kinds
        self.folder = folder
        program = try Program("nsenter", package: "util-linux")
        let mounts = files.sorted { $0.key < $1.key }.map { path, file in
            "mount --bind '\(folder.path(of: file))' '\(path)'"
        }
        let additions = addresses.map { "ip address add \($0)/8 dev lo" }
        // The number is read from the /proc of outside, before one of its own is mounted: libdispatch looks into /proc
        // for its threads, and ends a program whose threads are not there.
        let script = """
            set -e
            ip link set lo up
            \((additions + mounts).joined(separator: "\n"))
            read -r id rest </proc/self/stat
            mount -t proc proc /proc
            echo "$id" >'\(folder.path(of: "keeper.new"))'
            mv '\(folder.path(of: "keeper.new"))' '\(folder.path(of: "keeper"))'
            exec cat >/dev/null
            """
        keeper = try ChildProcess(
            Program("unshare", package: "util-linux").path, kinds.making + ["sh", "-c", script],
            output: folder.path(of: "keeper.log"))
        let file = folder.path(of: "keeper")
        for _ in 0..<200 where !FileManager.default.fileExists(atPath: file) {
            if keeper.ends(within: 0.05) { break }
        }
        guard let id = Int(TemporaryFolder.text(ofFile: file).split(separator: "\n").first ?? "") else {
            keeper.stop()
            throw ProgramError("no namespace: \(TemporaryFolder.text(ofFile: folder.path(of: "keeper.log")))")
        }
        self.id = id
    }

    deinit {
        stop()
    }

    /// Ends everything inside.
    public func stop() {
        keeper.stop()
    }

    /// Starts a program inside that goes on running. Both its outputs go to a file of the folder.
    func start(_ path: String, _ arguments: [String], log: String) throws(ProgramError) {
        // It is a child of nobody here: the namespace ends it.
        let script = #"log=$1; shift; "$@" </dev/null >"$log" 2>&1 &"#
        let child = try ChildProcess(
            program.path, entering + ["sh", "-c", script, "sh", folder.path(of: log), path] + arguments,
            output: folder.path(of: "start.log"))
        guard child.ends(within: 20) else {
            child.kill()
            throw ProgramError("\(path) cannot be started inside the namespace")
        }
    }

    /// What a program that was run inside left behind.
    public struct Run: Sendable {
        public var output: String
        public var errors: String
        public var status: Int
    }

    /// Runs a program inside, to its end.
    public func run(_ path: String, _ arguments: [String], within seconds: Double = 300) throws(ProgramError) -> Run {
        runs += 1
        let place = folder.path(of: "run-\(runs)")
        let script = #"place=$1; shift; "$@" </dev/null >"$place.output" 2>"$place.errors"; echo $? >"$place.status""#
        let child = try ChildProcess(
            program.path, entering + ["sh", "-c", script, "sh", place, path] + arguments, output: "\(place).log")
        guard child.ends(within: seconds) else {
            child.kill()
            throw ProgramError("\(path) did not end within \(Int(seconds)) seconds inside the namespace")
        }
        guard let status = Int(TemporaryFolder.text(ofFile: "\(place).status").split(separator: "\n").first ?? "")
        else {
            throw ProgramError("\(path): \(TemporaryFolder.text(ofFile: "\(place).log"))")
        }
        return Run(
            output: TemporaryFolder.text(ofFile: "\(place).output"),
            errors: TemporaryFolder.text(ofFile: "\(place).errors"), status: status)
    }

    /// The command that runs another inside.
    var entrance: String { ([program.path] + entering).joined(separator: " ") }

    private var entering: [String] { ["--target", "\(id)"] + kinds.entering + ["--"] }

    // MARK: - What this machine allows

    /// The namespaces that are made: a user's too, so that nobody need be root, or else only those that root may make.
    private struct Kinds: Sendable {
        var withUser: Bool

        var making: [String] {
            (withUser ? ["--user", "--map-root-user"] : []) + ["--net", "--mount", "--pid", "--fork", "--kill-child"]
        }

        var entering: [String] {
            (withUser ? ["--user", "--preserve-credentials"] : []) + ["--net", "--mount", "--pid"]
        }
    }

    private static let found: Result<Kinds, ProgramError> = Result { () throws(ProgramError) -> Kinds in
        let unshare = try Program("unshare", package: "util-linux")
        _ = try Program("nsenter", package: "util-linux")
        _ = try Program("ip", package: "iproute2")
        let folder = try TemporaryFolder()
        try folder.write("", to: "resolv.conf")
        var said = ""
        for kinds in [Kinds(withUser: true), Kinds(withUser: false)] {
            let script =
                "ip link set lo up && mount --bind '\(folder.path(of: "resolv.conf"))' /etc/resolv.conf && mount -t proc proc /proc && echo made"
            said = try unshare.run(kinds.making + ["sh", "-c", script], in: folder, within: 20)
            if said.hasSuffix("made\n") { return kinds }
        }
        throw ProgramError("this machine allows no network namespace: \(said)")
    }

    private static var kinds: Kinds? { try? found.get() }

    /// Why there can be none here; `nil` where there can.
    public static var obstacle: String? {
        if case .failure(let error) = found { error.description } else { nil }
    }
}
