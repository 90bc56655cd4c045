import Certificates
import DNS
import Federation
import TLSIdentity
import ZoneFile

/// What a rule may look at that judges a server name: the evidence, the routes it leads to, and where facts stand.
public struct DelegationContext: Sendable {
    public let input: DelegationInput
    /// The server name, or why there is none.
    public let serverName: Result<ServerName, ServerNameProblem>
    public let evidence: EvidenceIndex
    /// Where the evidence leads each implementation; `nil` without a server name.
    public let routes: RouteSet?
    /// The routes if there is no well-known document, where it was not collected.
    public let routesWithoutWellKnown: RouteSet?
    /// The document at `/.well-known/matrix/server`.
    public let wellKnown: ServerDocumentView?
    /// The chain that was given.
    public let certificate: GivenCertificate?
    /// The chains that peers get on the likely route: that of the file, and those that were collected.
    public let presented: [PresentedChain]
    /// When certificates are judged; `nil` leaves their dates alone.
    public let time: Timestamp?
    /// What was collected, as peers get it, who take no document from behind a certificate that they do not trust.
    let collected: Evidence?
    let zoneEvidence: ZoneEvidence
    let zones: ZoneSet
    /// The zones as they ought to be published.
    let compared: ZoneEvidence?
    /// What ``EvidenceLimits`` left out of the evidence.
    let omittedEvidence: [Omission]
    /// Facts that rules share.
    let shared = SharedFacts()

    /// - Parameter time: of the judgement, where the evidence does not say when it was collected.
    public init(
        _ input: DelegationInput,
        _ zoneEvidence: ZoneEvidence,
        zones: ZoneSet,
        compared: ZoneEvidence? = nil,
        time: Timestamp? = nil
    ) {
        var input = input
        let limited = input.evidence.map(EvidenceLimits.applied)
        input.evidence = limited?.evidence
        omittedEvidence = limited?.omissions ?? []
        self.input = input
        self.compared = compared
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
            presented = PresentedChain.all(certificate, evidence, nil, input)
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
            certificate, index.evidence, (withoutWellKnown ?? routes).specification, input)
    }

    /// What the zones and documents say, then what was collected elsewhere.
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

    /// The routes that hold, or that would without a well-known document where that was not collected.
    public var likelyRoutes: RouteSet? { routesWithoutWellKnown ?? routes }

    /// What limits left out of the judgement, each once.
    public var omissions: [Omission] {
        var seen: Set<Omission> = []
        let routes = (likelyRoutes?.all ?? []).filter { $0.implementation.kind != .tester }.flatMap(\.route.omissions)
        return (routes + omittedEvidence).filter { seen.insert($0).inserted }
    }

    /// Whether peers may come to places that were not judged.
    public var hasMorePlaces: Bool {
        likelyRoutes?.all.contains { $0.implementation.kind != .tester && !$0.route.omissions.isEmpty } ?? false
    }
}

// MARK: - Where facts stand

extension DelegationContext {
    /// Where a zone file has a record of an answer.
    public func place(of record: AnswerRecord) -> ZoneEvidence.Place? {
        zoneEvidence.places[record]
    }

    /// What findings about the server name name as their subject.
    public var subject: Subject { Subject(serverName: input.serverName) }

    /// The same for a record in a zone.
    func subject(in place: ZoneEvidence.Place) -> Subject {
        let record = place.zone.records[place.record]
        return Subject(
            zone: place.zone.origin,
            owner: place.zone.names.text(record.owner),
            serverName: input.serverName
        )
    }

    /// Where records come from that stand in no zone file.
    func source(of records: [AnswerRecord]) -> FactSource? {
        records.first.flatMap { evidence.entry(Question($0.owner, $0.type)) }.map(FactSource.init)
    }

    /// The answer to a question for the SRV records of a host.
    func services(_ service: MatrixService, at host: String) -> Answer? {
        guard let name = Name(host), let owner = service.owner(at: name) else { return nil }
        return evidence.answer(Question(owner, .srv))
    }
}
