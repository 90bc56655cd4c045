import Certificates
import Federation
import ZoneFile

/// A Matrix server name to check, with its documents.
public struct ServerInput: Sendable {
    /// The text as given, which may not be a valid server name. Empty for the server of the only zone.
    public var serverName: String
    /// The location of the name in the configuration or an option.
    public var place: SourceSpan?
    /// Whether the user named the server. A name that only has SRV records in a zone may not be a server name.
    public var isGiven: Bool
    /// The current or future document at `/.well-known/matrix/server`.
    public var wellKnown: SourceFile?
    /// The identity of that file, as in ``ZoneInput/identity``. Without it, the document is not edited.
    public var wellKnownIdentity: String?
    /// The identities of ``otherDocuments``, in the same way.
    public var otherIdentities: [WellKnown: String] = [:]
    /// The current or future documents for clients and for support, which discovery does not use.
    public var otherDocuments: [WellKnown: SourceFile] = [:]
    /// The current or future chain of the server.
    public var certificate: SourceFile?
    /// Evidence collected elsewhere. Given zones and documents take precedence.
    public var evidence: Evidence?
    /// The handshakes before a remedy was applied to the evidence, which may have replaced a certificate that shows a renewal.
    public var earlierHandshakes: [TLSEntry] = []
    /// Zones as they should be published. Discovery does not use them.
    public var compared: ZoneEvidence?
    /// Whether clients trust the chains. Trust is evaluated before the checks, and a chain that is missing here is not
    /// reported.
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
