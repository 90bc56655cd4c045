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
