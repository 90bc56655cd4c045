import Certificates
import DNS
import Diagnostics
import Federation
import TLSIdentity
import ZoneFile

/// The input of rules about a server name: the evidence, the resulting routes, and the locations of facts.
public struct ServerContext: Sendable {
    public let input: ServerInput
    /// The parsed server name, or why it is invalid.
    public let serverName: Result<ServerName, ServerNameProblem>
    public let evidence: EvidenceIndex
    /// The route of each implementation by the evidence, or `nil` without a valid server name.
    public let routes: RouteSet?
    /// The routes without a well-known document, if none was collected.
    public let routesWithoutWellKnown: RouteSet?
    /// The document at `/.well-known/matrix/server`.
    public let wellKnown: ServerDocumentView?
    /// The certificate chain from the given file.
    public let certificate: GivenCertificate?
    /// The chains that peers receive on the likely route: the one in the file, and those collected.
    public let presented: [PresentedChain]
    /// The time to compare certificate dates with, or `nil` to skip those checks.
    public let time: Timestamp?
    /// The collected evidence as peers see it, without documents behind certificates that they do not trust.
    let collected: Evidence?
    /// Names below the server name for which the zones have SRV records, if neither they nor a delegation to them was
    /// given.
    public var hostsBelow: [String] = []
    /// The given server name above this name if this name's SRV records were probably meant for it.
    public var intendedServerName: String?
    /// Whether the name is below a given server name, and so may be only a host.
    public var isBelowGivenName = false
    let zoneEvidence: ZoneEvidence
    let zones: ZoneSet
    /// The zones as they should be published.
    let compared: ZoneEvidence?
    /// The evidence that ``EvidenceLimits`` removed.
    let omittedEvidence: [Omission]
    /// Facts that several rules use.
    let shared = SharedFacts()

    /// - Parameter time: The time of the check, used if the evidence has no collection time.
    public init(
        _ input: ServerInput,
        _ zoneEvidence: ZoneEvidence,
        zones: ZoneSet,
        time: Timestamp? = nil
    ) {
        var input = input
        let limited = input.evidence.map(EvidenceLimits.applied)
        input.evidence = limited?.evidence
        omittedEvidence = limited?.omissions ?? []
        self.input = input
        compared = input.compared
        self.zones = zones
        self.time = input.evidence?.collected ?? time
        collected = input.evidence.map { DocumentTrust.applied(to: $0, input.trust, time) }
        serverName = Result { () throws(ServerNameProblem) in try ServerName(input.serverName) }
        var zoneEvidence = zoneEvidence
        var evidence = Evidence()
        wellKnown = input.wellKnown.map(ServerDocumentView.init(given:))
        certificate = input.certificate.map(GivenCertificate.init)
        guard case .success(let name) = serverName else {
            self.evidence = EvidenceIndex(evidence)
            self.zoneEvidence = zoneEvidence
            routes = nil
            routesWithoutWellKnown = nil
            presented = PresentedChain.all(certificate, evidence, nil, input, at: self.time)
            return
        }
        if let file = input.wellKnown, case .name(let host) = name.host {
            evidence.https.append(
                HTTPSEntry(url: WellKnown.url(host, .server), status: 200, body: file.contents))
        }
        let index = Self.collected(
            name, evidence, collected, &zoneEvidence)
        self.evidence = index
        self.zoneEvidence = zoneEvidence
        let routes = RouteSet(to: name, index)
        self.routes = routes
        let withoutWellKnown =
            routes.specification.delegation == .notCollected
            ? RouteSet(to: name, index, assuming: .noWellKnown) : nil
        routesWithoutWellKnown = withoutWellKnown
        presented = PresentedChain.all(
            certificate, index.evidence, (withoutWellKnown ?? routes).specification, input, at: self.time)
    }

    /// Merges the evidence: zones and documents first, then what was collected elsewhere.
    private static func collected(
        _ name: ServerName,
        _ given: Evidence,
        _ other: Evidence?,
        _ zones: inout ZoneEvidence
    ) -> EvidenceIndex {
        var evidence = given
        if let other {
            evidence.collected = other.collected
            let urls = Set(given.https.map(\.url))
            evidence.https += other.https.filter { !urls.contains($0.url) }
            evidence.tls += other.tls
            evidence.federation += other.federation
        }
        var tried: Set<Question> = []
        var added: [DNSEntry] = []
        var index = EvidenceIndex(evidence)
        while true {
            let open = OpenQuestions.dns(for: name, index).filter { !tried.contains($0) }
            guard !open.isEmpty else { break }
            for question in open where tried.insert(question).inserted {
                if let entry = zones.answer(question) { added.append(entry) }
            }
            var all = evidence
            all.dns = added + (other?.dns ?? [])
            index = EvidenceIndex(all)
        }
        return index
    }

    /// The routes, or the routes without a well-known document if none was collected.
    public var likelyRoutes: RouteSet? { routesWithoutWellKnown ?? routes }

    /// Everything that limits excluded from the checks, without duplicates.
    public var omissions: [Omission] {
        var seen: Set<Omission> = []
        let routes = (likelyRoutes?.all ?? []).filter { $0.implementation.kind != .tester }.flatMap(\.route.omissions)
        return (routes + omittedEvidence).filter { seen.insert($0).inserted }
    }

    /// Whether peers may connect to endpoints that were not checked.
    public var hasUncheckedEndpoints: Bool {
        likelyRoutes?.all.contains { $0.implementation.kind != .tester && !$0.route.omissions.isEmpty } ?? false
    }
}

// MARK: - Locations of facts

extension ServerContext {
    /// Returns the location of an answer's record in a zone file.
    public func location(of record: AnswerRecord) -> ZoneEvidence.RecordLocation? {
        zoneEvidence.locations[record]
    }

    /// The subject of findings about the server name.
    public var subject: Subject { Subject(serverName: input.serverName) }

    /// Returns the subject of findings about a record in a zone.
    func subject(in place: ZoneEvidence.RecordLocation) -> Subject {
        let record = place.zone.records[place.record]
        return Subject(
            zone: place.zone.origin,
            owner: place.zone.names.text(record.owner),
            serverName: input.serverName
        )
    }

    /// Returns the source of records that are not in a zone file.
    func source(of records: [AnswerRecord]) -> FactSource? {
        records.first.flatMap { evidence.entry(Question($0.owner, $0.type)) }.map(FactSource.init)
    }

    /// The answer to a question for the SRV records of a host.
    func services(_ service: MatrixService, at host: String) -> Answer? {
        guard let name = Name(host), let owner = service.owner(at: name) else { return nil }
        return evidence.answer(Question(owner, .srv))
    }
}
