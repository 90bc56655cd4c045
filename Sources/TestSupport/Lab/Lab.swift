import Federation
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A test network in a separate network namespace: BIND with a signed root, Unbound as a validating resolver, nginx with
/// valid and invalid certificates of a generated authority, servers that misbehave, and a real Synapse.
///
/// Names resolve as on the Internet and the ports are the real ones, but the namespace has only a loopback interface.
/// Everything ends with the object or with the process that created it.
public final class Lab {
    /// Why the lab cannot run on this machine; `nil` if it can.
    public static var obstacle: String? {
        if let obstacle = LabNamespace.obstacle { return obstacle }
        let needed = [
            ("named", "bind9"), ("dnssec-signzone", "bind9-utils"), ("unbound", "unbound"), ("nginx", "nginx-light"),
            ("python3", "python3"),
        ]
        for (name, package) in needed {
            do { _ = try Program(name, package: package) } catch { return error.description }
        }
        guard LabSynapse.python != nil else {
            return "Synapse is not installed: `make synapse`, or `make test`, which does it"
        }
        return nil
    }

    private let folder: TemporaryFolder
    private let scenarios: [PlacedScenario]
    private let namespace: LabNamespace
    private let synapse: LabSynapse

    /// The path of the authorities that the lab trusts.
    public var authorities: String { folder.path(of: "roots.pem") }
    /// A resolver with forged answers over UDP, which arrive before the correct ones.
    public var forgedResolver: String { LabZones.forged }

    /// Starts the servers of each scenario, numbered in their order.
    public convenience init(_ scenarios: [Scenario], crowd: LabCrowd? = nil) throws {
        try self.init(placed: scenarios.enumerated().map { PlacedScenario($1, number: $0 + 1) }, crowd: crowd)
    }

    /// Starts all servers, and lets Synapse start to look up the server of each scenario.
    public init(placed: [PlacedScenario], crowd: LabCrowd? = nil) throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        self.scenarios = placed
        synapse = LabSynapse(folder: folder, scenarios: placed)
        try LabZones(
            folder: folder, scenarios: placed, others: crowd.map { [(LabCrowd.origin, $0.records)] } ?? []
        ).write()
        let web = LabWeb(folder: folder, scenarios: placed, others: try crowd?.site(in: folder) ?? "")
        try web.write()
        try folder.write(web.authority.roots(), to: "roots.pem")
        try synapse.write()
        try folder.write("nameserver \(LabZones.resolver)\noptions timeout:5 attempts:2\n", to: "resolv.conf")
        try folder.write("127.0.0.1 localhost\n", to: "hosts")
        namespace = try LabNamespace(
            folder, files: ["/etc/resolv.conf": "resolv.conf", "/etc/hosts": "hosts"], addresses: LabZones.servers)
        do {
            try start()
        } catch {
            let logs = logs
            stop()
            throw ProgramError("\(error)\n\(logs)")
        }
    }

    deinit {
        stop()
    }

    public func stop() {
        namespace.stop()
    }

    private func start() throws(ProgramError) {
        try namespace.start(
            Program("named", package: "bind9").path, ["-g", "-n", "1", "-c", folder.path(of: "named.conf")],
            log: "named.log")
        try wait(for: "running", in: "named.log")
        try namespace.start(
            Program("unbound", package: "unbound").path, ["-d", "-c", folder.path(of: "unbound.conf")],
            log: "unbound.log")
        try namespace.start(
            Program("nginx", package: "nginx-light").path, ["-e", "stderr", "-c", folder.path(of: "nginx.conf")],
            log: "nginx.log")
        try namespace.start(
            Program("python3", package: "python3").path,
            [
                #filePath.replacing("Lab.swift", with: "peers.py"), folder.path(of: "peers.json"), LabZones.forged,
                LabZones.resolver,
            ], log: "peers.log")
        try wait(for: "start of service", in: "unbound.log")
        try wait(for: "ready", in: "peers.log")
        try wait(for: "", in: "nginx.pid")
        guard let python = LabSynapse.python else { throw ProgramError("Synapse is not installed") }
        try namespace.start(python, synapse.arguments, log: "synapse.log")
        // It starts the look-ups as soon as it runs.
        try wait(for: "Synapse now listening", in: "synapse.log")
    }

    /// Waits until a server has logged that it is running.
    private func wait(for word: String, in file: String, seconds: Double = 30) throws(ProgramError) {
        for _ in 0..<Int(seconds * 20) {
            let text = TemporaryFolder.text(ofFile: folder.path(of: file))
            if !text.isEmpty, word.isEmpty || text.contains(word) { return }
            usleep(50_000)
        }
        throw ProgramError("there is no '\(word)' in \(file)")
    }

    /// The last lines of the server logs.
    public var logs: String {
        ["keeper", "named", "unbound", "nginx", "peers", "synapse"].map { name in
            let lines = TemporaryFolder.text(ofFile: folder.path(of: "\(name).log")).split(separator: "\n")
            return "--- \(name)\n" + lines.suffix(25).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// The command lines of processes that belong to the lab.
    public var processes: [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.filter { Int($0) != nil }.compactMap { id in
            let words = TemporaryFolder.bytes(ofFile: "/proc/\(id)/cmdline") ?? []
            let line = String(decoding: words.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
            return line.contains(folder.path + "/") ? line : nil
        }
    }

    // MARK: - Results

    /// The server name of each scenario.
    public var serverNames: [String] { scenarios.map(\.serverName) }

    /// Runs a program in the lab.
    public func run(
        _ path: String, _ arguments: [String], within seconds: Double = 300
    ) throws(ProgramError) -> LabNamespace.Run {
        try namespace.run(path, arguments, within: seconds)
    }

    /// Writes a file for a program that is run in the lab, and returns its path.
    public func write(_ text: String, to file: String) throws(ProgramError) -> String {
        try folder.write(text, to: file)
        return folder.path(of: file)
    }

    /// The command that runs another one in the namespace.
    public var entrance: String { namespace.entrance }

    public func path(of file: String) -> String { folder.path(of: file) }

    /// Returns for each server why Synapse did not get its keys, or `nil` if it did.
    public func synapseResults(within seconds: Double = 150) throws(ProgramError) -> [String: String?] {
        do {
            try wait(for: "", in: "results", seconds: seconds)
        } catch {
            throw ProgramError("Synapse did not judge within \(Int(seconds)) seconds\n\(logs)")
        }
        var results: [String: String?] = [:]
        for line in TemporaryFolder.text(ofFile: folder.path(of: "results")).split(separator: "\n") {
            guard let value = try? JSONReader.read(Array(line.utf8)), let name = value["serverName"]?.string else {
                throw ProgramError("judge.py says: \(line)")
            }
            results[name] = .some(value["error"]?.string)
        }
        return results
    }
}
