/// How a homeserver, or another program that finds homeservers, does what the specification leaves open or what it does
/// otherwise. Differences between implementations are data: one discovery runs under each policy.
///
/// `nil` is unverified: nobody has read or tried it, and a route that depends on it is unknown.
public struct Policy: Sendable {
    // MARK: Well-known

    public var wellKnown: WellKnownPolicy

    // MARK: Service records

    public var services: Services
    /// Where SRV records are looked for once a well-known has named a host without a port (steps 3.3 and 3.4).
    public var delegatedServices: DelegatedServices
    /// What follows when the question for `_matrix-fed._tcp` is not answered.
    public var newNameFailure: FailureReactions
    /// What follows when the question for `_matrix._tcp` is not answered.
    public var oldNameFailure: FailureReactions

    // MARK: Targets

    public var targets: TargetChoice
    /// `.` as the only target.
    public var rootTarget: RootTarget?
    public var targetWithoutAddress: TargetWithoutAddress
    public var aliasTarget: AliasTarget
    /// A target such as `192.0.2.1.`
    public var addressTarget: OddTarget?
    public var underscoreTarget: OddTarget?
    /// A target with blanks and other octets that host names do not have.
    public var octetTarget: OddTarget?
    /// A target with hyphens in the third and fourth place, at an edge of a label, and the like.
    public var strictIDNATarget: OddTarget?
    /// Whether SRV records of the server name move only the port, and the connection goes to the server name's own
    /// address whenever it has one.
    public var dialsServerNameAddress: Bool

    // MARK: Connection

    public var hostHeader: HostHeader
    public var certificateName: CertificateNameChoice
    public var bracketedIPv6: BracketedIPv6?
    /// Whether servers that are named by an address are supported at all.
    public var addressNames: Bool
    /// Whether port 0 is taken for no port.
    public var portZeroIsNone: Bool
    public var blockedAddresses: BlockedAddresses?
    public var matching: MatchingFamily
}

/// How the well-known document is fetched and read.
public struct WellKnownPolicy: Sendable {
    public var statuses: Statuses
    public var size: SizeLimit?
    /// How many redirects are followed.
    public var redirects: Int?
    public var keyCase: KeyCase?
    public var trailingText: TrailingText?
    public var invalidValue: InvalidValue?
    public var emptyValue: EmptyValue?
    /// `m.server` with a final dot.
    public var trailingDot: TrailingDot?

    public enum Statuses: Sendable { case only200, success, any }

    /// In bytes.
    public enum SizeLimit: Sendable {
        case none
        /// A document of more bytes counts as none.
        case rejects(above: Int)
        /// So many bytes are read, and the rest does not matter.
        case truncates(at: Int)
    }

    public enum KeyCase: Sendable { case exact, ignored }
    public enum TrailingText: Sendable { case refused, ignored }

    /// An `m.server` outside the grammar of server names.
    public enum InvalidValue: Sendable {
        /// Discovery goes on as if there were no well-known.
        case ignored
        /// Nothing else is tried.
        case fails
        /// As ``fails``, but a value that is not ASCII is ignored.
        case failsUnlessNotASCII
        /// Discovery goes on, but the value stays in the Host header.
        case ignoredButSentAsHost
    }

    public enum EmptyValue: Sendable { case ignored }
    public enum TrailingDot: Sendable { case failsCertificateCheck, stripped }
}

/// Which SRV records are asked for.
public enum Services: Sendable {
    /// `_matrix-fed._tcp`, and only if that does not exist `_matrix._tcp`.
    case newThenOld
    case oldOnly
    /// Both, and the targets of both are tried.
    case union
}

public enum DelegatedServices: Sendable {
    case atDelegatedHost
    /// SRV records play no part once there is a well-known.
    case none
    /// Those of the server name, where the specification has those of the delegated host.
    case atServerName
}

/// What follows when the DNS does not answer.
public enum Reaction: Sendable {
    /// The request fails; nothing else is tried.
    case fails
    /// As if the record did not exist.
    case countsAsAbsent
    /// Port 8448 of the name itself, without another question.
    case fallsBack
    /// The specification is silent.
    case unspecified
}

public struct FailureReactions: Sendable {
    /// SERVFAIL, REFUSED, FORMERR and the like, a bogus answer among them.
    public var rcode: Reaction?
    public var notImplemented: Reaction?
    public var timeout: Reaction?

    public init(rcode: Reaction?, notImplemented: Reaction?, timeout: Reaction?) {
        self.rcode = rcode
        self.notImplemented = notImplemented
        self.timeout = timeout
    }

    public static func always(_ reaction: Reaction?) -> FailureReactions {
        FailureReactions(rcode: reaction, notImplemented: reaction, timeout: reaction)
    }
}

/// Which of several SRV records are used.
public enum TargetChoice: Sendable {
    /// All, in the order of RFC 2782.
    case allInOrder
    /// The first in the order of RFC 2782, and no other.
    case firstInOrder
    /// One of the lowest priority, by weight, and no other.
    case weightedPick
    /// The first that the name server happened to send.
    case firstInAnswer
    /// The lowest weight of the lowest priority: the order of RFC 2782 turned round.
    case lowestWeight
}

public enum RootTarget: Sendable {
    case fails
    /// The name's own address, at the port of the SRV record.
    case ownAddressAtPort
    case unspecified
}

public enum TargetWithoutAddress: Sendable { case unreachable, ownAddressAtPort }
public enum AliasTarget: Sendable { case followed, refused }

/// What becomes of a target that is no proper host name.
public enum OddTarget: Sendable {
    /// It is looked up as a name like any other.
    case lookedUp
    /// Its digits are taken for the address.
    case usedAsAddress
    /// The record is dropped, and without another one port 8448 of the name itself is dialled.
    case discarded
    case unreachable
}

public enum HostHeader: Sendable {
    case specified
    /// `name:port`, without the port only if that is 443.
    case authority
    /// Without a port where it is the server name that has one.
    case withoutPortOfServerName
    /// Never with a port.
    case withoutPort
    /// The target of the SRV record, where there is one.
    case target
}

public enum CertificateNameChoice: Sendable {
    case specified
    /// The target of the SRV record, where there is one.
    case target
}

public enum BracketedIPv6: Sendable {
    case works, broken
    case brokenWithoutPort
}

/// What becomes of private, loopback and similar addresses.
public enum BlockedAddresses: Sendable {
    case dialled
    case refusedOneByOne
    /// One blocked address discards all addresses of the name.
    case discardName
}

/// Whose rules say whether a certificate serves a name.
public enum MatchingFamily: String, Sendable, CaseIterable {
    case specification, serviceIdentity, go, rustls, node, erlang
}
