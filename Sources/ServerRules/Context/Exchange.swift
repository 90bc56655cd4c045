import Federation

extension HTTPSEntry {
    /// Whether it is a request for a well-known document, and not for an API.
    public var isDocument: Bool { url.contains("/.well-known/matrix/") }

    var redirects: Int { max(0, hops.count - 1) }

    /// The headers of the last response, empty if they were not recorded.
    var lastHeaders: [Header] { hops.last?.headers ?? [] }

    /// The URL of the last request.
    var lastURL: String { hops.last?.url ?? url }

    /// The host of the last URL.
    var lastHost: String { URLParts(lastURL)?.host ?? lastURL }

    /// The mistake if the response has status 200 and its body is not JSON.
    var diagnosis: JSONDiagnosis? {
        guard error == nil, status == 200, let body else { return nil }
        return JSONDiagnosis.of(body)
    }

    /// The suffix ", at 192.0.2.80", or an empty string if the address is unknown.
    var atAddress: String { address.map { ", at \($0)" } ?? "" }
}

extension ServerContext {
    /// Whether a well-known document is intended: it was given in a file, or the path redirects to a host other than
    /// the server name and its `www` variant, which web servers do not do by default.
    func isDocumentIntended(_ entry: HTTPSEntry) -> Bool {
        if input.wellKnown != nil { return true }
        guard entry.redirects > 0, let host = delegatingHost?.lowercased(), let last = URLParts(entry.lastURL) else {
            return false
        }
        return last.host != host && last.host != "www.\(host)" && host != "www.\(last.host)"
            && last.path.hasSuffix("/server")
    }

    /// Returns the responses for a document without duplicates: each result once, even if several addresses return it.
    func fetchedOnce(_ document: WellKnown, by key: (HTTPSEntry) -> String?) -> [HTTPSEntry] {
        var seen: Set<String> = []
        return fetched(document).filter { entry in key(entry).map { seen.insert($0).inserted } ?? false }
    }

    /// A clause with what peers do if the document is missing.
    var withoutDocument: String { "peers continue as if there were no document, with SRV records and then port 8448" }
}
