import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A network namespace that has only a loopback interface, with replacements for some files in `/etc`.
///
/// It ends with its first process, which ends with this process, and with it all processes in the namespace.
public final class LabNamespace {
    private let keeper: ChildProcess
    /// The identifier of the first process, as seen from outside.
    private let id: Int
    private let kinds: Kinds
    private let folder: TemporaryFolder
    private let program: Program
    private var runs = 0

    /// - Parameters:
    ///   - folder: the directory for logs and for the files of programs in the namespace.
    ///   - files: paths in `/etc`, with the files in the directory that replace them.
    ///   - addresses: addresses of the loopback interface with their prefix lengths. All of 127.0.0.0/8 can be used, but
    ///     programs list only these.
    init(_ folder: TemporaryFolder, files: [String: String], addresses: [String]) throws(ProgramError) {
        guard let kinds = Self.kinds else { throw ProgramError(Self.obstacle ?? "no namespace") }
        self.kinds = kinds
        self.folder = folder
        program = try Program("nsenter", package: "util-linux")
        let mounts = files.sorted { $0.key < $1.key }.map { path, file in
            "mount --bind '\(folder.path(of: file))' '\(path)'"
        }
        let additions = addresses.map { "ip address add \($0) dev lo" + ($0.contains(":") ? " nodad" : "") }
        // The identifier is read from the outer /proc before a new one is mounted: libdispatch reads /proc
        // for its threads, and ends a program whose threads are missing.
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

    /// Ends all processes in the namespace.
    public func stop() {
        keeper.stop()
    }

    /// Starts a program in the namespace and leaves it running. Its output goes to a file in the directory.
    func start(_ path: String, _ arguments: [String], log: String) throws(ProgramError) {
        // It is not a child of this process, but ends with the namespace.
        let script = #"log=$1; shift; "$@" </dev/null >"$log" 2>&1 & echo $! >"$log.id""#
        let child = try ChildProcess(
            program.path, entering + ["sh", "-c", script, "sh", folder.path(of: log), path] + arguments,
            output: folder.path(of: "start.log"))
        guard child.ends(within: 20) else {
            child.kill()
            throw ProgramError("\(path) cannot be started inside the namespace")
        }
    }

    /// Ends a program that was started with this log, waits until it has ended, and removes the log.
    func end(log: String) throws(ProgramError) {
        // The first process of the namespace does not wait for others, so that they remain as zombies.
        let script = """
            read -r id <"$1.id" && kill "$id" || exit
            while grep -q '^State:.[^Z]' "/proc/$id/status" 2>/dev/null; do sleep 0.05; done
            rm "$1" "$1.id"
            """
        let run = try run("/bin/sh", ["-c", script, "sh", folder.path(of: log)], within: 20)
        guard run.status == 0 else { throw ProgramError("\(log): \(run.errors)") }
    }

    /// The output and exit code of a program that ran in the namespace.
    public struct Run: Sendable {
        public var output: String
        public var errors: String
        public var status: Int
    }

    /// Runs a program in the namespace until it ends.
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

    /// The command that runs another one in the namespace.
    var entrance: String { ([program.path] + entering).joined(separator: " ") }

    private var entering: [String] { ["--target", "\(id)"] + kinds.entering + ["--"] }

    // MARK: - Availability

    /// The namespaces to create: including a user namespace, which does not require root, or only those for root.
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
        var output = ""
        for kinds in [Kinds(withUser: true), Kinds(withUser: false)] {
            let script =
                "ip link set lo up && ip address add ::2/128 dev lo nodad && mount --bind '\(folder.path(of: "resolv.conf"))' /etc/resolv.conf && mount -t proc proc /proc && echo made"
            output = try unshare.run(kinds.making + ["sh", "-c", script], in: folder, within: 20)
            if output.hasSuffix("made\n") { return kinds }
        }
        throw ProgramError("this machine does not allow network namespaces with IPv6: \(output)")
    }

    private static var kinds: Kinds? { try? found.get() }

    /// Why no namespace can be created on this machine; `nil` if one can.
    public static var obstacle: String? {
        if case .failure(let error) = found { error.description } else { nil }
    }
}
