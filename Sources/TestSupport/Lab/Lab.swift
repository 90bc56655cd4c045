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

    let folder: TemporaryFolder
    private(set) var scenarios: [PlacedScenario]
    let namespace: LabNamespace
    private var web: LabWeb
    /// `nil` if nothing is compared with Synapse.
    let synapse: LabSynapse?

    /// The path of the authorities that the lab trusts.
    public var authorities: String { folder.path(of: "roots.pem") }
    /// A resolver with forged answers over UDP, which arrive before the correct ones.
    public var forgedResolver: String { LabZones.forged }

    /// Starts the servers of each scenario, numbered in their order.
    public convenience init(_ scenarios: [Scenario], crowd: LabCrowd? = nil, hasSynapse: Bool = true) throws {
        try self.init(
            placed: scenarios.enumerated().map { PlacedScenario($1, number: $0 + 1) }, crowd: crowd,
            hasSynapse: hasSynapse)
    }

    /// Starts all servers, and lets Synapse start to look up the server of each scenario.
    public init(placed: [PlacedScenario], crowd: LabCrowd? = nil, hasSynapse: Bool = true) throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        self.scenarios = placed
        synapse = hasSynapse ? LabSynapse(folder: folder, scenarios: placed) : nil
        try LabZones(
            folder: folder, scenarios: placed, others: crowd.map { [(LabCrowd.origin, $0.records)] } ?? []
        ).write()
        web = LabWeb(folder: folder, scenarios: placed, others: try crowd?.site(in: folder) ?? "")
        try web.write()
        try folder.write(web.authority.roots(), to: "roots.pem")
        try synapse?.write()
        try folder.write("nameserver \(LabZones.resolver)\noptions timeout:5 attempts:2\n", to: "resolv.conf")
        try folder.write("127.0.0.1 localhost\n", to: "hosts")
        let addresses =
            LabZones.servers.map { "\($0)/8" } + placed.flatMap(\.furtherAddresses)
            + ["\(LabZones.ipv6Address)/128", "\(LabZones.deadAddress)/128"]
        namespace = try LabNamespace(
            folder, files: ["/etc/resolv.conf": "resolv.conf", "/etc/hosts": "hosts"],
            addresses: addresses)
        do {
            try start()
        } catch {
            let logs = logs
            stop()
            throw ProgramError("\(error)\n\(logs)")
        }
    }

    /// Gives the servers other records, certificates and pages. Scenarios keep their names and numbers, and cannot have
    /// new IPv6 addresses or signed zones.
    public func change(to scenarios: [Scenario]) throws {
        self.scenarios = scenarios.enumerated().map { PlacedScenario($1, number: $0 + 1) }
        try LabZones(folder: folder, scenarios: self.scenarios, others: []).rewrite()
        web.scenarios = self.scenarios
        try web.write()
        try restart()
    }

    deinit {
        stop()
    }

    public func stop() {
        namespace.stop()
    }

    /// The last lines of the server logs.
    public var logs: String {
        ["keeper", "named", "unbound", "nginx", "peers", "synapse", "clients"].map { name in
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
}
