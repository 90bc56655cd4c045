import Federation

/// How a client library ended the discovery of a homeserver.
public enum ClientDiscovery: Sendable, Equatable {
    /// It verified the homeserver at this URL.
    case found(String)
    /// There is no document, so a client asks its user for the URL.
    case noDocument
    case failed(String)
}

extension Lab {
    private static var mautrix: String? { PythonEnvironment.python("mautrix", variable: "SRVLINT_MAUTRIX") }

    /// Why the lab cannot run the client library; `nil` if it can.
    public static var clientObstacle: String? {
        mautrix == nil ? "mautrix is not installed: `make synapse`, or `make test`, which does it" : nil
    }

    /// Lets the client library start to discover all servers.
    public func startClients() throws(ProgramError) {
        guard let python = Self.mautrix else { throw ProgramError(Self.clientObstacle ?? "") }
        try namespace.start(
            python,
            [
                #filePath.replacing("Lab+Clients.swift", with: "clients.py"),
                write(serverNames.joined(separator: "\n"), to: "clients"), authorities, path(of: "client-results"),
            ], log: "clients.log")
    }

    /// Returns the result of the client library for each server.
    public func clientResults() throws(ProgramError) -> [String: ClientDiscovery] {
        try wait(for: "", in: "client-results", seconds: 60)
        var results: [String: ClientDiscovery] = [:]
        for line in TemporaryFolder.text(ofFile: path(of: "client-results")).split(separator: "\n") {
            guard let value = try? JSONReader.read(Array(line.utf8)), let name = value["serverName"]?.string else {
                throw ProgramError("clients.py says: \(line)")
            }
            results[name] =
                if let error = value["error"]?.string { .failed(error) } else {
                    value["url"]?.string.map { .found($0) } ?? .noDocument
                }
        }
        return results
    }
}
