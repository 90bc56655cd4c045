import Certificates
import Diagnostics
import TLSIdentity

/// A certificate for the same names with a later end, which the evidence shows elsewhere: it was renewed, but a server
/// did not load it.
struct NewerCertificate {
    let certificate: PresentedCertificate
    /// Where it is: an endpoint, or a file.
    let place: String

    /// A clause for a finding about the old certificate.
    var text: String {
        "a newer certificate for the same names, valid until \(certificate.notAfter.date), is \(place), so the renewal worked"
    }

    /// An imperative, without the endpoint that has the old certificate.
    static let help =
        "reload or restart the server that still presents the old certificate, and let the renewal do so from now on"
}

extension ServerContext {
    /// Returns the newest certificate that is valid at the time of the check, ends after another one, and has all of its
    /// names or, if it has none, its subject.
    func newerCertificate(than old: PresentedCertificate) -> NewerCertificate? {
        guard let time, let names = Self.names(of: old) else { return nil }
        return knownLeaves.filter { known in
            known.certificate.notAfter > old.notAfter && known.certificate.notBefore <= time
                && time <= known.certificate.notAfter
                && Self.names(of: known.certificate)?.isSuperset(of: names) == true
                // Another certificate of a server that signs its own certificates shows no renewal.
                && !known.certificate.isSelfIssued
        }.max { $0.certificate.notAfter < $1.certificate.notAfter }
    }

    /// The leaves of all handshakes and of the given file, with their places.
    private var knownLeaves: [NewerCertificate] {
        shared.value("known leaves") {
            let presented = (evidence.evidence.tls + input.earlierHandshakes).compactMap { entry -> NewerCertificate? in
                guard let chain = entry.chain else { return nil }
                let endpoint = entry.address.isIPv6 ? "[\(entry.address)]" : "\(entry.address)"
                return NewerCertificate(
                    certificate: chain.certificates[chain.serverIndex],
                    place: "presented at \(endpoint) port \(entry.port) for "
                        + CertificateDescription.quoted(entry.serverName))
            }
            let given = certificate.flatMap { given in
                given.content.chain.map { chain in
                    NewerCertificate(
                        certificate: chain.certificates[chain.serverIndex],
                        place: "in \(CertificateDescription.quoted(given.file.path))")
                }
            }
            return presented + [given].compactMap(\.self)
        }
    }

    /// The host names of a certificate, or `nil` if it has none.
    private static func names(of certificate: PresentedCertificate) -> Set<String>? {
        let names = (certificate.alternativeNames ?? []).filter { $0.kind == .dnsName }.map { $0.text.lowercased() }
        return names.isEmpty ? nil : Set(names)
    }
}
