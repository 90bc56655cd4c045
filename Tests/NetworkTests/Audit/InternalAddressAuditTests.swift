import DNS
import Foundation
import TestSupport
import Testing

@testable import Network

/// `audit` as a program, with records and redirects of others that lead to a server on this machine. The
/// server name has a documentation address, which counts as public, and `--connect-to` maps it to a peer.
@Suite struct InternalAddressAuditTests {
    private static func document(_ server: String) -> Reaction { .ok("{\"m.server\": \"\(server)\"}") }

    /// Runs `audit example.com` with the given well-known document.
    private func audit(
        _ world: AuditWorld, _ options: [String] = [], document: @escaping @Sendable (String) -> Reaction
    ) async throws -> ProgramRun {
        let web = try await TestPeer(tls: world.tls, answer: document)
        let run = try await world.run(
            ["audit", "example.com", "--connect-to", "example.com:443:127.0.0.1:\(web.port)", "--save", "case.json"]
                + options)
        await web.stop()
        return run
    }

    /// Repeats the audit with the saved evidence.
    private func replay(_ world: AuditWorld, _ options: [String] = []) async throws -> ProgramRun {
        try await world.run(["audit", "example.com", "--evidence", "case.json"] + options)
    }

    @Test(arguments: ["http", "https"])
    func `a redirect is not followed to an internal address, written or resolved`(scheme: String) async throws {
        let inner = try await canary()
        let world = try await AuditWorld { ["example.com.": [.a("192.0.2.1")], "inner.example.": [.a("127.0.0.1")]] }
        for host in ["127.0.0.1", "inner.example", "[::ffff:127.0.0.1]"] {
            let location = "\(scheme)://\(host):\(inner.port)/latest/meta-data/iam?x=1"
            let run = try await audit(world, ["--format", "json"]) { _ in .redirect(location) }
            #expect(run.status == 1, "\(run.output)\(run.errors)")
            #expect(run.output.contains("\"W211\"") && run.output.contains("was not followed"))
            #expect(try !world.folder.text("case.json").contains("topsecret"))
            #expect(try world.folder.text("case.json").contains("\"error\": \"internal-address\""))
            let again = try await replay(world, ["--format", "json"])
            #expect(again.output == run.output && again.status == run.status)
        }
        #expect(inner.log.accepted == 0)
    }

    @Test func `a loopback address of the server name does not allow another one`() async throws {
        let inner = try await canary()
        let world = try await AuditWorld { ["example.com.": [.a("127.0.0.1")]] }
        let location = "http://127.0.0.7:\(inner.port)/latest/meta-data/"
        let run = try await audit(world) { _ in .redirect(location) }
        #expect(run.output.contains("127.0.0.7 is a loopback address; the redirect was not followed"))
        #expect(inner.log.accepted == 0)
    }

    @Test(arguments: ["host and port", "address", "SRV", "alias", "fallback"])
    func `where peers connect, nothing leads to an internal address`(way: String) async throws {
        let inner = try await canary()
        let port = inner.port
        let world = try await AuditWorld {
            var records: AuditWorld.Records = [
                "example.com.": [.a("192.0.2.1")], "matrix.example.com.": [.a("127.0.0.1"), .aaaa("::1")],
                "alias.example.com.": [.alias("matrix.example.com.")],
            ]
            if way == "SRV" { records["_matrix-fed._tcp.example.com."] = [.srv(port, "matrix.example.com.")] }
            return records
        }
        let run = try await audit(world, ["--format", "json"]) { _ in
            switch way {
            case "host and port": Self.document("matrix.example.com:\(port)")
            case "address": Self.document("127.0.0.1:\(port)")
            case "alias": Self.document("alias.example.com:\(port)")
            case "fallback": Self.document("matrix.example.com")
            default: .text("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            }
        }
        #expect(run.status == 1, "\(run.output)\(run.errors)")
        #expect(run.output.contains("\"M207\"") && run.output.contains("not contacted"))
        // It is not reported as if it had been contacted.
        #expect(!run.output.contains("127.0.0.1 port \(port) ("))
        #expect(inner.log.accepted == 0)
        let again = try await replay(world, ["--format", "json"])
        #expect(again.output == run.output && again.status == run.status)
    }

    @Test func `--allow-private follows redirects, keeps no body of a public name, and a replay reports it as missing`()
        async throws
    {
        let inner = try await TestPeer(tls: nil) { _ in Self.document("matrix.example.com:1") }
        let world = try await AuditWorld {
            // An address that may exist, but is never contacted: all ports are mapped to the peer.
            ["example.com.": [.a("8.8.8.8")], "matrix.example.com.": [.a("127.0.0.1")]]
        }
        let port = inner.port
        let web = try await TestPeer(tls: world.tls) { _ in .redirect("http://127.0.0.1:\(port)/inner") }
        let run = try await world.run([
            "audit", "example.com", "--connect-to", "example.com::127.0.0.1:\(web.port)", "--save", "case.json",
            "--allow-private", "--format", "json",
        ])
        #expect(inner.log.accepted > 0)
        #expect(run.output.contains("matrix.example.com"))
        let saved = try world.folder.text("case.json")
        #expect(saved.contains("\"bodyWithheld\": true") && !saved.contains("m.server"))
        let again = try await replay(world, ["--format", "json"])
        let servers = try #require(
            try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any])["servers"]
        let route = (servers as? [[String: Any]])?.first?["route"] as? [String: Any]
        // The document is unknown, not absent or empty.
        #expect("\(route ?? [:])".contains("unknown"))
        #expect(!again.output.contains("\"W101\""))
    }

    @Test func `--no-allow-private contacts no internal address, not even the server name's own`() async throws {
        let inner = try await canary()
        let world = try await AuditWorld { ["example.com.": [.a("127.0.0.1")]] }
        let port = inner.port
        for name in ["example.com:\(port)", "127.0.0.1:\(port)", "[::ffff:127.0.0.1]:\(port)"] {
            let run = try await world.run(["audit", name, "--no-allow-private"])
            #expect(run.status != 0, "\(run.output)\(run.errors)")
        }
        #expect(inner.log.accepted == 0)
        // Without the option, only those of the server name and of options are allowed.
        _ = try await world.run(["audit", "example.com:\(port)", "127.0.0.1:\(port)", "--concurrency", "1"])
        #expect(inner.log.accepted > 1)
    }

    @Test func `name servers of a public zone are not queried at internal addresses, and a replay reports that too`()
        async throws
    {
        let world = try await AuditWorld {
            [
                "example.com.": [.a("192.0.2.1"), .soa, .ns("ns.example.com.")], "ns.example.com.": [.a("127.0.0.9")],
            ]
        }
        let options = ["--format", "json", "--select", "N111"]
        let run = try await audit(world, ["--authoritative"] + options) { _ in Self.document("a.example:1") }
        #expect(run.output.contains("name server `ns.example.com` of `example.com` has the internal address"))
        let asked = try world.folder.text("case.json").split(separator: "\n").filter { $0.contains("127.0.0.9:53") }
        #expect(!asked.isEmpty && asked.allSatisfy { $0.contains("\"status\": \"internal-address\"") })
        #expect(try await replay(world, options).output == run.output)
    }

    @Test func `for an internal server name the report states that other internal addresses were contacted`()
        async throws
    {
        let world = try await AuditWorld {
            ["example.com.": [.a("10.0.0.80")], "matrix.example.com.": [.a("10.0.0.10")]]
        }
        let homeserver = try await TestPeer(tls: world.tls) { _ in .ok("{}") }
        let run = try await audit(
            world, ["--connect-to", "matrix.example.com:8448:127.0.0.1:\(homeserver.port)"]
        ) { _ in Self.document("matrix.example.com:8448") }
        #expect(run.output.count { $0 == "\n" } > 0)
        let sentence = "`example.com` resolves to internal addresses, so other internal addresses were contacted"
        let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.components(separatedBy: sentence).count == 2, "\(run.output)")
    }
}
