import DNS

/// Everything collected about some server names: what was asked, of whom, and what came back.
///
/// A question that is not in it was not asked, and nothing is concluded from its absence.
public struct Evidence: Sendable {
    /// When it was collected; certificates are judged at this time.
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

/// A question of the DNS.
public struct Question: Hashable, Sendable, CustomStringConvertible {
    public var name: Name
    public var type: RecordType

    public init(_ name: Name, _ type: RecordType) {
        self.name = name
        self.type = type
    }

    /// `_matrix-fed._tcp.example.com. SRV`
    public var description: String { "\(name) \(type)" }
}

/// How a network conversation went wrong and when: the words of evidence files.
public enum Phase: String, CaseIterable, Sendable {
    case resolve, connect, tls, request, headers, body
}

/// What every entry of evidence may carry.
public struct Circumstances: Sendable, Equatable {
    public var at: Timestamp?
    public var milliseconds: Int?
    public var phase: Phase?
    /// What the other side or the system said, for people.
    public var detail: String?
    /// The server name that it was collected for, where evidence of several is kept together; `nil`: of any. Two servers
    /// on one address are judged by what each was answered.
    public var subject: String?

    public init(at: Timestamp? = nil, milliseconds: Int? = nil, phase: Phase? = nil, detail: String? = nil) {
        self.at = at
        self.milliseconds = milliseconds
        self.phase = phase
        self.detail = detail
    }
}

/// An HTTPS exchange that failed before its body was there.
public enum ExchangeError: String, CaseIterable, Sendable {
    case dnsFailed = "dns-failed"
    case connectionRefused = "connection-refused"
    case timeout
    case tlsFailed = "tls-failed"
    case tooLarge = "too-large"
    case redirectLoop = "redirect-loop"
    case tooManyRedirects = "too-many-redirects"
    case protocolError = "protocol-error"
    /// The machine that asked has no way there: IPv6, as a rule. It tells nothing of the other side.
    case unreachable
    /// The address is an internal one, to which no stranger's name is followed: it was not contacted. It tells nothing of
    /// the other side.
    case internalAddress = "internal-address"
}

/// A document fetched over HTTPS.
public struct HTTPSEntry: Sendable {
    public var url: String
    /// The address the first request went to.
    public var address: IPAddress?
    /// The requests in order, redirects included; empty where only the last answer was noted.
    public var hops: [Hop]
    /// Of the last hop.
    public var status: Int?
    /// As it came: a document need not be UTF-8, and that is worth saying.
    public var body: [UInt8]?
    /// Whether the body is not for files: it came from an internal address on behalf of a public server name.
    public var isBodyWithheld = false
    /// Internal addresses on the way that were not contacted.
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
    /// Whether nobody was asked, so that the entry tells nothing of the document: this machine has no route to the
    /// address, or the address is an internal one that was not contacted.
    public var isUnasked: Bool { error == .unreachable || error == .internalAddress && hops.isEmpty }

    /// Whether a redirect led to internal addresses only, and was not followed.
    public var isRedirectRefused: Bool { error == .internalAddress && !hops.isEmpty }

    /// Whether the body is not known, though one came: it was not kept.
    public var isBodyMissing: Bool { isBodyWithheld && body == nil }
}

extension FederationEntry {
    /// Whether the body is not known, though one came: it was not kept.
    public var isBodyMissing: Bool { isBodyWithheld && body == nil }
}

/// A header field as it came; names are not case-sensitive (RFC 9110 §5.1).
public struct Header: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension [Header] {
    /// The values of all fields with the name, joined as RFC 9110 §5.3 has it.
    public subscript(name: String) -> String? {
        let values = filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}

/// A TLS handshake.
public struct TLSEntry: Sendable {
    public var address: IPAddress
    public var port: UInt16
    /// The name sent as SNI; the server name asked about where none was sent.
    public var serverName: String
    /// `TLSv1.3`.
    public var version: String?
    /// The chain as presented, leaf first, each in PEM.
    public var certificates: [String]
    /// What answers in place of TLS: `HTTP`, `SSH`.
    public var speaks: String?
    /// Where only versions are accepted that nobody speaks any more: which.
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
    /// Whether the body is not for files: it came from an internal address on behalf of a public server name.
    public var isBodyWithheld = false
    /// What answers in place of HTTP, if something does.
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
