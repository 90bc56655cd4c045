import Certificates
import Federation
import TLSIdentity

/// What is said of certificates in more than one place: clauses without a final dot. Names are quoted as they stand in
/// the certificate, so that whoever shows them escapes them.
public enum CertificateWords {
    /// The step of discovery that makes a name the one to prove, and why.
    public static func branch(_ destination: Destination, _ serverName: String) -> String {
        let step = "step \(destination.step.rawValue): "
        let name = quoted(destination.certificateName.value)
        let host = quoted(destination.host.trimmingFinalDot)
        switch destination.step {
        case .addressLiteral: return step + "the server name is an address, and peers verify that very address"
        case .delegatedAddress:
            return step + "the well-known names an address, and peers verify that very address"
        case .explicitPort: return step + "the server name has a port, so peers connect to it as it is"
        case .delegatedPort:
            return step + "the well-known names \(name) with a port, and peers take that name over"
        case .service, .oldService:
            return step + "an SRV record only moves the connection, to \(host); it does not prove the name, so peers "
                + "ask for and verify \(name)"
        case .delegatedService, .delegatedOldService:
            return step + "the well-known names \(name), and its SRV record only moves the connection, to \(host); "
                + "peers ask for and verify \(name)"
        case .delegatedFallback:
            return step + "the well-known names \(name) without a port, and peers take that name over"
        case .fallback:
            return step + "nothing delegates, so peers connect to port \(destination.port) of the server name itself"
        case .wellKnown: return step + "the well-known document of \(quoted(serverName))"
        }
    }

    /// The names a certificate has: "names `a.example` and `b.example`", "names nothing: …".
    public static func names(of certificate: PresentedCertificate) -> String {
        let entries = (certificate.alternativeNames ?? []).filter { $0.kind == .dnsName || $0.kind == .ipAddress }
        guard !entries.isEmpty else {
            guard let commonName = certificate.subject.commonName else { return "names no host" }
            return "names no host but in its common name, \(quoted(commonName)), which does not count"
        }
        let shown = entries.prefix(6).map { quoted($0.text) }
        let rest = entries.count - shown.count
        return "names " + Words.list(shown + (rest > 0 ? [Words.count(rest, "more name")] : []))
    }

    /// Why a certificate does not carry a name.
    public static func mismatch(_ mismatch: NameMismatch, _ wanted: CertificateName) -> String {
        switch mismatch {
        case .noAlternativeNames(_, let would):
            would
                ? "the name is only in the common name, which does not count; it has no subject alternative names"
                : "it has no subject alternative names, and the common name does not count"
        case .certificateRefused(let entry, let oddity):
            "the entry \(quoted(entry.description)) (\(words(oddity))) makes the whole certificate unusable"
        case .unusableName: "such a name cannot be compared"
        case .noEntryMatches(let nearest): nearest?.text(for: wanted) ?? "none of its names comes near"
        }
    }

    /// What an odd entry is.
    public static func words(_ oddity: MatchingRules.Oddity) -> String {
        switch oddity {
        case .shortWildcard: "a wildcard right below a top-level domain"
        case .misplacedWildcard: "a wildcard that is not the whole first label"
        case .addressAsDNSName: "an address as a dNSName"
        case .emptyName: "an empty name"
        case .nameWithNUL: "a name with a NUL byte"
        case .nameBeyondASCII: "a name that is not ASCII"
        case .addressLength: "an address that is neither 4 nor 16 bytes long"
        case .mappedAddress: "an IPv4 address in IPv6 form"
        case .unusualURI: "an unusual URI"
        }
    }

    /// Who compares names by the rules of a family.
    public static func title(_ family: TLSClientFamily) -> String {
        switch family {
        case .specification: "the specification"
        case .serviceIdentity: "Synapse"
        case .go: "Dendrite and other software in Go"
        case .rustls: "the servers in Rust"
        case .node: "bridges on Node"
        case .erlang: "ejabberd"
        }
    }

    /// A certificate of a chain, as the subject of a sentence.
    public static func certificate(_ index: Int, leaf: Int = 0) -> String {
        index == leaf ? "the certificate" : "the issuer's certificate (number \(index + 1) of the chain)"
    }

    static func quoted(_ text: String) -> String { Words.quoted(text, limit: 100) }
}

// MARK: - Chains

extension CertificateWords {
    /// A certificate may hold thousands of anything.
    private static let mostListed = 16

    /// What is wrong with a date.
    public static func date(_ issue: DateIssue, _ leaf: Int) -> String {
        let subject = certificate(issue.index, leaf: leaf)
        switch issue {
        case .expired(_, let since): return "\(subject) expired on \(since.date)"
        case .notYetValid(_, let from): return "\(subject) is not valid before \(from)"
        case .expiresSoon(_, let at, let seconds): return "\(subject) expires on \(at.date), \(left(seconds))"
        case .neverValid: return "\(subject) ends before it begins: it was never valid"
        }
    }

    private static func left(_ seconds: Int64) -> String {
        seconds < 172_800
            ? "in \(Words.count(Int(seconds / 3_600), "hour"))" : "in \(Words.count(Int(seconds / 86_400), "day"))"
    }

    /// What is odd about the order of a chain.
    public static func order(_ issue: OrderIssue) -> String {
        switch issue {
        case .leafNotFirst(let index):
            "the chain begins with an authority's certificate; the server's own is number \(index + 1)"
        case .misordered(let expected):
            "the certificates of the chain are not in order; it would be "
                + (expected.prefix(mostListed).map { String($0 + 1) } + (expected.count > mostListed ? ["…"] : []))
                .joined(separator: ", ")
        case .duplicate(let index, let first):
            "certificate number \(index + 1) of the chain is number \(first + 1) once more"
        case .superfluous(let index): "certificate number \(index + 1) of the chain has nothing to do with it"
        case .rootIncluded(let index): "certificate number \(index + 1) of the chain is a root"
        }
    }

    /// What a certificate is not made for.
    public static func usage(_ issue: UsageIssue, _ leaf: Int) -> String {
        switch issue {
        case .lacksServerAuthentication(let purposes):
            "the certificate is not made for servers, only for " + Words.list(purposes.map(\.name), limit: mostListed)
        case .authorityAsLeaf(let isSelfIssued):
            "the server's certificate is a certificate authority's" + (isSelfIssued ? ", signed by itself" : "")
        case .lacksDigitalSignature: "the key usage of the certificate does not allow signatures"
        case .issuerIsNoAuthority(let index): "\(certificate(index, leaf: leaf)) is not an authority's"
        case .issuerMayNotSign(let index):
            "the key usage of \(certificate(index, leaf: leaf)) does not allow it to sign certificates"
        case .issuerLacksServerAuthentication(let index, let purposes):
            "\(certificate(index, leaf: leaf)) may not issue for servers, only for "
                + Words.list(purposes.map(\.name), limit: mostListed)
        case .pathTooLong(let index, let allowed):
            "\(certificate(index, leaf: leaf)) allows \(Words.count(allowed, "intermediate")) below it, and there are more"
        case .malformedExtension(let index, let identifier):
            "the extension \(identifier) of \(certificate(index, leaf: leaf)) cannot be decoded"
        }
    }

    /// What is weak.
    public static func strength(_ issue: StrengthIssue, _ leaf: Int) -> String {
        switch issue {
        case .weakKey(let index, let key): "the key of \(certificate(index, leaf: leaf)) is weak: \(key)"
        case .weakSignature(let index, let signature):
            "\(certificate(index, leaf: leaf)) is signed with a weak algorithm: \(signature)"
        }
    }
}
