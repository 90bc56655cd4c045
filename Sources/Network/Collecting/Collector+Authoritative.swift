import DNS
import Federation
import TLSIdentity

extension Collector {
    /// Puts every question that was asked to the zone's own name servers too; the resolver's answers stand before
    /// theirs, so that discovery goes by what peers get.
    func askAuthoritative(_ serverName: ServerName, _ policy: InternalAddressPolicy, _ box: CollectionBox) async {
        var questions: [Question] = []
        for entry in await box.evidence.dns where !questions.contains(entry.question) {
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
            // With the serials it shows whether servers that differ are merely not up to date.
            guard let apex = zone.apex, !apexes.contains(apex) else { continue }
            apexes.append(apex)
            asked.append((Question(apex, .soa), zone))
        }
        // All at once: a server that is silent is waited for once, and not once for every question.
        let entries = await inOrder(asked) { question, zone in await answers(to: question, of: zone) }
        for entry in entries.joined() { await box.add(entry) }
        for (question, zone) in asked where question.name == zone.apex && question.type == .soa {
            for entry in zone.refusals(of: question, at: https.clock.now()) { await box.add(entry) }
        }
        if entries.count < asked.count || zones.count < names.count {
            await box.leave("the zones' own name servers: not all were asked to the end")
        }
    }

    private func answers(to question: Question, of servers: ZoneServers) async -> [DNSEntry]? {
        let answers = try? await dns.ask(Message.Question(question.name, question.type), ofEach: servers)
        // A server that this machine has no way to tells nothing by its silence.
        return answers?.filter { !$0.answer.isUnreachable }.map { answer in
            var entry = DNSEntry(answer.answer, question)
            entry.nameServer = answer.host
            entry.zone = servers.apex
            return entry
        }
    }
}

extension ZoneServers {
    /// The `dns` entries of name servers that were not asked.
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
