import DNS
import Diagnostics
import Federation
import TestSupport

extension FaultyServer {
    private static let url = "https://example.com/.well-known/matrix/server"
    private static let target = "https://www.example.com/.well-known/matrix/server"

    private static let documents = [
        #"{"m.server": "matrix.example.com:8448"}"#, #"{"m.server": "matrix.example.com:443"}"#,
        #"{"m.server": "matrix.example.com"}"#, #"{"m.server": "example.com:8448"}"#, #"{"m.server": "example.com"}"#,
        #"{"m.server": "other.example.com:8448"}"#, #"{"m.server": "nothing.example.com:8448"}"#,
        #"{"m.server": "9.9.9.2:8448"}"#, #"{"m.server": "[2620:fe::2]:8448"}"#,
        #"{"m.server": ""}"#, #"{"m.server": null}"#, #"{"m.server": 8448}"#,
        #"{"m.homeserver": {"base_url": "https://matrix.example.com"}}"#, "<!doctype html><title>Hello</title>", "",
    ]

    /// A document that was meant to be right, with a mistake.
    private static let mistakes = [
        #"{"m.server": "matrix.example.com:8448",}"#, #"'{"m.server": "matrix.example.com:8448"}'"#,
        #""{\"m.server\": \"matrix.example.com:8448\"}""#, "{'m.server': 'matrix.example.com:8448'}",
        #"{"m.server": "https://matrix.example.com"}"#, #"{"m.server": "https://matrix.example.com:8448/"}"#,
        #"{"m.server": "matrix.example.com.:8448"}"#, #"{"M.Server": "matrix.example.com:8448"}"#,
        #"{"m.server": ["matrix.example.com:8448"]}"#, #"{"m.server": "matrix.example.com:8448""#,
        #"{m.server: "matrix.example.com:8448"}"#, #"{"m.server" "matrix.example.com:8448"}"#,
        #"{"m.server": "matrix.example.com:8448"};"#, #"{"m.server": "matrix.example.com:8448"} // ours"#,
        "{\u{201C}m.server\u{201D}: \u{201C}matrix.example.com:8448\u{201D}}",
        "\u{FEFF}{\"m.server\": \"matrix.example.com:8448\"}", #"{"m.server": "matrix.example.com:84480"}"#,
        #"{"m.server": "matrix.example.com:0"}"#, #"{"m.server": "MATRIX.example.com:8448"}"#,
        #"{"m_server": "matrix.example.com:8448"}"#, #"{"m.server": {"server": "matrix.example.com:8448"}}"#,
        #"{"m.server": " matrix.example.com:8448 "}"#, #"[{"m.server": "matrix.example.com:8448"}]"#,
    ]

    mutating func addWebsite() throws {
        try addWebsiteCertificate("example.com")
        let isRedirected = pick("redirect", ["no", "no", "no", "to www"]) == "to www"
        if isRedirected { try addWebsiteCertificate("www.example.com") }
        let choice = pick(
            "response",
            [
                "document", "document", "document", "mistake", "mistake", "404", "404", "500", "login", "loop",
                "refused", "timeout", "TLS", "not collected",
            ])
        guard choice != "not collected" else { return }
        let text = choice == "mistake" ? pick("document", Self.mistakes) : pick("document", Self.documents)
        let known = addresses["example.com"] ?? [IPAddress("9.9.9.1")].compactMap(\.self)
        // Only one of several addresses may be at fault.
        let different =
            known.count > 1 && random.oneIn(2) ? pick("first address", ["document", "404", "refused"]) : nil
        for (number, address) in known.enumerated() {
            let choice = number == 0 ? different ?? choice : choice
            evidence.https.append(response(choice, text, address, isRedirected: isRedirected))
        }
    }

    private mutating func addWebsiteCertificate(_ host: String) throws {
        let choice = pick(
            "certificate of the website \(host)",
            ["good", "good", "good", "not collected"] + Self.certificates.keys.sorted())
        guard let certificate = Self.certificates[choice] else { return }
        for address in addresses[host] ?? [] {
            evidence.tls.append(
                TLSEntry(
                    address: address, port: 443, serverName: host, version: "TLSv1.3",
                    certificates: [try certificate.pem()]))
        }
    }

    private func response(_ choice: String, _ text: String, _ address: IPAddress, isRedirected: Bool) -> HTTPSEntry {
        var entry = HTTPSEntry(url: Self.url, address: address)
        let json = [Header("content-type", "application/json")]
        let first = HTTPSEntry.Hop(url: Self.url, status: 302, headers: [Header("location", Self.target)])
        entry.hops = isRedirected ? [first] : []
        let url = isRedirected ? Self.target : Self.url
        func end(_ status: Int, _ body: String?) {
            entry.hops.append(HTTPSEntry.Hop(url: url, status: status, headers: json))
            entry.status = status
            entry.body = body.map { Array($0.utf8) }
        }
        func fail(_ error: ExchangeError, _ phase: Phase?) {
            entry.error = error
            entry.circumstances.phase = phase
        }
        switch choice {
        case "404": end(404, nil)
        case "500": end(500, nil)
        case "login":
            entry.hops.append(
                HTTPSEntry.Hop(url: url, status: 302, headers: [Header("location", "https://example.com/login")]))
            entry.hops.append(
                HTTPSEntry.Hop(
                    url: "https://example.com/login", status: 200, headers: [Header("content-type", "text/html")]))
            entry.status = 200
            entry.body = Array("<!doctype html><form>".utf8)
        case "loop": fail(.redirectLoop, nil)
        // Of the target, if there is a redirect.
        case "refused": fail(.connectionRefused, .connect)
        case "timeout": fail(.timeout, .connect)
        case "TLS": fail(.tlsFailed, .tls)
        default: end(200, text)
        }
        return entry
    }
}
