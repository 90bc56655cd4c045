import Diagnostics
import Federation

extension FederationEntry {
    /// Why the response has another status than expected, if it shows that: a clause.
    var reason: String? {
        if let interception { return interception.clause }
        if let destination { return "a redirect to \(destination)" }
        if isRefusalOfPlainHTTP { return "the backend of the proxy expects HTTPS" }
        if isRefusalWithoutCertificate { return "the web server requires a certificate from the client" }
        if isWithoutRoute { return "`404 page not found`, from a proxy such as Traefik" }
        guard let errorCode else { return nil }
        // The codes of homeservers begin like this, and need no explanation of their own.
        guard errorCode != Self.unrecognized, let text = matrixError?["error"]?.string else {
            return Words.quoted(errorCode, limit: 80)
        }
        return "\(Words.quoted(errorCode, limit: 80)), \(Words.quoted(text, limit: 120))"
    }

    /// What to do about the response, if it shows why it failed: an imperative clause.
    ///
    /// - Parameter host: The host that peers connect to.
    func help(host: String) -> String? {
        if let interception { return interception.help(paths: "/_matrix/", host: host) }
        if let destination {
            return
                "exempt `/_matrix/` from the redirect to \(destination), and forward it to the homeserver: Synapse "
                + "does not follow redirects there"
        }
        if isRefusalOfPlainHTTP {
            return
                "let the proxy use HTTPS to this backend, in nginx with `proxy_pass https://…`, or a port of the "
                + "homeserver without TLS, such as 8008"
        }
        if isRefusalWithoutCertificate {
            return
                "do not require client certificates, which peers do not have: in nginx, remove `ssl_verify_client on` "
                + "from the virtual host for \(Words.quoted(hostHeader, limit: 80))"
        }
        if error == .timeout, status != nil || circumstances.phase == .body {
            return
                "find out why the response at \(address) port \(port) is not completed: check the homeserver and its proxy"
        }
        if error == .timeout, ![.resolve, .connect, .tls].contains(circumstances.phase) {
            return
                "find out why nothing answers the request behind the TLS of \(address) port \(port): start the homeserver, "
                + "or correct the upstream address of the proxy"
        }
        if isWithoutRoute {
            return
                "add a route for `/_matrix/` and \(Words.quoted(hostHeader, limit: 80)) at port \(port) to the proxy, "
                + "which has none: in Traefik, a router that uses the entry point of this port"
        }
        switch errorCode {
        case Self.unrecognized:
            return
                "forward `/_matrix/federation/` and `/_matrix/key/` to a listener of the homeserver with the federation "
                + "API. A homeserver answers, but without it: in Synapse, add `federation` to the `resources` of this "
                + "listener"
        case "M_FORBIDDEN" where matrixError?["error"]?.string?.hasPrefix("Federation denied with") == true:
            return
                "allow other servers in the configuration of the homeserver, which refuses the request itself: in Synapse, "
                + "correct or remove `federation_domain_whitelist`"
        case "M_FORBIDDEN":
            return
                "allow federation in the configuration of the homeserver, which refuses the request itself: "
                + "`allow_federation = true` in Conduit and the servers derived from it"
        default: break
        }
        guard let status, (502...504).contains(status) else { return nil }
        return "start the homeserver behind the proxy at \(address) port \(port), or correct the upstream address of "
            + "the proxy"
    }

    /// Whether the response may come from something that is not the homeserver and not the proxy in front of it.
    var isOfOtherService: Bool {
        guard let status, error == nil, errorCode == nil else { return false }
        return !(502...504).contains(status)
    }

    /// A homeserver answers with it if it does not know the request (client-server API, "Standard error response").
    private static let unrecognized = "M_UNRECOGNIZED"

    /// The error document of a homeserver.
    private var matrixError: JSONValue? {
        guard error == nil, status != 200, let body else { return nil }
        return try? JSONReader.read(Array(body.utf8))
    }

    private var errorCode: String? {
        matrixError?["errcode"]?.string.flatMap { $0.hasPrefix("M_") ? $0 : nil }
    }

    /// Where a redirect leads, quoted.
    private var destination: String? {
        guard error == nil, let status, [301, 302, 303, 307, 308].contains(status) else { return nil }
        return headers["location"].map { Words.quoted($0, limit: 120) }
    }

    /// Whether it is the response of Go's `net/http` to a path without a handler, which Traefik sends without a router.
    private var isWithoutRoute: Bool {
        error == nil && status == 404 && body?.filter { !$0.isNewline } == "404 page not found"
    }

    /// Whether nginx refused the request because the client has no certificate (`ngx_http_special_response.c`).
    private var isRefusalWithoutCertificate: Bool {
        error == nil && status == 400 && body?.contains("No required SSL certificate was sent") == true
    }

    /// Whether a web server received HTTP without TLS at a port for HTTPS: from a proxy, because the connection of the
    /// request has TLS. These are the texts of nginx, Go's `net/http` and Apache.
    private var isRefusalOfPlainHTTP: Bool {
        guard error == nil, status == 400, let body else { return false }
        return [
            "plain HTTP request was sent to HTTPS port", "Client sent an HTTP request to an HTTPS server",
            "speaking plain HTTP to an SSL-enabled server port",
        ].contains(where: body.contains)
    }
}
