/// The questions that people ask about delegation, answered for the server at hand.
public struct CommonQuestion: Sendable {
    public let question: String
    public let answer: String

    /// After the delegation FAQ of Synapse's documentation and what federation testers are asked.
    public static func answered(_ routes: RouteSet) -> [CommonQuestion] {
        let route = routes.specification
        let name = route.serverName
        let first = route.destinations.first
        return [
            CommonQuestion(question: "Do I need delegation at all?", answer: need(route)),
            CommonQuestion(
                question: "Which certificate do I need?",
                answer: first.map { "One that names `\($0.certificateName.value)`, at \($0.place)." }
                    ?? "That depends on the route, which is not settled."
            ),
            CommonQuestion(question: "May I use a reverse proxy?", answer: proxy(routes)),
            CommonQuestion(
                question: "Do SRV records help clients?",
                answer: "No. Clients look at `\(clientURL(name))` and nothing else; SRV records are for servers."
            ),
            CommonQuestion(question: "Why does a federation tester speak of port 8448?", answer: tester(routes)),
        ]
    }

    private static func need(_ route: Route) -> String {
        guard case .name(let host) = route.serverName.host else {
            return "No: a server name that is an address is connected to as it is."
        }
        if route.serverName.port != nil { return "No: the port is part of the server name, so peers use it as it is." }
        return
            "Only if the server cannot answer on port 8448 of `\(host)` with a certificate for `\(host)`. Delegation "
            + "moves the connection; the server name stays the same, and so do the names of users and rooms."
    }

    private static func proxy(_ routes: RouteSet) -> String {
        let headers = routes.all.filter { $0.route.outcome == .resolved }
            .flatMap { $0.route.destinations.map(\.hostHeader) }
        var seen: Set<String> = []
        let list = headers.filter { seen.insert($0).inserted }.sorted().map { "`\($0)`" }
        guard let first = routes.specification.destinations.first, !list.isEmpty else {
            return "Yes. It must pass the path on as it came, still encoded, and the Host header with it."
        }
        return "Yes. It has to present a certificate for `\(first.certificateName.value)`, answer for the Host "
            + "\(list.count == 1 ? "header" : "headers") \(list.joined(separator: ", ")), and pass the path on as it "
            + "came, still encoded (nginx: `proxy_pass` without a path; Apache: `nocanon`)."
    }

    private static func clientURL(_ name: ServerName) -> String {
        if case .name(let host) = name.host { return WellKnown.url(host, .client) }
        return "https://\(name.hostText)/.well-known/matrix/client"
    }

    private static func tester(_ routes: RouteSet) -> String {
        let tester = routes[.federationTester].route
        guard let place = tester.destinations.first?.place else {
            return "8448 is where a tester ends up when it finds neither a well-known nor an SRV record it knows of."
        }
        if tester.destinations.first?.port == 8448, routes.specification.destinations.first?.port != 8448 {
            return "The tester at federationtester.matrix.org asks for `_matrix._tcp` only; without it, it tests "
                + "\(place), whatever `_matrix-fed._tcp` says."
        }
        return "8448 is where a server is looked for when there is neither a well-known nor an SRV record; here the "
            + "tester at federationtester.matrix.org tests \(place)."
    }
}
