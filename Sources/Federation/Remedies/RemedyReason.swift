import TLSIdentity

/// What is wrong with a certificate that has to be replaced.
public enum CertificateRepair: Sendable, Hashable {
    /// It is for other names, or of an issuer that peers do not trust.
    case obtain
    /// It is for other names because another virtual host answers, and not the homeserver.
    case virtualHost
    /// It is for other names or not trusted, but the server presents another one elsewhere: an adverbial.
    case install(String)
    /// It has expired.
    case renew
    /// It is valid from this time on.
    case wait(Timestamp)
    /// It has expired, and was renewed, but the server did not load the new one.
    case reload
    /// The intermediate certificate is not sent with it.
    case completeChain
    /// The certificate of this issuer is not sent with it, and may be an intermediate certificate.
    case addIssuer(String)
    /// An intermediate certificate has expired.
    case replaceChain

    /// An imperative clause for a certificate, without where it is installed.
    public func clause(_ name: String) -> String {
        switch self {
        case .obtain: "install a trusted certificate for `\(name)`"
        case .virtualHost:
            "add a virtual host for `\(name)` with a trusted certificate, which forwards `/_matrix/` to the homeserver,"
        case .wait(let time): "use the previous certificate for `\(name)` until the new one is valid, from \(time) on,"
        case .renew: "renew the certificate for `\(name)` and reload the server"
        case .install(let place):
            "install the certificate for `\(name)`, which the server already presents \(place),"
        case .reload: "reload the server that still presents the old certificate for `\(name)`"
        case .completeChain, .addIssuer: "send the intermediate certificate with the certificate for `\(name)`"
        case .replaceChain: "send the chain that the CA currently issues with the certificate for `\(name)`"
        }
    }
}

/// What answers instead of a document.
public enum PathObstacle: Sendable, Hashable {
    /// A redirect to a page, by its URL without the query.
    case redirect(String)
    /// A redirect to the path of a document on a website of the same domain, where the document may be published.
    case moved(String)
    case redirectLoop
    case page
    case status(Int)
    /// Something in front of the web server of a host, to which the request may have been redirected.
    case intercepted(Interception, host: String)

    /// The characters of a URL that a sentence shows.
    private static let lengthLimit = 120

    init(_ entry: HTTPSEntry) {
        let status = entry.status ?? 200
        if let interception = entry.interception {
            let last = entry.hops.last.flatMap { URLParts($0.url)?.host } ?? URLParts(entry.url)?.host
            self = .intercepted(interception, host: last ?? "")
        } else if entry.error == .redirectLoop || entry.error == .tooManyRedirects {
            self = .redirectLoop
        } else if let last = entry.hops.last, entry.hops.count > 1 {
            let page = last.url.prefix { $0 != "?" && $0 != "#" }
            if Self.isPlace(String(page), last.status ?? status, entry) {
                self = .moved(String(page))
            } else {
                // The server chose the URL, which is shown in backticks.
                let shown = page.count > Self.lengthLimit ? page.prefix(Self.lengthLimit - 1) + "…" : String(page)
                self = .redirect(String(shown.map { $0 == "`" ? "'" : $0 }))
            }
        } else if status != 200 {
            self = .status(status)
        } else {
            self = .page
        }
    }

    /// Whether the document may be published where a redirect ends: at its path on a website that belongs to the server
    /// name, which has no document yet.
    private static func isPlace(_ url: String, _ status: Int, _ entry: HTTPSEntry) -> Bool {
        guard url.hasPrefix("https://"), url.count <= lengthLimit, status == 404 || status == 410,
            !url.contains(where: { $0 == "`" || $0.isWhitespace }), let last = URLParts(url),
            url == WellKnown.url(last.host, .server), let own = URLParts(entry.url)?.host
        else { return false }
        // A name above the server name may be a public suffix, under which others have names, too.
        return last.host == own || last.host.hasSuffix(".\(own)") || own == "www.\(last.host)"
    }

    /// The URL where a document has to be published because its own URL is redirected there.
    var place: String? { if case .moved(let url) = self { url } else { nil } }

    /// What to add to the clause that publishes a document where something else answers, `nil` if these are two things to
    /// do.
    func addition(_ host: String) -> String? {
        switch self {
        case .moved: ", which `\(host)` redirects to"
        case .redirect(let url): ", without the redirect to `\(url)`"
        case .status(let status): ", where the web server answers with status \(status) now"
        case .redirectLoop, .page, .intercepted: nil
        }
    }

    /// An imperative clause for the website of a host.
    func clause(_ host: String) -> String {
        let path = "`/.well-known/matrix/` on `\(host)`"
        switch self {
        case .redirect(let url), .moved(let url):
            return
                "exempt \(path) from the redirect to `\(url)`, and serve the JSON document there"
        case .redirectLoop:
            return "exempt \(path) from the endless redirects, and serve the JSON document there"
        case .page:
            return "exempt \(path) from the login or the application that answers there with a web page, and serve the "
                + "JSON document"
        case .intercepted(let interception, let last):
            return interception.help(paths: "/.well-known/matrix/", host: last)
        case .status(let status):
            return "serve the JSON document at `\(WellKnown.url(host, .server))`, which is answered with status "
                + "\(status), or answer 404 if there is none"
        }
    }
}
