import DNS
import Federation
import TLSIdentity

extension Collector {
    /// Asks every question again at the zone's own name servers. Their answers follow those of the resolver, so that
    /// discovery uses the answers that peers get.
    func askAuthoritative(_ serverName: ServerName, _ policy: InternalAddressPolicy, _ accumulator: EvidenceAccumulator)
        async
    {
        var questions: [Question] = []
        for entry in await accumulator.evidence.dns where !questions.contains(entry.question) {
            questions.append(entry.question)
        }
        var names: [Name] = []
        for question in questions where !names.contains(question.name) { names.append(question.name) }
        let zones = await inOrder(names) { name in
            (try? await dns.zoneServers(of: name, admitting: policy.admits)).map { (name, $0) }
        }
        let servers = Dictionary(zones, uniquingKeysWith: { first, _ in first })
        var asked: [(question: Question, zone: ZoneServers)] = []
        var apexes: [Name] = []
        for question in questions {
            guard let zone = servers[question.name] else { continue }
            asked.append((question, zone))
            // The serials tell whether servers with different answers are only out of date.
            guard let apex = zone.apex, !apexes.contains(apex) else { continue }
            apexes.append(apex)
            asked.append((Question(apex, .soa), zone))
            asked.append((Question(apex, .dnskey), zone))
        }
        // The parent zone has the DS records, so that the resolver is asked for them.
        await ask(apexes.filter { !$0.isRoot }.map { Question($0, .ds) }, accumulator)
        // Ask concurrently, so that a silent server causes only one timeout.
        let entries = await inOrder(asked) { question, zone in await answers(to: question, of: zone) }
        for entry in entries.joined() { await accumulator.add(entry) }
        for (question, zone) in asked where question.name == zone.apex && question.type == .soa {
            for entry in zone.refusals(of: question, at: https.clock.now()) { await accumulator.add(entry) }
        }
        if entries.count < asked.count || zones.count < names.count {
            await accumulator.recordUnasked("the zones' own name servers: not all queries were completed")
        }
    }

    private func answers(to question: Question, of servers: ZoneServers) async -> [DNSEntry]? {
        let answers = try? await dns.ask(Question(question.name, question.type), ofEach: servers)
        // The silence of a server that this machine cannot reach says nothing.
        return answers?.filter { !$0.answer.isUnreachable }.map { answer in
            var entry = DNSEntry(answer.answer, question)
            entry.nameServer = answer.host
            entry.zone = servers.apex
            entry.asksForSignatures = true
            return entry
        }
    }
}

extension ZoneServers {
    /// The `dns` entries of addresses that were not asked.
    fileprivate func refusals(of question: Question, at time: Timestamp) -> [DNSEntry] {
        hosts.flatMap { host in
            host.refusedAddresses.map { address in
                DNSEntry(
                    question, .internalAddress, server: DNSServer(address).description, nameServer: host.name,
                    zone: apex, circumstances: Circumstances(at: time, detail: InternalAddressPolicy.reason(address)))
            }
        }
    }
}
