import DNS
import TLSIdentity

/// The changes that may help a server, from everything that is known. Whether they do is decided by trying them.
public enum RemedyCandidates {
    /// The maximum number of candidates.
    public static let limit = 20
    /// Returns the candidates for a server name, those with the smallest change first.
    ///
    /// - Parameters:
    ///   - evidence: The evidence as collected, also what peers do not accept.
    ///   - routes: The present routes.
    ///   - website: What must be repaired before peers accept a document, if anything.
    public static func all(
        for serverName: ServerName, _ evidence: EvidenceIndex, _ routes: RouteSet, website: [RemedyChange]
    ) -> [Remedy] {
        guard case .name(let host) = serverName.host, serverName.port == nil else { return [] }
        let search = CandidateSearch(host: host, evidence: evidence, routes: routes, website: website)
        var seen: Set<Remedy> = []
        let all = search.documents + search.services + search.others
        let unique = all.filter { !$0.isEmpty }.map { Remedy($0) }.filter { seen.insert($0).inserted }
        return Array(
            unique.enumerated().sorted { ($0.element.size, $0.offset) < ($1.element.size, $1.offset) }
                .map(\.element).prefix(limit))
    }
}
