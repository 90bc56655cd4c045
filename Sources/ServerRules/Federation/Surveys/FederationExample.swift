import Diagnostics

/// The common part of the F rules' examples: a well-known document with host and port, and the addresses of the host.
enum FederationExample {
    /// Key documents, signed by the reference signer with a key from a fixed seed; see `fixtures/keys`.
    enum Keys: String {
        case right = #"""
            {\"server_name\":\"example.com\",\"valid_until_ts\":1900000000000,\"verify_keys\":{\"ed25519:a_1\":{\"key\":\"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w\"}},\"old_verify_keys\":{},\"signatures\":{\"example.com\":{\"ed25519:a_1\":\"loQ850KMtnLpfGiC5sIl3QfM9HZUmT60ucMW719OddmLFFubRxcOR4Ysa4BsZO/1pLH+B+Z/p2WyJeXSy5RTCQ\"}}}
            """#
        case ofAnotherServer = #"""
            {\"server_name\":\"other.example\",\"valid_until_ts\":1900000000000,\"verify_keys\":{\"ed25519:a_1\":{\"key\":\"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w\"}},\"old_verify_keys\":{},\"signatures\":{\"other.example\":{\"ed25519:a_1\":\"k3faJ/bSQc3RyE7/ZhU8FdSvwK5z4wFSt9HLpqE9z7F1Z3edLVo+1zHdwgPzw6lKbTbpYN0EY7InH8Du917tAA\"}}}
            """#
        case expired = #"""
            {\"server_name\":\"example.com\",\"valid_until_ts\":1600000000000,\"verify_keys\":{\"ed25519:a_1\":{\"key\":\"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w\"}},\"old_verify_keys\":{},\"signatures\":{\"example.com\":{\"ed25519:a_1\":\"CGfvpIDq9xXXo6RBeePY2Kg+98VPv8stYM/wSZSkB4ezOigfIFhpydcKvR+qUj6a8qvAWlFiPk/OCRjAfOlMAQ\"}}}
            """#
        case wronglySigned = #"""
            {\"server_name\":\"example.com\",\"valid_until_ts\":1900000000000,\"verify_keys\":{\"ed25519:a_1\":{\"key\":\"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w\"}},\"old_verify_keys\":{},\"signatures\":{\"example.com\":{\"ed25519:a_1\":\"hoTnCkxfFynba3OsPfDCyxQlP4/xLWXNPxjQfnXbh+Jb0ayHw8c3c0DwrXb20kF9Gd8OOxBXLz3cuEUEXfQTDw\"}}}
            """#
    }

    static func bad(_ sections: String, port: Int = 8448, alsoFires: [String] = []) -> RuleExample {
        .bad("", continuation: false, alsoFires: alsoFires, server: server(sections, port))
    }

    static func good(_ sections: String, port: Int = 8448) -> RuleExample {
        .good("", continuation: false, server: server(sections, port))
    }

    private static func server(_ sections: String, _ port: Int) -> ExampleServer {
        ExampleServer(
            evidence: """
                {"https": [{
                   "url": "https://example.com/.well-known/matrix/server", "status": 200,
                   "body": "{\\"m.server\\": \\"matrix.example.com:\(port)\\"}"
                 }],
                 "dns": [
                   {"name": "matrix.example.com.", "type": "A", "status": "NOERROR",
                    "records": ["matrix.example.com. 3600 IN A 192.0.2.10"]},
                   {"name": "matrix.example.com.", "type": "AAAA", "status": "NOERROR",
                    "records": ["matrix.example.com. 3600 IN AAAA 2001:db8::10"]}
                 ],
                 \(sections)}
                """)
    }

    /// Handshakes with both addresses. Each parameter describes a failure, or is `nil` for a successful handshake.
    ///
    /// - Parameter workingPort: Another port where a handshake with the first address succeeds.
    static func handshakes(_ ipv4: String? = nil, _ ipv6: String? = nil, workingPort: Int? = nil) -> String {
        var entries = [("192.0.2.10", ipv4), ("2001:db8::10", ipv6)].map { address, failure in
            #"{"address": "\#(address)", "port": 8448, "serverName": "matrix.example.com", "#
                + (failure ?? #""protocol": "TLSv1.3""#) + "}"
        }
        if let workingPort {
            entries.append(
                #"{"address": "192.0.2.10", "port": \#(workingPort), "serverName": "matrix.example.com", "protocol": "TLSv1.3"}"#
            )
        }
        return "\"tls\": [\n   \(entries.joined(separator: ",\n   "))\n ]"
    }

    /// A handshake with the first address, and the responses of its endpoints.
    static func answers(port: Int = 8448, _ entries: String...) -> String {
        """
        "tls": [
           {"address": "192.0.2.10", "port": \(port), "serverName": "matrix.example.com", "protocol": "TLSv1.3"}
         ],
         "federation": [
           \(entries.joined(separator: ",\n   "))
         ]
        """
    }

    static func version(
        host: String = "matrix.example.com:8448",
        port: Int = 8448,
        _ answer: String =
            #""status": 200, "body": "{\"server\": {\"name\": \"Synapse\", \"version\": \"1.140.0\"}}""#
    ) -> String {
        entry("/_matrix/federation/v1/version", host, port, answer)
    }

    static func keys(_ keys: Keys) -> String {
        self.keys(#""status": 200, "body": "\#(keys.rawValue)""#)
    }

    /// The keys of a homeserver with another name, which are not signed with that name.
    static func keys(ofServer name: String) -> String {
        keys(
            #""status": 200, "body": "\#(Keys.ofAnotherServer.rawValue.replacing("other.example", with: name))""#)
    }

    static func keys(_ answer: String) -> String {
        entry("/_matrix/key/v2/server", "matrix.example.com:8448", 8448, answer)
    }

    /// A response to a request with the Host header of peers.
    static func entry(_ path: String, _ answer: String) -> String {
        entry(path, "matrix.example.com:8448", 8448, answer)
    }

    private static func entry(_ path: String, _ host: String, _ port: Int, _ answer: String) -> String {
        """
        {"address": "192.0.2.10", "port": \(port), "path": "\(path)",
            "hostHeader": "\(host)", \(answer)}
        """
    }
}
