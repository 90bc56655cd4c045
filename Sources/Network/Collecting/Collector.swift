import DNS
import Federation
import TLSIdentity

/// What to collect, and how far to go.
public struct CollectorOptions: Sendable {
    /// Which addresses are connected to.
    public var families: Families = .both
    /// Which internal addresses are connected to.
    public var internalAddresses: InternalAddressPolicy.Choice = .byServerName
    /// Whether the zone's own name servers are asked as well.
    public var asksAuthoritative = false
    /// For all of one server name.
    public var budget: Duration = .seconds(60)
    /// How many places are connected to in all, each name in SNI apart: as many as destinations are judged. What is left
    /// out is reported.
    public var maximumVisits = DiscoveryLimits.services
    /// How many octets of documents and certificates are kept of one server name.
    public var maximumOctets = 4 << 20
    /// How many addresses of a host are tried, of either family: as many as are judged.
    public var maximumAddresses = DiscoveryLimits.addresses

    /// The documents as peers get them: what follows from a document is asked only where they would take it, and what
    /// they do without it otherwise. Certificates are not judged here.
    public var documents: @Sendable (Evidence) async -> [HTTPSEntry] = { $0.https }

    public enum Families: Sendable { case both, ipv4, ipv6 }

    public init() {}
}

/// Collects everything about a server name that rules judge: answers of the DNS, documents, TLS handshakes, federation
/// endpoints. It judges nothing.
///
/// What to ask for next follows from the answers by the same discovery that judges them later: every question that some
/// implementation asks is asked, and no other.
public struct Collector: Sendable {
    let dns: DNSClient
    let https: HTTPSClient
    let options: CollectorOptions
    /// The time all evidence is said to be of. It is one for all servers of a run, for they are saved as one, and
    /// judged again by one time.
    private let time: Timestamp

    public init(dns: DNSClient, https: HTTPSClient, options: CollectorOptions = CollectorOptions()) {
        self.dns = dns
        self.https = https
        self.options = options
        time = https.clock.now()
    }

    /// Everything that could be collected; what was not, is not in it.
    ///
    /// - Parameter known: what need not be asked for again.
    public func collect(_ serverName: ServerName, known: Evidence = Evidence()) async -> Collection {
        let collection = CollectionBox(known, at: time, room: options.maximumOctets)
        let isComplete = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await run(serverName, collection)
                return true
            }
            group.addTask {
                try? await Task.sleep(for: options.budget)
                return false
            }
            let first = await group.next() ?? false
            if !first || Task.isCancelled { await collection.runOut(of: options.budget) }
            group.cancelAll()
            return first
        }
        if isComplete, Task.isCancelled { await collection.runOut(of: options.budget) }
        return await collection.finished()
    }

    private func run(_ serverName: ServerName, _ box: CollectionBox) async {
        let policy = await internalAddressPolicy(for: serverName, box)
        if case .name(let host) = serverName.host, let name = Name(host), serverName.port == nil {
            await fetchDocuments(of: host, name, policy, box)
            await box.take(documents: options.documents(box.evidence))
        }
        await askOpenQuestions(serverName, box)
        await askWhetherAnythingAnswers(box)
        // Nothing depends on whether the document is misplaced, so that a host that never answers delays nothing.
        async let misplaced: Void = lookForMisplacedDocument(serverName, policy, box)
        await visitDestinations(serverName, policy, box)
        await misplaced
        if options.asksAuthoritative { await askAuthoritative(serverName, policy, box) }
    }

    /// Which internal addresses are contacted: that depends on the server name's own.
    private func internalAddressPolicy(for serverName: ServerName, _ box: CollectionBox) async -> InternalAddressPolicy
    {
        if case .name(let host) = serverName.host, let name = Name(host) {
            await ask([.a, .aaaa].map { Question(name, $0) }, box)
        }
        // All of them, whichever family is asked for.
        let index = await EvidenceIndex(box.evidence)
        return InternalAddressPolicy(options.internalAddresses, ownAddresses: index.addresses(of: serverName))
    }

    /// Answers lead to further questions, so round by round until none is open.
    private func askOpenQuestions(_ serverName: ServerName, _ box: CollectionBox) async {
        while !Task.isCancelled {
            let index = await box.index
            guard await ask(OpenQuestions.dns(for: serverName, index), box) else { return }
        }
    }

    /// Where nothing was answered, a question that every resolver answers tells whose fault it is.
    private func askWhetherAnythingAnswers(_ box: CollectionBox) async {
        let statuses = await box.evidence.dns.map(\.status)
        let isDead = statuses.allSatisfy {
            [.timeout, .refusedConnection, .malformed, .rcode("REFUSED"), .servFail].contains($0)
        }
        guard !statuses.isEmpty, isDead else { return }
        await ask([Question(.root, .ns)], box)
    }

    /// Makes a request, and records it as pending until it ends.
    func get(_ request: HTTPSRequest, _ box: CollectionBox) async -> HTTPSExchange? {
        let place = "\(request.destinationHost) port \(request.port)"
        await box.begin(place)
        let exchange = try? await https.get(request)
        await box.end(place)
        return exchange
    }

    /// Asks all at once, none a second time, and keeps the answers in the order of the questions.
    ///
    /// - Returns: whether there was something to ask.
    @discardableResult
    func ask(_ questions: [Question], _ box: CollectionBox) async -> Bool {
        let questions = await box.new(questions)
        let entries = await withTaskGroup(of: (Int, DNSEntry?).self) { group in
            for (number, question) in questions.enumerated() {
                group.addTask {
                    await box.begin("the DNS question \(question)")
                    let answer = try? await dns.ask(Message.Question(question.name, question.type))
                    await box.end("the DNS question \(question)")
                    return (number, answer.map { DNSEntry($0, question) })
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for (number, entry) in entries.sorted(by: { $0.0 < $1.0 }) {
            if let entry { await box.add(entry) }
            // A resolver that is not there tells nothing of a name.
            if entry?.status == .refusedConnection || entry == nil {
                let reason = entry?.circumstances.detail.map { ": \($0)" } ?? ""
                await box.leave("\(questions[number])\(reason)")
            }
        }
        return !questions.isEmpty
    }
}

/// What came of collecting.
public struct Collection: Sendable {
    public let evidence: Evidence
    /// What was not asked to its end, in words: the budget was spent, or the run was ended.
    public let unasked: [String]

    /// Whether all was collected that there was to collect.
    public var isComplete: Bool { unasked.isEmpty }
}

/// Evidence that several tasks add to.
actor CollectionBox {
    private(set) var evidence: Evidence
    private var documents: [HTTPSEntry]?
    private var unasked: [String] = []
    private var asked: Set<Question> = []
    /// Pending requests and questions, the oldest first.
    private var waiting: [String] = []
    private var isOutOfTime = false

    /// Octets that may still be kept: a hostile server has as many to send as anybody takes.
    private var room: Int

    init(_ known: Evidence, at time: Timestamp, room: Int) {
        evidence = known
        self.room = room
        evidence.collected = time
    }

    /// What discovery goes by.
    var index: EvidenceIndex {
        var evidence = evidence
        if let documents { evidence.https = documents }
        return EvidenceIndex(evidence)
    }

    func take(documents: [HTTPSEntry]) { self.documents = documents }
    func add(_ entry: DNSEntry) { evidence.dns.append(entry) }

    func add(_ entry: HTTPSEntry) {
        if hasRoom(entry.body?.count ?? 0, entry.url) { evidence.https.append(entry) }
    }

    func add(_ entry: TLSEntry) {
        let size = entry.certificates.reduce(0) { $0 + $1.utf8.count }
        if hasRoom(size, "TLS at \(entry.address) port \(entry.port)") { evidence.tls.append(entry) }
    }

    func add(_ entry: FederationEntry) {
        let place = "\(entry.path) at \(entry.address) port \(entry.port)"
        if hasRoom(entry.body?.utf8.count ?? 0, place) { evidence.federation.append(entry) }
    }

    private func hasRoom(_ size: Int, _ what: String) -> Bool {
        if size > room { leave("\(what): more was answered than is kept of one server name") }
        guard size <= room else { return false }
        room -= size
        return true
    }

    /// Those that were not asked before.
    func new(_ questions: [Question]) -> [Question] { questions.filter { asked.insert($0).inserted } }
    func leave(_ question: String) { unasked.append(question) }

    func begin(_ place: String) { waiting.append(place) }
    func end(_ place: String) { waiting.firstIndex(of: place).map { _ = waiting.remove(at: $0) } }

    /// Records that the time is over, ahead of the questions that are cancelled because of it.
    func runOut(of budget: Duration) {
        guard !isOutOfTime else { return }
        isOutOfTime = true
        var places: [String] = []
        for place in waiting where !places.contains(place) { places.append(place) }
        let shown = places.prefix(3).joined(separator: ", ")
        let more = places.count > 3 ? " and \(places.count - 3) more" : ""
        unasked.insert(
            "not everything was asked in \(budget / .seconds(1)) s"
                + (places.isEmpty ? "" : "; still waiting for \(shown)\(more)"), at: 0)
    }

    func finished() -> Collection { Collection(evidence: evidence, unasked: unasked) }
}
