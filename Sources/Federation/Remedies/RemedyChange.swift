import DNS
import TLSIdentity

/// One change of a remedy.
public enum RemedyChange: Sendable, Hashable {
    /// The website of a host answers with this document.
    case document(host: String, text: String)
    /// The website of a host sends the document, which it has, with status 200 instead of this one.
    case documentStatus(host: String, Int)
    /// The website of a host answers 404.
    case noDocument(host: String)
    /// The websites of these hosts have a certificate that peers accept; the first is that of the server name.
    case websiteCertificate(hosts: [String], name: String, CertificateRepair)
    /// The websites of these hosts complete the TLS handshake; the first is that of the server name.
    case websiteHandshake(hosts: [String], name: String)
    /// The website of a host accepts connections and answers: at these addresses, if it answers at others already.
    case website(host: String, addresses: [IPAddress])
    /// The path of the documents is no longer answered by a login, an application or another server.
    case path(host: String, PathObstacle)
    /// These records are the SRV records of a host, under both names.
    case services(host: String, [AnswerRecord.Service])
    /// The SRV records of a host are removed.
    case noServices(host: String)
    /// The endpoint presents a certificate for the name.
    case certificate(host: String, port: Int, name: CertificateName, CertificateRepair)
    /// The endpoint accepts connections.
    case port(host: String, port: Int)
    /// The endpoint completes the TLS handshake.
    case handshake(host: String, port: Int)
    /// The virtual host of an endpoint answers a Host header as it answers another one.
    case hostHeader(host: String, port: Int, rejected: String, accepted: String)
    /// These are the addresses of a host.
    case addresses(host: String, [IPAddress])
    /// These addresses of a host are removed, and others stay.
    case noAddresses(host: String, [IPAddress])
}

extension RemedyChange {
    /// What must be done first: repairs, then publications.
    var phase: Int {
        switch self {
        // Peers request the document before they connect anywhere.
        case .website, .websiteHandshake, .websiteCertificate: 0
        case .port, .handshake: 1
        case .certificate: 2
        case .path, .hostHeader, .documentStatus: 3
        case .addresses, .noAddresses: 4
        case .noServices: 5
        case .services, .document, .noDocument: Self.lastPhase
        }
    }

    static let lastPhase = 6

    /// The URL where a document has to be published instead of its own URL, which is redirected there.
    func redirectedPlace(of url: String) -> String? {
        guard case .path(let host, let obstacle) = self, WellKnown.url(host, .server) == url else { return nil }
        return obstacle.place
    }

    /// The host whose document is published.
    var documentHost: String? { if case .document(let host, _) = self { host } else { nil } }

    var kind: Remedy.Kind {
        switch self {
        case .document, .documentStatus: .wellKnown
        case .noDocument: .removedWellKnown
        case .websiteCertificate: .websiteCertificate
        case .website: .website
        case .path: .path
        case .services: .serviceRecords
        case .noServices: .removedServiceRecords
        case .certificate: .certificate
        case .port: .port
        case .handshake, .websiteHandshake: .handshake
        case .hostHeader: .virtualHost
        case .addresses, .noAddresses: .address
        }
    }

    /// Whether something new is published, as opposed to what is published already.
    public var publishes: Bool {
        switch self {
        case .document, .noDocument, .services, .noServices, .addresses: true
        case .documentStatus, .websiteCertificate, .websiteHandshake, .website, .path, .certificate, .port, .handshake,
            .hostHeader, .noAddresses:
            false
        }
    }

    var size: Int {
        switch self {
        case .path, .hostHeader, .documentStatus: 2
        case .website, .websiteCertificate, .websiteHandshake, .port, .handshake: 3
        // Few authorities issue certificates for addresses, so that a document is simpler.
        case .certificate(_, _, .ip, .obtain): 8
        // A certificate, and what `hostHeader` changes.
        case .certificate(_, _, _, .virtualHost): 6
        case .certificate: 4
        case .noDocument: 5
        case .document: 6
        case .addresses(_, let addresses): 4 + 2 * addresses.count
        case .noServices, .noAddresses: 2
        case .services(_, let services): 6 + 4 * services.count
        }
    }

    var certificateName: String? {
        switch self {
        case .certificate(_, _, let name, .obtain), .certificate(_, _, let name, .renew),
            .certificate(_, _, let name, .virtualHost):
            name.value
        case .websiteCertificate(_, let name, .obtain), .websiteCertificate(_, let name, .renew): name
        default: nil
        }
    }

    /// The endpoint that accepts connections or completes the handshake then, as ``Destination/endpoint`` has it.
    public var openedEndpoint: String? {
        switch self {
        case .port(let host, let port), .handshake(let host, let port): "`\(host)` port \(port)"
        default: nil
        }
    }

    /// The endpoint that is repaired, as ``Destination/endpoint`` has it.
    public var repairedEndpoint: String? {
        switch self {
        case .certificate(let host, let port, _, _), .hostHeader(let host, let port, _, _): "`\(host)` port \(port)"
        default: openedEndpoint
        }
    }

    /// An imperative clause.
    ///
    /// - Parameter place: The URL where a document is published, if that is not its own URL.
    func clause(at place: String? = nil) -> String {
        switch self {
        case .document(let host, _): "publish this document at `\(place ?? WellKnown.url(host, .server))`"
        case .documentStatus(let host, let status):
            "send the document at `\(WellKnown.url(host, .server))` with status 200 instead of \(status)"
        case .noDocument(let host):
            "return status 404 at `\(WellKnown.url(host, .server))`"
        case .websiteCertificate(let hosts, let name, let repair):
            repair.clause(name) + " on the website `https://\(name)`" + Self.redirection(hosts, name)
        case .websiteHandshake(let hosts, let name):
            "repair the TLS settings of the website `https://\(name)`" + Self.redirection(hosts, name)
        case .website(let host, []): "make the website `https://\(host)` answer on port 443"
        case .website(let host, let addresses):
            "make the website `https://\(host)` answer on port 443 of \(addresses.map(\.description).listed), too, or remove "
                + "\(addresses.count == 1 ? "this address" : "these addresses") from the zone"
        case .path(let host, let obstacle): obstacle.clause(host)
        case .services(let host, _): "publish exactly these SRV records for `\(host)`"
        case .noServices(let host): "remove the SRV records of `\(host)`"
        case .certificate(let host, let port, let name, let repair):
            repair.clause(name.value) + " at `\(host)` port \(port)"
        case .port(let host, let port):
            "let the homeserver or its proxy accept connections at `\(host)` port \(port), and open the port in the "
                + "firewall"
        case .handshake(let host, let port): "repair the TLS settings at `\(host)` port \(port)"
        case .hostHeader(let host, let port, let rejected, let accepted):
            "let the virtual host at `\(host)` port \(port) also accept the Host header `\(rejected)`"
                + Self.matching(rejected, accepted)
        case .addresses(let host, _): "publish these address records for `\(host)`"
        case .noAddresses(let host, let addresses):
            "remove the \(addresses.count == 1 ? "address" : "addresses") "
                + "\(addresses.map(\.description).joined(separator: ", ")) of `\(host)` from the public DNS"
        }
    }

    /// How to accept two Host headers that differ only in whether they have a port: an addition to a clause.
    public static func matching(_ rejected: String, _ accepted: String) -> String {
        let names = [rejected, accepted].map { (try? ServerName($0))?.hostText.lowercased() }
        return names[0] != nil && names[0] == names[1] ? ", by comparing the name without the port" : ""
    }

    /// A subordinate clause for a website other than that of the server name.
    private static func redirection(_ hosts: [String], _ name: String) -> String {
        hosts.count > 1 && hosts[0] != name ? ", which the document is redirected to" : ""
    }

    /// The clause for readers who do not see the text to publish next to it.
    func briefClause(at place: String? = nil) -> String {
        switch self {
        case .document(let host, let text): "publish `\(text)` at `\(place ?? WellKnown.url(host, .server))`"
        case .services(let host, _): "publish the SRV records below for `\(host)`"
        case .addresses(let host, _): "publish the address records below for `\(host)`"
        default: clause(at: place)
        }
    }

    var publications: [Remedy.Publication] {
        switch self {
        case .document(let host, let text):
            [Remedy.Publication(place: WellKnown.url(host, .server), text: text, language: .json)]
        case .services(let host, let services):
            [
                Remedy.Publication(
                    place: "the zone of \(host)",
                    text: Self.records(of: services, at: host).joined(separator: "\n"), language: .dns)
            ]
        case .addresses(let host, let addresses):
            [
                Remedy.Publication(
                    place: "the zone of \(host)",
                    text: addresses.map { "\(host.trimmingFinalDot). 3600 IN \($0.isIPv6 ? "AAAA" : "A") \($0)" }
                        .joined(separator: "\n"), language: .dns)
            ]
        default: []
        }
    }

    /// The records under both names, in presentation form.
    static func records(of services: [AnswerRecord.Service], at host: String) -> [String] {
        MatrixService.allCases.flatMap { name in
            services.map {
                "\(name.ownerPrefix).\(host.trimmingFinalDot). 3600 IN SRV \($0.priority) \($0.weight) \($0.port) "
                    + "\($0.target)"
            }
        }
    }
}
