import Federation

/// The first response of an exchange that a browser does not let a client of another origin read.
///
/// Browsers check the header of every response, and do not follow a redirect without it (Fetch, "HTTP fetch").
struct CORSRefusal {
    let url: String
    let isRedirect: Bool
    /// The allowed origins, empty if the header is missing.
    let origin: String

    /// - Returns: `nil` if browsers accept all responses, or if it is not known.
    init?(_ entry: HTTPSEntry) {
        guard entry.error == nil, entry.status == 200 else { return nil }
        for (index, hop) in entry.hops.enumerated() {
            // No headers were recorded.
            guard !hop.headers.isEmpty else { continue }
            let origin = hop.headers["access-control-allow-origin"] ?? ""
            // A server may also echo the origin of the request (with `Vary: Origin`).
            guard !["*", WellKnown.clientOrigin].contains(origin.filter({ $0 != " " })) else { continue }
            url = hop.url
            isRedirect = index < entry.hops.count - 1
            self.origin = origin
            return
        }
        return nil
    }

    /// The consequence, as a clause.
    ///
    /// - Parameter predicate: What browser clients cannot do.
    static func why(_ origin: String, _ predicate: String) -> String {
        origin.contains("*")
            ? "browsers accept only a single value, so browser clients \(predicate)"
            : "browser clients, such as Element Web, \(predicate)"
    }
}
