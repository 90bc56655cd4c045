import Certificates
import Federation
import ZoneFile

/// A Matrix server name to judge, with the documents that belong to it.
public struct DelegationInput: Sendable {
    /// As given: it need not be a server name. Empty for the server of the only zone.
    public var serverName: String
    /// Where the configuration or an option names it.
    public var place: SourceSpan?
    /// Whether somebody named it: a name that zones merely have SRV records for is not known to be a server's.
    public var isGiven: Bool
    /// The document that is, or will be, at `/.well-known/matrix/server`.
    public var wellKnown: SourceFile?
    /// Which file that is, as ``ZoneInput/identity``; without it the document is not edited.
    public var wellKnownIdentity: String?
    /// The chain that the server presents, or will.
    public var certificate: SourceFile?
    /// What was collected elsewhere; zones and documents given come before it.
    public var evidence: Evidence?
    /// Zones as they ought to be published; they answer no question of discovery.
    public var compared: ZoneEvidence?
    /// Whether clients trust the chains, as far as that was asked: trust is found out before the judgement, and of a chain
    /// that is not in here nothing is said.
    public var trust: [CertificateChain: TrustJudgement] = [:]

    public init(
        _ serverName: String,
        place: SourceSpan? = nil,
        isGiven: Bool = true,
        wellKnown: SourceFile? = nil,
        certificate: SourceFile? = nil,
        evidence: Evidence? = nil
    ) {
        self.serverName = serverName
        self.place = place
        self.isGiven = isGiven
        self.wellKnown = wellKnown
        self.certificate = certificate
        self.evidence = evidence
    }
}
