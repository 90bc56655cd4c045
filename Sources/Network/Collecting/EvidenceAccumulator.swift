import DNS
import Federation
import TLSIdentity

/// The result of collecting.
public struct CollectionResult: Sendable {
    public let evidence: Evidence
    /// What could not be completed, in prose, because the time or data limit was reached or the run was interrupted.
    public let unasked: [String]

    /// Whether everything was collected.
    public var isComplete: Bool { unasked.isEmpty }
}

/// Evidence to which several tasks add.
actor EvidenceAccumulator {
    private(set) var evidence: Evidence
    private var documents: [HTTPSEntry]?
    private var unasked: [String] = []
    private var asked: Set<Question> = []
    /// The pending requests and questions, the oldest first.
    private var pending: [String] = []
    private var hasTimedOut = false

    /// The number of octets that may still be kept. A hostile server could send any number.
    private var remainingBytes: Int

    init(_ known: Evidence, at time: Timestamp, maximumBytes: Int) {
        evidence = known
        remainingBytes = maximumBytes
        evidence.collected = time
    }

    /// The evidence for discovery.
    var index: EvidenceIndex {
        var evidence = evidence
        if let documents { evidence.https = documents }
        return EvidenceIndex(evidence)
    }

    /// Sets the documents that discovery uses instead of those in the evidence.
    func useDocuments(_ documents: [HTTPSEntry]) { self.documents = documents }

    // MARK: - Entries

    func add(_ entry: DNSEntry) { evidence.dns.append(entry) }

    func add(_ entry: HTTPSEntry) {
        if reserve(entry.body?.count ?? 0, for: entry.url) { evidence.https.append(entry) }
    }

    func add(_ entry: TLSEntry) {
        let size = entry.certificates.reduce(0) { $0 + $1.utf8.count }
        if reserve(size, for: "TLS at \(entry.address) port \(entry.port)") { evidence.tls.append(entry) }
    }

    /// Adds a handshake unless there is one with the same endpoint and name.
    func addUnlessKnown(_ entry: TLSEntry) {
        let isKnown = evidence.tls.contains { $0.endpoint == entry.endpoint && $0.serverName == entry.serverName }
        if !isKnown { add(entry) }
    }

    func add(_ entry: FederationEntry) {
        let endpoint = "\(entry.path) at \(entry.address) port \(entry.port)"
        if reserve(entry.body?.utf8.count ?? 0, for: endpoint) { evidence.federation.append(entry) }
    }

    func add(_ result: Collector.ProbeResult) {
        if let tls = result.tls { add(tls) }
        for entry in result.federation { add(entry) }
    }

    private func reserve(_ size: Int, for source: String) -> Bool {
        guard size <= remainingBytes else {
            recordUnasked("\(source): the answer exceeds the data limit for one server name")
            return false
        }
        remainingBytes -= size
        return true
    }

    // MARK: - Progress

    /// Returns the questions that were not asked before, and records them as asked.
    func markAsAsked(_ questions: [Question]) -> [Question] { questions.filter { asked.insert($0).inserted } }

    /// Records something that was not collected completely.
    func recordUnasked(_ description: String) { unasked.append(description) }

    func begin(_ request: String) { pending.append(request) }
    func end(_ request: String) { pending.firstIndex(of: request).map { _ = pending.remove(at: $0) } }

    /// Records that the time limit was reached, before the questions that are cancelled because of it.
    func recordTimeout(after budget: Duration) {
        guard !hasTimedOut else { return }
        hasTimedOut = true
        var requests: [String] = []
        for request in pending where !requests.contains(request) { requests.append(request) }
        let shown = requests.prefix(3).joined(separator: ", ")
        let more = requests.count > 3 ? " and \(requests.count - 3) more" : ""
        unasked.insert(
            "not completed within \(budget / .seconds(1)) s"
                + (requests.isEmpty ? "" : "; still waiting for \(shown)\(more)"), at: 0)
    }

    func result() -> CollectionResult { CollectionResult(evidence: evidence, unasked: unasked) }
}
