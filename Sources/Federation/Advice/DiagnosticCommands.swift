import DNS

/// Shell commands that show each fact of a route.
public enum DiagnosticCommands {
    public static func commands(_ route: Route) -> [String] {
        var commands: [String] = []
        if case .name(let host) = route.serverName.host, route.serverName.port == nil {
            commands.append("curl -sSiL \(quoted(WellKnown.url(host, .server)))")
        }
        for question in route.questions {
            commands.append("dig \(quoted(question.name.description)) \(question.type)")
        }
        for destination in route.destinations.prefix(3) where !destination.isUnreachable {
            commands += self.commands(destination)
        }
        var seen: Set<String> = []
        return commands.filter { seen.insert($0).inserted }
    }

    private static func commands(_ destination: Destination) -> [String] {
        let host = bracketed(destination.host.trimmingFinalDot)
        let name = destination.certificateName.value
        let sni = destination.sni.map { " -servername \(quoted($0))" } ?? " -noservername"
        let check: String
        switch destination.certificateName {
        case .dns: check = " -verify_hostname \(quoted(name))"
        case .ip: check = " -verify_ip \(quoted(name))"
        }
        let url = "https://\(bracketed(name)):\(destination.port)/_matrix/federation/v1/version"
        let mapping = "\(bracketed(name)):\(destination.port):\(host):\(destination.port)"
        return [
            "openssl s_client -connect \(quoted("\(host):\(destination.port)"))\(sni)\(check) </dev/null",
            "curl -sSi --connect-to \(quoted(mapping)) -H \(quoted("Host: \(destination.hostHeader)")) \(quoted(url))",
        ]
    }

    private static func bracketed(_ host: String) -> String {
        IPAddress(host)?.isIPv6 == true ? "[\(host)]" : host
    }

    /// Quotes a word for the shell. Names are untrusted and may have any character.
    static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._:/@+,%=".utf8.contains(byte)
        }
        return plain && !word.isEmpty
            ? word
            : "'"
                + word.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "'\\''") + "'"
    }
}
