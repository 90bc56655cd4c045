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
        var apexes: [Name] = []
        for question in questions {
            guard !Task.isCancelled else { return }
            var servers = known[question.name]
            if servers == nil {
                servers = try? await dns.zoneServers(of: question.name)
                known[question.name] = servers
            }
            guard let servers else { continue }
            await ask(question, of: servers, box)
            // With the serials it shows whether servers that differ are merely not up to date.
            guard let apex = servers.apex?.inLowerCase, !apexes.contains(apex) else { continue }
            apexes.append(apex)
            await ask(Question(apex, .soa), of: servers, box)
        }
    }

    private func ask(_ question: Question, of servers: ZoneServers, _ box: CollectionBox) async {
        let answers = try? await dns.ask(Message.Question(question.name, question.type), ofEach: servers)
        // A server that this machine has no way to tells nothing by its silence.
        for answer in answers ?? [] where !answer.answer.isUnreachable {
            var entry = DNSEntry(answer.answer, question)
            entry.nameServer = answer.host.inLowerCase
            entry.zone = servers.apex?.inLowerCase
            await box.add(entry)
        }
    }
}

extension Name {
    /// Answers have names in the letters of the question, which were mixed at random.
    fileprivate var inLowerCase: Name { Name(description.lowercased()) ?? self }
}
