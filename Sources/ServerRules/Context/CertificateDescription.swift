import Certificates
import Diagnostics
import Federation
import TLSIdentity

/// Clauses about certificates that several messages share, without a final full stop.
///
/// Names are quoted as written in the certificate. The caller escapes them for output.
public enum CertificateDescription {
    /// Describes the step of discovery that decides which name peers verify, and why.
    public static func branch(_ destination: Destination, _ serverName: String) -> String {
        let step = "step \(destination.step.rawValue): "
        let name = quoted(destination.certificateName.value)
        let host = quoted(destination.host.trimmingFinalDot)
        switch destination.step {
        case .addressLiteral: return step + "the server name is an IP address, and peers verify that address"
        case .delegatedAddress:
            return step + "the well-known document names an IP address, and peers verify that address"
        case .explicitPort: return step + "the server name has a port, so peers connect to it directly"
        case .delegatedPort:
            return step + "the well-known document names \(name) with a port, so peers verify that name"
        case .service, .oldService:
            return step + "an SRV record moves the connection to \(host), but peers still verify \(name)"
        case .delegatedService, .delegatedOldService:
            return step + "the well-known document names \(name), and its SRV record moves the connection to \(host), "
                + "but peers still verify \(name)"
        case .delegatedFallback:
            return step + "the well-known document names \(name) without a port, so peers verify that name"
        case .fallback:
            return step
                + "peers found neither a usable document nor an SRV record, so they connect to port \(destination.port) of the server name"
        case .wellKnown: return step + "the well-known document of \(quoted(serverName))"
        }
    }

    /// Returns a predicate with the names of a certificate: "names `a.example` and `b.example`", "names no host".
    public static func names(of certificate: PresentedCertificate) -> String {
        let entries = (certificate.alternativeNames ?? []).filter { $0.kind == .dnsName || $0.kind == .ipAddress }
        guard !entries.isEmpty else {
            guard let commonName = certificate.subject.commonName else { return "names no host" }
            return "names no host except in its common name, \(quoted(commonName)), which peers ignore"
        }
        let shown = entries.prefix(6).map { quoted($0.text) }
        let rest = entries.count - shown.count
        return "names " + Words.list(shown + (rest > 0 ? [Words.count(rest, "more name")] : []))
    }

    /// Describes why a certificate is not valid for a name.
    public static func mismatch(_ mismatch: NameMismatch, _ wanted: CertificateName) -> String {
        switch mismatch {
        case .noAlternativeNames(_, let would):
            would
                ? "the name is only in the common name, which is ignored; there are no subject alternative names"
                : "it has no subject alternative names, and the common name is ignored"
        case .certificateRefused(let entry, let oddity):
            "the entry \(quoted(entry.description)) (\(words(oddity))) makes the whole certificate unusable"
        case .unusableName: "a name of this form cannot be verified"
        case .noEntryMatches(let nearest): nearest?.text(for: wanted) ?? "none of its names matches"
        }
    }

    /// Describes an unusual entry.
    public static func words(_ oddity: MatchingRules.Oddity) -> String {
        switch oddity {
        case .shortWildcard: "a wildcard directly below a top-level domain"
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

    /// Returns the implementations that use the matching rules of a family.
    public static func title(_ family: TLSClientFamily) -> String {
        switch family {
        case .specification: "the specification"
        case .serviceIdentity: "Synapse"
        case .go: "Go clients (Dendrite)"
        case .rustls: "Rust homeservers"
        case .node: "Node.js bridges"
        case .erlang: "ejabberd"
        }
    }

    /// Returns a certificate of a chain as the subject of a sentence.
    public static func certificate(_ index: Int, leaf: Int = 0) -> String {
        index == leaf ? "the certificate" : "the issuer certificate (number \(index + 1) in the chain)"
    }

    static func quoted(_ text: String) -> String { Words.quoted(text, limit: 100) }
}

// MARK: - Chains

extension CertificateDescription {
    /// A certificate may contain thousands of purposes, and a chain thousands of certificates.
    private static let listLimit = 16

    /// Describes a problem with a validity period.
    public static func date(_ issue: DateIssue, _ leaf: Int) -> String {
        let subject = certificate(issue.index, leaf: leaf)
        switch issue {
        case .expired(_, let since): return "\(subject) expired on \(since.date)"
        case .notYetValid(_, let from): return "\(subject) is not valid before \(from)"
        case .expiresSoon(_, let at, let seconds): return "\(subject) expires on \(at.date), \(remaining(seconds))"
        case .neverValid: return "\(subject) was never valid: its validity period ends before it starts"
        case .rootExpired(_, let name, let since):
            return "the trusted root \(quoted(name.text)) expired on \(since.date)"
        case .rootNotYetValid(_, let name, let from):
            return "the trusted root \(quoted(name.text)) is not valid before \(from)"
        }
    }

    private static func remaining(_ seconds: Int64) -> String {
        seconds < 172_800
            ? "in \(Words.count(Int(seconds / 3_600), "hour"))" : "in \(Words.count(Int(seconds / 86_400), "day"))"
    }

    /// Describes a problem with the order of a chain.
    public static func order(_ issue: OrderIssue) -> String {
        switch issue {
        case .leafNotFirst(let index):
            "the chain starts with a CA certificate; the server certificate is number \(index + 1)"
        case .misordered(let expected):
            "the certificates of the chain are out of order; the correct order is "
                + (expected.prefix(listLimit).map { String($0 + 1) } + (expected.count > listLimit ? ["…"] : []))
                .joined(separator: ", ")
        case .duplicate(let index, let first):
            "certificate \(index + 1) of the chain is a duplicate of certificate \(first + 1)"
        case .superfluous(let index): "certificate \(index + 1) is not part of the chain"
        case .rootIncluded(let index): "certificate \(index + 1) of the chain is a root"
        case .unneededExpired(let index, let since):
            "certificate \(index + 1) of the chain expired on \(since.date), but clients do not need it"
        }
    }

    /// Describes a purpose that a certificate does not allow.
    public static func usage(_ issue: UsageIssue, _ leaf: Int) -> String {
        switch issue {
        case .lacksServerAuthentication(let purposes):
            "the certificate may not be used for servers, only for "
                + Words.list(purposes.map(\.name), limit: listLimit)
        case .authorityAsLeaf(let isSelfIssued):
            "the server certificate is a CA certificate" + (isSelfIssued ? ", self-signed" : "")
        case .lacksDigitalSignature: "the key usage of the certificate does not allow signatures"
        case .issuerIsNoAuthority(let index): "\(certificate(index, leaf: leaf)) is not a CA certificate"
        case .issuerMayNotSign(let index):
            "the key usage of \(certificate(index, leaf: leaf)) does not allow signing certificates"
        case .issuerLacksServerAuthentication(let index, let purposes):
            "\(certificate(index, leaf: leaf)) may not issue server certificates, only certificates for "
                + Words.list(purposes.map(\.name), limit: listLimit)
        case .pathTooLong(let index, let allowed):
            "\(certificate(index, leaf: leaf)) allows \(Words.count(allowed, "intermediate")) below it, but there are more"
        case .malformedExtension(let index, let identifier):
            "the extension \(identifier) of \(certificate(index, leaf: leaf)) cannot be decoded"
        }
    }

    /// Describes a weak key or signature.
    public static func strength(_ issue: StrengthIssue, _ leaf: Int) -> String {
        switch issue {
        case .weakKey(let index, let key): "the key of \(certificate(index, leaf: leaf)) is weak: \(key)"
        case .weakSignature(let index, let signature):
            "\(certificate(index, leaf: leaf)) is signed with a weak algorithm: \(signature)"
        }
    }
}
