import DNS
import Federation
import TLSIdentity

/// Collects everything about a server name that rules need: DNS answers, documents, TLS handshakes and the responses of
/// federation endpoints. Judging them is the task of the rules.
///
/// The next questions follow from the answers by the same discovery that judges them later. Every question that some
/// implementation asks is asked. Others are asked only for what is recommended if no homeserver answers, and for clients.
public struct Collector: Sendable {
    let dns: DNSClient
    let https: HTTPSClient
    let options: CollectorOptions
    /// The time of all evidence. It is the same for all servers of a run, because they are saved and judged together.
    private let time: Timestamp
    /// The connections to the servers of the server name that is collected.
    private var connections: OpenConnections?

    public init(dns: DNSClient, https: HTTPSClient, options: CollectorOptions = CollectorOptions()) {
        self.dns = dns
        self.https = https
        self.options = options
        time = https.clock.now()
    }

    /// Collects evidence about a server name until it is complete or a limit is reached.
    ///
    /// - Parameter known: Evidence that is not collected again.
    public func collect(_ serverName: ServerName, known: Evidence = Evidence()) async -> CollectionResult {
        let connections = https.openConnections()
        var collector = self
        collector.connections = connections
        let result = await collector.collectOnce(serverName, known)
        await connections.close()
        return result
    }

    private func collectOnce(_ serverName: ServerName, _ known: Evidence) async -> CollectionResult {
        let accumulator = EvidenceAccumulator(known, at: time, maximumBytes: options.maximumOctets)
        let isComplete = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await run(serverName, accumulator)
                return true
            }
            group.addTask {
                try? await Task.sleep(for: options.budget)
                return false
            }
            let first = await group.next() ?? false
            if !first || Task.isCancelled { await accumulator.recordTimeout(after: options.budget) }
            group.cancelAll()
            return first
        }
        if isComplete, Task.isCancelled { await accumulator.recordTimeout(after: options.budget) }
        return await accumulator.result()
    }

    private func run(_ serverName: ServerName, _ accumulator: EvidenceAccumulator) async {
        let policy = await internalAddressPolicy(for: serverName, accumulator)
        if case .name(let host) = serverName.host, let name = Name(host), serverName.port == nil {
            await fetchDocuments(of: host, name, policy, accumulator)
            await accumulator.useDocuments(options.documents(accumulator.evidence))
        }
        await askOpenQuestions(serverName, accumulator)
        await checkWhetherResolversAnswer(accumulator)
        async let forClients = askForClients(serverName, policy, accumulator)
        // Nothing depends on a misplaced document, so a host that never answers must not delay other steps.
        async let misplaced: Void = fetchMisplacedDocument(serverName, policy, accumulator)
        await probeEndpoints(serverName, policy, accumulator)
        await misplaced
        await add(forClients, to: accumulator)
        await probeCandidates(serverName, policy, accumulator)
        if options.asksAuthoritative { await askAuthoritative(serverName, policy, accumulator) }
    }

    /// The internal addresses that may be contacted, which depends on the addresses of the server name.
    private func internalAddressPolicy(for serverName: ServerName, _ accumulator: EvidenceAccumulator) async
        -> InternalAddressPolicy
    {
        if case .name(let host) = serverName.host, let name = Name(host) {
            await ask([.a, .aaaa].map { Question(name, $0) }, accumulator)
        }
        // Consider both families, whichever is connected to.
        let index = await EvidenceIndex(accumulator.evidence)
        return InternalAddressPolicy(options.internalAddresses, ownAddresses: index.addresses(of: serverName))
    }

    /// Asks questions in rounds, because answers lead to further questions.
    private func askOpenQuestions(_ serverName: ServerName, _ accumulator: EvidenceAccumulator) async {
        while !Task.isCancelled {
            let index = await accumulator.index
            guard await ask(OpenQuestions.dns(for: serverName, index), accumulator) else { return }
        }
    }

    /// If no question was answered, asks one that every resolver answers, to find out whether the resolver is at fault.
    private func checkWhetherResolversAnswer(_ accumulator: EvidenceAccumulator) async {
        let statuses = await accumulator.evidence.dns.map(\.status)
        let haveAllFailed = statuses.allSatisfy {
            [.timeout, .refusedConnection, .malformed, .rcode("REFUSED"), .servFail].contains($0)
        }
        guard !statuses.isEmpty, haveAllFailed else { return }
        await ask([Question(.root, .ns)], accumulator)
    }

    /// Makes a request and records it as pending until it ends.
    func get(_ request: HTTPSRequest, _ accumulator: EvidenceAccumulator) async -> HTTPSExchange? {
        let endpoint = "\(request.destinationHost.trimmingFinalDot) port \(request.port)"
        await accumulator.begin(endpoint)
        let exchange = try? await https.get(request, over: connections)
        await accumulator.end(endpoint)
        return exchange
    }

    /// Asks new questions concurrently, and adds the answers in the order of the questions.
    ///
    /// - Returns: Whether there were new questions.
    @discardableResult
    func ask(_ questions: [Question], _ accumulator: EvidenceAccumulator) async -> Bool {
        let questions = await accumulator.markAsAsked(questions)
        let entries = await withTaskGroup(of: (Int, DNSEntry?).self) { group in
            for (number, question) in questions.enumerated() {
                group.addTask {
                    await accumulator.begin("the DNS query \(question)")
                    let answer = try? await dns.ask(Question(question.name, question.type))
                    await accumulator.end("the DNS query \(question)")
                    return (number, answer.map { DNSEntry($0, question) })
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for (number, entry) in entries.sorted(by: { $0.0 < $1.0 }) {
            if let entry { await accumulator.add(entry) }
            // A missing resolver says nothing about a name.
            if entry?.status == .refusedConnection || entry == nil {
                let reason = entry?.circumstances.detail.map { ": \($0)" } ?? ""
                await accumulator.recordUnasked("\(questions[number])\(reason)")
            }
        }
        return !questions.isEmpty
    }
}
