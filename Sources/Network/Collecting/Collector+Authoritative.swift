import DNS
import Federation

extension Collector {
    /// Puts every question that was asked to the zone's own name servers too; the resolver's answers stand before
    /// theirs, so that discovery goes by what peers get.
    func askAuthoritative(_ serverName: ServerName, _ box: CollectionBox) async {
        var questions: [Question] = []
        for entry in await box.evidence.dns where !questions.contains(entry.question) {
            questions.append(entry.question)
        }
        var known: [Name: ZoneServers] = [:]
        for question in questions {
            guard !Task.isCancelled else { return }
            let parent = question.name
            var servers = known[parent]
            if servers == nil {
                servers = try? await dns.zoneServers(of: parent)
                known[parent] = servers
            }
            guard let servers,
                let answers = try? await dns.ask(Message.Question(question.name, question.type), ofEach: servers)
            else { continue }
            for answer in answers { await box.add(DNSEntry(answer.answer, question)) }
        }
    }
}
