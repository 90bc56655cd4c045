/// A frequent question about delegation, with the answer for a given server.
public struct CommonQuestion: Sendable {
    public let question: String
    public let answer: String

    /// The questions of the delegation FAQ in Synapse's documentation, and those that federation testers get.
    public static func answered(_ routes: RouteSet) -> [CommonQuestion] {
        let route = routes.specification
        let name = route.serverName
        let first = route.destinations.first
        return [
            CommonQuestion(question: "Do I need delegation?", answer: need(route)),
            CommonQuestion(
                question: "Which certificate do I need?",
                answer: first.map { "One for `\($0.certificateName.value)`, at \($0.endpoint)." }
                    ?? "That depends on the route, which is unknown."
            ),
            CommonQuestion(question: "May I use a reverse proxy?", answer: proxy(routes)),
            CommonQuestion(
                question: "Do SRV records help clients?",
                answer:
                    "No: clients never look up SRV records, which only homeservers use to find each other. They use "
                    + "the `base_url` in `\(clientURL(name))`, and without that document users have to type the URL."
            ),
            CommonQuestion(question: "Why does a federation tester mention port 8448?", answer: tester(routes)),
        ]
    }

    private static func need(_ route: Route) -> String {
        guard case .name(let host) = route.serverName.host else {
            return "No: peers connect directly to a server name that is an IP address."
        }
        if route.serverName.port != nil {
            return "No: the port is part of the server name, so peers connect directly to it."
        }
        return
            "Only if the server cannot answer on port 8448 of `\(host)` with a certificate for `\(host)`. Delegation "
            + "only moves the connection: the server name stays the same, and so do the IDs of users and rooms."
    }

    private static func proxy(_ routes: RouteSet) -> String {
        let headers = routes.all.filter { $0.route.outcome == .resolved }
            .flatMap { $0.route.destinations.map(\.hostHeader) }
        var seen: Set<String> = []
        let list = headers.filter { seen.insert($0).inserted }.sorted().map { "`\($0)`" }
        guard let first = routes.specification.destinations.first, !list.isEmpty else {
            return "Yes. It must forward the path unchanged, without decoding it, and the Host header."
        }
        return "Yes. It must present a certificate for `\(first.certificateName.value)`, accept the Host "
            + "\(list.count == 1 ? "header" : "headers") \(list.listed), and forward the path "
            + "unchanged, without decoding it (`proxy_pass` without a path in nginx, `nocanon` in Apache)."
    }

    private static func clientURL(_ name: ServerName) -> String {
        if case .name(let host) = name.host { return WellKnown.url(host, .client) }
        return "https://\(name.hostText)/.well-known/matrix/client"
    }

    private static func tester(_ routes: RouteSet) -> String {
        let tester = routes[.federationTester].route
        guard let endpoint = tester.destinations.first?.endpoint else {
            return
                "A tester uses port 8448 if it finds neither a well-known document nor an SRV record that it supports."
        }
        if tester.destinations.first?.port == 8448, routes.specification.destinations.first?.port != 8448 {
            return
                "The tester at federationtester.matrix.org only looks up `_matrix._tcp`. Without that record it tests "
                + "\(endpoint), whatever `_matrix-fed._tcp` has."
        }
        return
            "Port 8448 is the default if there is neither a well-known document nor an SRV record. Here, the tester at "
            + "federationtester.matrix.org tests \(endpoint)."
    }
}
