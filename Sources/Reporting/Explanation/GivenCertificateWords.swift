import Certificates
import Federation
import Linting

/// Whether the chain that was given serves the destinations, in sentences.
enum GivenCertificateWords {
    static func paragraphs(_ context: DelegationContext, _ routes: RouteSet) -> [String] {
        guard let given = context.certificate, let leaf = given.content.chain?.leaf else { return [] }
        var seen: Set<Federation.CertificateName> = []
        return routes.specification.destinations.map(\.certificateName).filter { seen.insert($0).inserted }.map {
            name in
            let wanted = name.reference
            guard let mismatch = MatchingRules.specification.match(wanted, in: leaf).mismatch else {
                return "The certificate given names `\(name.value)`: it serves."
            }
            return "The certificate given does not serve `\(name.value)`: \(words(mismatch, wanted))."
        }
    }

    private static func words(_ mismatch: NameMismatch, _ wanted: Certificates.CertificateName) -> String {
        switch mismatch {
        case .noAlternativeNames: "it has no subject alternative names, and the common name does not count"
        case .certificateRefused(let entry, _): "its entry `\(entry.text)` makes software refuse it"
        case .unusableName: "such a name cannot be compared"
        case .noEntryMatches(let nearest): nearest?.text(for: wanted) ?? "none of its names comes near"
        }
    }
}
