import NIOSSL
import TestSupport
import Testing

@testable import Network

/// `audit` as a program, with a client well-known document that leads to services on this machine.
@Suite struct ClientAuditTests {
    private static let headers = "Access-Control-Allow-Origin: *\r\n"

    private static func response(_ body: String, status: String = "200 OK", _ headers: String = headers) -> Reaction {
        .text("HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Audits example.com, whose document for clients has these members, and returns the run.
    private func audit(
        _ members: String, names: [String] = ["example.com", "matrix.example.com"],
        client: @escaping @Sendable (String) -> Reaction
    ) async throws -> (run: ProgramRun, world: AuditWorld) {
        let world = try await AuditWorld(names) {
            ["example.com.": [.a("192.0.2.1")], "matrix.example.com.": [.a("192.0.2.2")]]
        }
        let web = try await TestPeer(tls: world.tls) { request in
            request.contains("/matrix/client ")
                ? Self.response("{\(members)}") : Self.response("", status: "404 Not Found")
        }
        let homeserver = try await TestPeer(tls: world.tls, answer: client)
        let run = try await world.run([
            "audit", "example.com", "--connect-to", "example.com:443:127.0.0.1:\(web.port)",
            "--connect-to", "matrix.example.com:443:127.0.0.1:\(homeserver.port)", "--save", "case.json", "--select",
            "W3", "--format", "json",
        ])
        await web.stop()
        await homeserver.stop()
        return (run, world)
    }

    private static let homeserver = #""m.homeserver": {"base_url": "https://matrix.example.com/"}"#

    @Test func `a homeserver that clients can use has no finding, and is asked at its own host`() async throws {
        let (run, world) = try await audit(Self.homeserver) { request in
            request.contains("GET /_matrix/client/versions ") && request.contains("Origin: https://app.example.org")
                ? Self.response(#"{"versions": ["v1.18"]}"#) : Self.response("", status: "404 Not Found")
        }
        #expect(!run.output.contains("\"W3"), "\(run.output)\(run.errors)")
        let saved = try world.folder.text("case.json")
        #expect(saved.contains("\"url\": \"https://matrix.example.com/_matrix/client/versions\""))
        #expect(saved.contains("\"192.0.2.2\""))
    }

    @Test(arguments: [
        ("W304", "200 OK", "<html>", headers), ("W304", "502 Bad Gateway", "", headers),
        ("W304", "200 OK", #"{"versions": []}"#, headers),
        ("W305", "200 OK", #"{"versions": ["v1.18"]}"#, ""),
    ])
    func `what clients cannot use is reported, and a replay agrees`(
        code: String, status: String, body: String, headers: String
    ) async throws {
        let (run, world) = try await audit(Self.homeserver) { _ in Self.response(body, status: status, headers) }
        #expect(run.status == 1 && run.output.contains("\"\(code)\""), "\(run.output)\(run.errors)")
        let again = try await world.run(
            ["audit", "example.com", "--evidence", "case.json", "--select", "W3", "--format", "json"])
        #expect(again.output == run.output)
    }

    @Test func `a certificate that is not valid for the homeserver's host is reported`() async throws {
        let (run, _) = try await audit(Self.homeserver, names: ["example.com"]) { _ in
            Self.response(#"{"versions": ["v1.18"]}"#)
        }
        #expect(run.output.contains("\"W304\"") && run.output.contains("TLS fails: the certificate"), "\(run.output)")
    }

    @Test func `a call service is asked at the path of new clients if it does not know that of old ones`() async throws
    {
        let calls = """
            , "org.matrix.msc4143.rtc_foci": [
              {"type": "livekit", "livekit_service_url": "https://matrix.example.com/livekit/jwt"}]
            """
        let (new, _) = try await audit(Self.homeserver + calls) { request in
            request.contains("/get_token ")
                ? Self.response("", status: "405 Method Not Allowed")
                : request.contains("/versions ")
                    ? Self.response(#"{"versions": ["v1.18"]}"#)
                    : Self.response("", status: "404 Not Found")
        }
        #expect(!new.output.contains("\"W3"), "\(new.output)")
        let (absent, _) = try await audit(Self.homeserver + calls) { request in
            request.contains("/versions ")
                ? Self.response(#"{"versions": ["v1.18"]}"#) : Self.response("", status: "404 Not Found")
        }
        #expect(absent.output.contains("\"W307\""), "\(absent.output)")
    }

    @Test func `a document that leads into this network is not followed for a public server name`() async throws {
        let inner = try await canary()
        let port = inner.port
        let (run, world) = try await audit(
            "\"m.homeserver\": {\"base_url\": \"https://127.0.0.1:\(port)\"}"
        ) { _ in .ok("{}") }
        #expect(inner.log.accepted == 0, "\(run.output)")
        #expect(try world.folder.text("case.json").contains("\"error\": \"internal-address\""))
    }
}
