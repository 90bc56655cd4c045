import TLSIdentity

/// How a homeserver, or another program that resolves server names, handles what the specification leaves open, and
/// where it differs from the specification. Differences between implementations are data: one discovery runs under each
/// policy.
///
/// `nil` is unverified: nobody has read or tested it, and a route that depends on it is unknown.
public struct Policy: Sendable {
    // MARK: Well-known

    public var wellKnown: WellKnownPolicy

    // MARK: Service records

    public var services: Services
    /// Where SRV records are looked up after a well-known document has named a host without a port (steps 3.3 and 3.4).
    public var delegatedServices: DelegatedServices
    /// The handling of a failed lookup of `_matrix-fed._tcp`.
    public var newNameFailure: LookupFailurePolicy
    /// The handling of a failed lookup of `_matrix._tcp`.
    public var oldNameFailure: LookupFailurePolicy

    // MARK: Targets

    public var targets: TargetChoice
    /// `.` as the only target.
    public var rootTarget: RootTarget?
    public var targetWithoutAddress: TargetWithoutAddress
    public var aliasTarget: AliasTarget
    /// A target such as `192.0.2.1.`
    public var addressTarget: InvalidTargetHandling?
    public var underscoreTarget: InvalidTargetHandling?
    /// A target with spaces or other octets that are not allowed in host names.
    public var octetTarget: InvalidTargetHandling?
    /// A target that strict IDNA does not allow, for example with a hyphen at the start or end of a label.
    public var strictIDNATarget: InvalidTargetHandling?
    /// Whether only the port of an SRV record is used, and the connection goes to the address of the server name if it
    /// has one.
    public var dialsServerNameAddress: Bool

    // MARK: Connection

    public var hostHeader: HostHeader
    public var certificateName: CertificateNameChoice
    public var bracketedIPv6: BracketedIPv6?
    /// Whether server names that are addresses are supported.
    public var addressNames: Bool
    /// Whether port 0 means no port.
    public var portZeroIsNone: Bool
    public var blockedAddresses: BlockedAddresses?
    public var matching: TLSClientFamily
}

/// How the well-known document is fetched and read.
public struct WellKnownPolicy: Sendable {
    public var statuses: Statuses
    public var size: SizeLimit?
    /// The maximum number of redirects.
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
        /// A longer document is ignored.
        case rejects(above: Int)
        /// Only so many bytes are read. A response with a longer `Content-Length` is ignored.
        case truncates(at: Int)
    }

    public enum KeyCase: Sendable {
        case exact
        /// A key in any case counts, the last one even after an exact one. Null changes nothing, and any other value
        /// that is not a string makes the document invalid. So does Go's encoding/json.
        case ignored
    }
    public enum TrailingText: Sendable { case refused, ignored }

    /// The handling of an `m.server` that is not a server name.
    public enum InvalidValue: Sendable {
        /// Discovery continues as if there were no document.
        case ignored
        /// Discovery fails.
        case fails
        /// Discovery fails, but a value that is not ASCII is ignored.
        case failsUnlessNotASCII
        /// The document is ignored unless the text after the first colon is a port, so IPv6 addresses do not work.
        /// Which hosts are accepted is unknown.
        case ignoredUnlessSplit
        /// The value is ignored but sent in the Host header.
        case ignoredButSentAsHost
    }

    public enum EmptyValue: Sendable { case ignored }

    public enum TrailingDot: Sendable {
        case failsCertificateCheck
        /// It is stripped for SNI and the certificate, and sent in the Host header.
        case keptInHostHeader
    }
}

/// Which SRV records are looked up.
public enum Services: Sendable {
    /// `_matrix-fed._tcp`, and only if that does not exist `_matrix._tcp`.
    case newThenOld
    case oldOnly
    /// Both, and the targets of both are used.
    case union
}

public enum DelegatedServices: Sendable {
    case atDelegatedHost
    /// SRV records are not looked up if there is a well-known document.
    case none
    /// Those of the server name instead of those of the delegated server.
    case atServerName
}

/// The handling of a failed DNS lookup.
public enum LookupFailureHandling: Sendable {
    /// Discovery fails.
    case fails
    /// Discovery continues as if the record did not exist.
    case countsAsAbsent
    /// Discovery falls back to port 8448 of the host, without another lookup.
    case fallsBack
    /// The specification does not say.
    case unspecified
}

/// The handling of each kind of failed DNS lookup.
public struct LookupFailurePolicy: Sendable {
    /// SERVFAIL, REFUSED, FORMERR and similar codes, including a bogus answer.
    public var rcode: LookupFailureHandling?
    public var notImplemented: LookupFailureHandling?
    public var timeout: LookupFailureHandling?

    public init(rcode: LookupFailureHandling?, notImplemented: LookupFailureHandling?, timeout: LookupFailureHandling?)
    {
        self.rcode = rcode
        self.notImplemented = notImplemented
        self.timeout = timeout
    }

    public static func always(_ handling: LookupFailureHandling?) -> LookupFailurePolicy {
        LookupFailurePolicy(rcode: handling, notImplemented: handling, timeout: handling)
    }
}

/// Which of several SRV records are used.
public enum TargetChoice: Sendable {
    /// All in the order of RFC 2782.
    case allInOrder
    /// Only the first in the order of RFC 2782.
    case firstInOrder
    /// Only one of the lowest priority, chosen by weight.
    case weightedPick
    /// Only the first in the answer.
    case firstInAnswer
    /// Only the one with the lowest weight of the lowest priority, the reverse of RFC 2782.
    case lowestWeight
}

public enum RootTarget: Sendable {
    case fails
    /// The address of the host itself, at the port of the SRV record.
    case ownAddressAtPort
    case unspecified
}

public enum TargetWithoutAddress: Sendable { case unreachable, ownAddressAtPort }
public enum AliasTarget: Sendable { case followed, refused }

/// The handling of a target that is not a valid host name.
public enum InvalidTargetHandling: Sendable {
    /// It is looked up like other names.
    case lookedUp
    /// It is used as an IPv4 address.
    case usedAsAddress
    /// The record is ignored. If there is no other, discovery falls back to port 8448 of the host.
    case discarded
    case unreachable
}

public enum HostHeader: Sendable {
    case specified
    /// `name:port`, without the port if it is 443.
    case authority
    /// As specified, but without the port if it is that of a server name that is not an address.
    case withoutPortOfServerName
    /// Always without a port.
    case withoutPort
    /// The target of the SRV record, if there is one.
    case target
}

public enum CertificateNameChoice: Sendable {
    case specified
    /// The target of the SRV record, if there is one.
    case target
}

public enum BracketedIPv6: Sendable {
    case works, broken
    case brokenWithoutPort
}

/// The handling of private, loopback and similar addresses.
public enum BlockedAddresses: Sendable {
    case dialled
    case refusedOneByOne
    /// One blocked address discards all addresses of the name.
    case discardName
}
