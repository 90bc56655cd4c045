import Diagnostics
import Federation

/// F111: another service listens at the port.
enum WrongServer: ServerRule {
    static let info = RuleInfo(
        "F111",
        "not-https",
        .error,
        stopsPeers: true,
        summary: "something other than HTTPS answers at the port that peers use",
        page: RulePage(
            whatItChecks: """
                Checks what answers at the endpoints that discovery leads to. Reports plain HTTP, SSH, a mail server \
                or another service where TLS is expected, and anything other than HTTP inside TLS.
                """,
            whyItMatters: "Peers use only HTTPS. Either the port is wrong, or TLS is not enabled.",
            howToFix: """
                Publish the port where the homeserver uses TLS. Synapse's port 8008 is plain HTTP: put a reverse proxy \
                with TLS in front of it, or configure a listener with `tls: true`.
                """,
            references: ["Matrix server-server, TLS"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.handshakes(
                    #""error": "tls-failed", "phase": "tls", "speaks": "HTTP""#,
                    #""error": "tls-failed", "phase": "tls", "speaks": "HTTP""#)),
            FederationExample.bad(
                FederationExample.handshakes(
                    #""error": "tls-failed", "phase": "tls", "speaks": "HTTP""#,
                    #""error": "tls-failed", "phase": "tls", "speaks": "HTTP""#, workingPort: 443)),
            FederationExample.bad(
                FederationExample.answers(
                    FederationExample.version(
                        #""error": "protocol-error", "phase": "headers", "speaks": "something other than HTTP""#))),
            FederationExample.good(FederationExample.handshakes()),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for group in context.unreachableEndpoints({ if case .wrongServer = $0 { true } else { false } }) {
            findings.report(isNotTLS(context, group))
        }
        for (words, probes) in context.grouped(trouble) { findings.report(isNotHTTP(context, words, probes)) }
    }

    /// Returns what answers inside TLS instead of HTTP, or `nil` if it is HTTP or there is no response.
    static func trouble(_ probe: EndpointProbe) -> String? {
        // A proxy may also close or reset the connection of a request that it rejects.
        guard probe.endpoint.isMain, probe.requests.allSatisfy({ $0.status == nil }),
            let entry = probe.request(.version) ?? probe.request(.keys), let speaks = entry.speaks
        else { return nil }
        return entry.circumstances.detail ?? speaks
    }
}

// MARK: - Messages

extension WrongServer {
    private static func isNotTLS(_ context: ServerContext, _ group: ConnectionFaultGroup) -> Finding {
        let port = group.endpoint.port
        let isPlain = group.probes[0].isPlainHTTP
        let isHTTP = group.probes[0].lacksTLS
        let enabling =
            "enable TLS at port \(port): in the reverse proxy, as with `listen \(port) ssl;` in nginx, or with `tls: true` "
            + "in the listener of the homeserver"
        let working = context.portsWithTLS(at: group)
        return context.finding(
            info,
            "the TCP connection is established, but \(group.fault.words): \(group.endpointText)",
            group,
            why: working.first.map { "at port \($0) of the same address, TLS works" },
            help: isHTTP
                ? working.first.map { "publish port \($0), if the homeserver is behind it, or \(enabling)" } ?? enabling
                : isPlain
                    ? "publish the port where the reverse proxy uses TLS. Port \(port) is for HTTP without TLS"
                    : "publish the port of the homeserver; another service listens at port \(port)"
        )
    }

    private static func isNotHTTP(
        _ context: ServerContext, _ words: String, _ probes: [EndpointProbe]
    ) -> Finding {
        Finding(
            info,
            "TCP and TLS work at \(probes.words), but the response is not HTTP: \(Words.quoted(words, limit: 160))",
            at: nil,
            why: "peers expect the homeserver and reach another service, or a proxy without its backend",
            help: "publish the port of the homeserver, and make sure that the proxy accepts HTTP/1.1 from peers",
            subject: context.subject,
            source: (probes[0].request(.version) ?? probes[0].request(.keys))?.source,
            route: RoutePosition(.responses(probes[0].endpoint))
        )
    }
}

extension ServerContext {
    /// The other ports of the addresses of a group where a handshake succeeded and no request failed, without duplicates.
    fileprivate func portsWithTLS(at group: ConnectionFaultGroup) -> [UInt16] {
        let addresses = Set(group.probes.map(\.address))
        let ports = evidence.evidence.tls.filter {
            addresses.contains($0.address) && $0.port != group.endpoint.port && $0.error == nil
        }.map(\.port)
        return Set(ports).sorted().filter { port in
            let requests = addresses.flatMap { evidence.requests($0, port) }
            return requests.isEmpty || requests.contains(where: \.isSuccess)
        }
    }
}

extension EndpointProbe {
    /// Whether HTTP without TLS answers at a port that is not usually for that, so that the homeserver may only lack TLS.
    var lacksTLS: Bool { isPlainHTTP && ![80, 8008, 8080].contains(endpoint.port) }

    /// Whether HTTP without TLS answers.
    var isPlainHTTP: Bool {
        guard case .failed(.wrongServer(let name)) = connection else { return false }
        return name.lowercased() == "http"
    }
}
