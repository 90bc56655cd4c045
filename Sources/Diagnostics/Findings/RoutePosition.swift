/// A part of the way from a Matrix server name to its homeserver. Names are in lower case, without a final dot.
public enum RoutePart: Hashable, Sendable {
    case serverName
    /// The document at `/.well-known/matrix/server`.
    case document
    /// The SRV records of an owner.
    case services(owner: String)
    /// A host and its addresses.
    case host(String)
    case connection(host: String, port: Int)
    case certificate(host: String, port: Int)
    case responses(host: String, port: Int)
    /// The result of discovery as a whole.
    case discovery

    /// The order in which peers get to the parts.
    public var rank: Int {
        switch self {
        case .serverName: 0
        case .document: 1
        case .services: 2
        case .host: 3
        case .connection: 4
        case .certificate: 5
        case .responses: 6
        case .discovery: 7
        }
    }
}

/// What a finding is about on the way from a server name to its homeserver.
public struct RoutePosition: Sendable, Equatable {
    /// The part that it is about, or `nil` if peers do not depend on it.
    public var part: RoutePart?
    /// The parts with a problem that the finding only repeats or that leads to it, most specific first.
    public var follows: [RoutePart]
    /// Whether it is only so at some of the addresses, and peers that use another one get on.
    public var isPartial = false
    /// Whether it may remain when the part that it follows from is in order.
    public var mayRemain = false

    public init(_ part: RoutePart? = nil, follows: [RoutePart] = []) {
        self.part = part
        self.follows = follows
    }
}
