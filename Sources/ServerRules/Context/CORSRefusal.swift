import Diagnostics
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

    /// What is wrong with the header, as a predicate of a response.
    var predicate: String {
        if origin.isEmpty { return "is sent without `Access-Control-Allow-Origin`" }
        // Each of two servers adds the header, or one sends it twice.
        if origin.contains(",") {
            return "is sent with several values of `Access-Control-Allow-Origin`, \(Words.quoted(origin, limit: 80))"
        }
        return "allows only the origin \(Words.quoted(origin, limit: 80))"
    }

    /// The consequence, as a clause.
    ///
    /// - Parameter predicate: What browser clients cannot do.
    static func why(_ origin: String, _ predicate: String) -> String {
        origin.contains("*") || origin.contains(",")
            ? "browsers accept only a single value, so browser clients \(predicate)"
            : "browser clients, such as Element Web, \(predicate)"
    }
}
