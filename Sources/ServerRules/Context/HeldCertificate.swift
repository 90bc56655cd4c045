import Certificates
import DNS
import Diagnostics
import Federation
import TLSIdentity

/// A certificate that peers would accept for a name, and that the same server presents at another port or to clients that
/// send another name. So it only has to be configured.
struct HeldCertificate {
    /// Where the server presents it, as an adverbial: "at port 443".
    let place: String

    /// What to do with it, as an imperative.
    func help(for name: CertificateName) -> String {
        CertificateRepair.install(place).clause(name.value) + " at this endpoint too"
    }
}

extension ServerContext {
    /// The number of handshakes that are considered. Evidence from files may have any number.
    private static let handshakeLimit = 400

    /// Returns a certificate for a name that another handshake with an address shows.
    ///
    /// Only those of the same address count: nobody can install the certificate of a CDN elsewhere.
    func heldCertificate(
        for name: CertificateName, insteadOf chain: CertificateChain, at address: IPAddress, _ port: UInt16
    ) -> HeldCertificate? {
        let entries = evidence.evidence.tls.prefix(Self.handshakeLimit).filter { $0.address == address }
        let held = entries.first { entry in
            guard let other = entry.chain, other != chain, isTrusted(other) else { return false }
            return DocumentTrust.refusal(of: other, as: name, input.trust[other], time) == nil
        }
        return held.map { entry in
            HeldCertificate(
                place: entry.port == port
                    ? "to clients that ask for \(CertificateDescription.quoted(entry.serverName))"
                    : "at port \(entry.port)")
        }
    }

    /// Whether clients trust the issuer of a chain, or nothing speaks against it if that was not evaluated.
    private func isTrusted(_ chain: CertificateChain) -> Bool {
        switch input.trust[chain] {
        case .trusted: true
        case nil, .noRoots: !chain.leaf.isSelfIssued
        default: false
        }
    }
}

extension PresentedChain {
    /// Returns a certificate for a name that the server presents elsewhere.
    func heldCertificate(for name: CertificateName, _ context: ServerContext) -> HeldCertificate? {
        guard case .handshakes(let entries) = origin, let entry = entries.first else { return nil }
        return context.heldCertificate(for: name, insteadOf: chain, at: entry.address, entry.port)
    }

    /// What to do about a chain that peers do not trust, if the server presents another one elsewhere.
    func heldHelp(_ context: ServerContext) -> String? {
        guard let name = requiredNames.first?.name else { return nil }
        return heldCertificate(for: name, context)?.help(for: name)
    }
}
