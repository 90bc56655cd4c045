import Federation

extension HTTPSEntry {
    var redirects: Int { max(0, hops.count - 1) }

    /// The headers of the last answer; empty where they were not noted.
    var lastHeaders: [Header] { hops.last?.headers ?? [] }

    /// Where the redirects end.
    var lastURL: String { hops.last?.url ?? url }

    /// ", at 192.0.2.80" where it is known which address answered.
    var atAddress: String { address.map { ", at \($0)" } ?? "" }
}

/// The parts of a URL that messages and rules speak of.
struct URLParts {
    let scheme: String
    /// In lower case, without the port.
    let host: String
    let path: String
    /// As it is written; `nil` where it is not.
    let port: String?

    /// `nil` for a text that has no scheme and host.
    init?(_ url: String) {
        guard let colon = url.firstRange(of: "://") else { return nil }
        scheme = url[..<colon.lowerBound].lowercased()
        let rest = url[colon.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        var authority = rest[..<end]
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        let bracket = authority.lastIndex(of: "]")
        var port: String?
        if let colon = authority.lastIndex(of: ":"), bracket.map({ $0 < colon }) ?? true {
            port = String(authority[authority.index(after: colon)...])
            authority = authority[..<colon]
        }
        self.port = port
        guard !authority.isEmpty else { return nil }
        host = authority.lowercased()
        path = String(rest[end...].prefix { $0 != "?" && $0 != "#" })
    }
}

extension DelegationContext {
    /// Whether somebody means a well-known document to be there: it was given, or the path leads by a redirect to
    /// another host than the server name and its `www`, which is nothing that web servers do by themselves.
    func isDocumentMeant(_ entry: HTTPSEntry) -> Bool {
        if input.wellKnown != nil { return true }
        guard entry.redirects > 0, let host = delegatingHost?.lowercased(), let last = URLParts(entry.lastURL) else {
            return false
        }
        return last.host != host && last.host != "www.\(host)" && host != "www.\(last.host)"
            && last.path.hasSuffix("/server")
    }

    /// What came back for the document for servers, each outcome once, be it from several addresses.
    func fetchedOnce(_ document: WellKnown, by key: (HTTPSEntry) -> String?) -> [HTTPSEntry] {
        var seen: Set<String> = []
        return fetched(document).filter { entry in key(entry).map { seen.insert($0).inserted } ?? false }
    }

    /// What peers do without the document, as a clause.
    var withoutDocument: String { "peers go on as if there were none: to SRV records, then to port 8448" }
}
