import DNS
import TLSIdentity

/// Everything that was collected about some server names: the questions, who was asked, and the answers.
///
/// Nothing is concluded from a missing question: it was not asked.
public struct Evidence: Sendable {
    /// When it was collected; the dates of certificates are checked at this time.
    public var collected: Timestamp?
    public var dns: [DNSEntry]
    public var https: [HTTPSEntry]
    public var tls: [TLSEntry]
    public var federation: [FederationEntry]

    public init(
        collected: Timestamp? = nil,
        dns: [DNSEntry] = [],
        https: [HTTPSEntry] = [],
        tls: [TLSEntry] = [],
        federation: [FederationEntry] = []
    ) {
        self.collected = collected
        self.dns = dns
        self.https = https
        self.tls = tls
        self.federation = federation
    }
}

/// The phase of an exchange in which it failed, by its word in evidence files.
public enum Phase: String, CaseIterable, Sendable {
    case resolve, connect, tls, request, headers, body
}

/// The properties that all entries of evidence may have.
public struct Circumstances: Sendable, Equatable {
    public var at: Timestamp?
    public var milliseconds: Int?
    public var phase: Phase?
    /// The error text of the peer or the system, for people.
    public var detail: String?
    /// The server name that it was collected for, in evidence for several; `nil` for any. Servers that share an address
    /// are each checked with their own entries.
    public var subject: String?

    public init(at: Timestamp? = nil, milliseconds: Int? = nil, phase: Phase? = nil, detail: String? = nil) {
        self.at = at
        self.milliseconds = milliseconds
        self.phase = phase
        self.detail = detail
    }
}

/// Why an HTTPS exchange failed before its body was complete.
public enum ExchangeError: String, CaseIterable, Sendable {
    case dnsFailed = "dns-failed"
    case connectionRefused = "connection-refused"
    case timeout
    case tlsFailed = "tls-failed"
    case tooLarge = "too-large"
    case redirectLoop = "redirect-loop"
    case tooManyRedirects = "too-many-redirects"
    case protocolError = "protocol-error"
    /// The machine has no route to the address, usually because it has no IPv6. This is not a fault of the peer.
    case unreachable
    /// The address is internal and was not contacted, because untrusted names are not followed there. This is not a
    /// fault of the peer.
    case internalAddress = "internal-address"
}

/// A document fetched over HTTPS.
public struct HTTPSEntry: Sendable {
    public var url: String
    /// The address of the first request.
    public var address: IPAddress?
    /// The requests in order, including redirects; empty if only the last response was recorded.
    public var hops: [Hop]
    /// The status of the last hop.
    public var status: Int?
    /// The unchanged bytes: a document may not be UTF-8, which is a finding.
    public var body: [UInt8]?
    /// Whether the body must not be saved: it came from an internal address for a public server name.
    public var isBodyWithheld = false
    /// Internal addresses that were not contacted.
    public var skippedAddresses: [IPAddress] = []
    public var error: ExchangeError?
    public var circumstances: Circumstances

    public struct Hop: Sendable, Equatable {
        public var url: String
        public var status: Int?
        public var headers: [Header]

        public init(url: String, status: Int?, headers: [Header] = []) {
            self.url = url
            self.status = status
            self.headers = headers
        }
    }

    public init(
        url: String,
        address: IPAddress? = nil,
        hops: [Hop] = [],
        status: Int? = nil,
        body: [UInt8]? = nil,
        error: ExchangeError? = nil,
        circumstances: Circumstances = Circumstances()
    ) {
        self.url = url
        self.address = address
        self.hops = hops
        self.status = status
        self.body = body
        self.error = error
        self.circumstances = circumstances
    }
}

extension HTTPSEntry {
    /// Whether no request was sent, so that the entry says nothing about the document: this machine has no route to the
    /// address, or the address is internal and was not contacted.
    public var isUnasked: Bool { error == .unreachable || error == .internalAddress && hops.isEmpty }

    /// Whether a redirect to internal addresses was not followed.
    public var isRedirectRefused: Bool { error == .internalAddress && !hops.isEmpty }

    /// Whether there was a body that was not saved.
    public var isBodyMissing: Bool { isBodyWithheld && body == nil }
}

extension TLSEntry {
    /// The endpoint of the handshake.
    public var endpoint: TransportEndpoint { TransportEndpoint(address, port: Int(port)) }
}

extension FederationEntry {
    /// The endpoint of the request.
    public var endpoint: TransportEndpoint { TransportEndpoint(address, port: Int(port)) }

    /// Whether there was a body that was not saved.
    public var isBodyMissing: Bool { isBodyWithheld && body == nil }
}

/// A header field; its name is not case-sensitive (RFC 9110 §5.1).
public struct Header: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension [Header] {
    /// The values of all fields with the name, joined as in RFC 9110 §5.3.
    public subscript(name: String) -> String? {
        let values = filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}

/// A TLS handshake.
public struct TLSEntry: Sendable {
    public var address: IPAddress
    public var port: UInt16
    /// The name in SNI, or the server name if none was sent.
    public var serverName: String
    /// `TLSv1.3`.
    public var version: String?
    /// The presented certificates in their order, each in PEM.
    public var certificates: [String]
    /// The protocol that answers instead of TLS: `HTTP`, `SSH`.
    public var speaks: String?
    /// The obsolete versions that the server accepts, if it accepts no other.
    public var oldVersions: [String]
    public var error: ExchangeError?
    public var circumstances: Circumstances

    public init(
        address: IPAddress,
        port: UInt16,
        serverName: String,
        version: String? = nil,
        certificates: [String] = [],
        speaks: String? = nil,
        oldVersions: [String] = [],
        error: ExchangeError? = nil,
        circumstances: Circumstances = Circumstances()
    ) {
        self.address = address
        self.port = port
        self.serverName = serverName
        self.version = version
        self.certificates = certificates
        self.speaks = speaks
        self.oldVersions = oldVersions
        self.error = error
        self.circumstances = circumstances
    }
}

/// A request to a federation endpoint.
public struct FederationEntry: Sendable {
    public var address: IPAddress
    public var port: UInt16
    public var path: String
    public var hostHeader: String
    public var status: Int?
    public var headers: [Header]
    public var body: String?
    /// Whether the body must not be saved: it came from an internal address for a public server name.
    public var isBodyWithheld = false
    /// The protocol that answers instead of HTTP, if one does.
    public var speaks: String?
    public var error: ExchangeError?
    public var circumstances: Circumstances

    public init(
        address: IPAddress,
        port: UInt16,
        path: String,
        hostHeader: String,
        status: Int? = nil,
        headers: [Header] = [],
        body: String? = nil,
        speaks: String? = nil,
        error: ExchangeError? = nil,
        circumstances: Circumstances = Circumstances()
    ) {
        self.address = address
        self.port = port
        self.path = path
        self.hostHeader = hostHeader
        self.status = status
        self.headers = headers
        self.body = body
        self.speaks = speaks
        self.error = error
        self.circumstances = circumstances
    }
}
