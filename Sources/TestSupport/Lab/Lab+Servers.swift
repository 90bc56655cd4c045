#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension Lab {
    func start() throws(ProgramError) {
        try startNameServers()
        try startWebServer()
        try namespace.start(
            Program("python3", package: "python3").path,
            [
                #filePath.replacing("Lab+Servers.swift", with: "peers.py"), folder.path(of: "peers.json"),
                LabZones.forged, LabZones.resolver, LabZones.withoutTCP, LabZones.zones, LabZones.deadAddress,
            ], log: "peers.log")
        try wait(for: "ready", in: "peers.log")
        guard let synapse else { return }
        guard let python = LabSynapse.python else { throw ProgramError("Synapse is not installed") }
        try namespace.start(python, synapse.arguments, log: "synapse.log")
        // It starts the look-ups as soon as it runs.
        try wait(for: "Synapse now listening", in: "synapse.log")
    }

    /// Starts the servers again, with their new files. The resolver then has no old answers.
    func restart() throws(ProgramError) {
        for log in ["named.log", "unbound.log", "nginx.log"] { try namespace.end(log: log) }
        try startNameServers()
        try startWebServer()
    }

    private func startNameServers() throws(ProgramError) {
        try namespace.start(
            Program("named", package: "bind9").path, ["-g", "-n", "1", "-c", folder.path(of: "named.conf")],
            log: "named.log")
        try wait(for: "running", in: "named.log")
        try namespace.start(
            Program("unbound", package: "unbound").path, ["-d", "-c", folder.path(of: "unbound.conf")],
            log: "unbound.log")
        try wait(for: "start of service", in: "unbound.log")
    }

    private func startWebServer() throws(ProgramError) {
        // nginx removes the file when it ends.
        try namespace.start(
            Program("nginx", package: "nginx-light").path, ["-e", "stderr", "-c", folder.path(of: "nginx.conf")],
            log: "nginx.log")
        try wait(for: "", in: "nginx.pid")
    }

    /// Waits until a server has logged that it is running.
    func wait(for word: String, in file: String, seconds: Double = 30) throws(ProgramError) {
        for _ in 0..<Int(seconds * 20) {
            let text = TemporaryFolder.text(ofFile: folder.path(of: file))
            if !text.isEmpty, word.isEmpty || text.contains(word) { return }
            usleep(50_000)
        }
        throw ProgramError("there is no '\(word)' in \(file)")
    }
}
