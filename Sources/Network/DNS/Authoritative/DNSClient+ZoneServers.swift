import DNS

extension DNSClient {
    /// Finds the zone that contains a name, its name servers and their addresses by asking the resolvers.
    ///
    /// - Parameters:
    ///   - port: The port of name servers, which is not 53 only in tests.
    ///   - admits: Whether an address may be asked. The addresses were chosen by the author of the zone.
    public func zoneServers(
        of name: Name,
        port: UInt16 = 53,
        admitting admits: @escaping @Sendable (IPAddress) -> Bool
    ) async throws(DNSClientError) -> ZoneServers {
        var found = ZoneServers()
        var isBroken = false
        var candidate: Name? = name
        while let current = candidate {
            let answer = try await ask(Question(current, .soa))
            found.lookups.append(answer)
            if let apex = Self.apex(of: current, answer) {
                found.apex = apex
                break
            }
            // If all servers of a zone fail, its parent zone still has its delegation.
            if answer.status != .noError && answer.status != .nxDomain { isBroken = true }
            candidate = current.parent
        }
        guard let apex = found.apex else { return found }
        try await findHosts(of: apex, admits, &found)
        guard isBroken,
            let delegation = try await delegation(of: name, by: found, port: port, admitting: admits)
        else { return found }
        return delegation
    }

    /// Asks the servers of a zone for the delegation that contains a name, if there is one.
    public func delegation(
        of name: Name,
        by parent: ZoneServers,
        port: UInt16 = 53,
        admitting admits: @escaping @Sendable (IPAddress) -> Bool
    ) async throws(DNSClientError) -> ZoneServers? {
        guard let apex = parent.apex else { return nil }
        var lookups = parent.lookups
        for server in parent.hosts.flatMap(\.addresses) {
            let answer = try await ask(Question(name, .ns), of: DNSServer(server, port: port))
            lookups.append(answer)
            guard answer.status == .noError else { continue }
            // A referral has the NS records in the authority section and no authority (RFC 1034 §4.3.2).
            let referral = answer.authority.first { $0.type == .ns && name.isSubdomain(of: $0.owner) }
            guard !answer.isAuthoritative, let cut = referral?.owner, cut != apex, cut.isSubdomain(of: apex) else {
                return nil
            }
            var found = ZoneServers(apex: cut, isFromParent: true, lookups: lookups)
            let names = Self.names(answer.authority, at: cut)
            try await resolve(names, glue: answer.additional, admits, &found)
            return found
        }
        return nil
    }

    /// Asks each address of each of the zone's servers concurrently and without recursion, for records and signatures.
    ///
    /// - Returns: The answers in the order of the hosts and their addresses.
    public func ask(
        _ question: Question,
        ofEach zone: ZoneServers,
        port: UInt16 = 53
    ) async throws(DNSClientError) -> [AuthoritativeAnswer] {
        let servers = zone.hosts.flatMap { host in
            host.addresses.map { (host: host.name, server: DNSServer($0, port: port)) }
        }
        let results = await each(servers) { client, server throws(DNSClientError) in
            try await client.ask(question, of: server.server, dnssecOK: true)
        }
        // Keep the answers there are, even if other servers could not be asked.
        if let first = results.first, results.allSatisfy({ (try? $0.get()) == nil }) { _ = try first.get() }
        return zip(servers, results).compactMap { server, result in
            (try? result.get()).map { AuthoritativeAnswer(host: server.host, server: server.server, answer: $0) }
        }
    }

    // MARK: - Steps

    /// The apex of the zone that contains a name, if the answer to its SOA question contains it.
    private static func apex(of name: Name, _ answer: DNSAnswer) -> Name? {
        guard answer.status == .noError || answer.status == .nxDomain else { return nil }
        if answer.records.contains(where: { $0.type == .soa && $0.owner == name }) { return name }
        // With an alias the authority section is about its target.
        guard !answer.records.contains(where: { $0.type == .cname || $0.type == .dname }) else { return nil }
        return answer.authority.first { $0.type == .soa && name.isSubdomain(of: $0.owner) }?.owner
    }

    private func findHosts(
        of apex: Name, _ admits: (IPAddress) -> Bool, _ found: inout ZoneServers
    ) async throws(DNSClientError) {
        let answer = try await ask(Question(apex, .ns))
        found.lookups.append(answer)
        try await resolve(Self.names(answer.records, at: apex), glue: [], admits, &found)
    }

    private static func names(_ records: [ResourceRecord], at owner: Name) -> [Name] {
        records.compactMap { record in
            guard record.owner == owner, case .nameServer(let name) = record.content else { return nil }
            return name
        }
    }

    private func resolve(
        _ names: [Name],
        glue: [ResourceRecord],
        _ admits: (IPAddress) -> Bool,
        _ found: inout ZoneServers
    ) async throws(DNSClientError) {
        let kept = Array(names.prefix(ZoneServers.maximumHosts))
        found.omittedHosts = names.count - kept.count
        let questions = kept.flatMap { [Question($0, .a), Question($0, .aaaa)] }
        var answers: [DNSAnswer] = []
        let results = await each(questions) { client, question throws(DNSClientError) in try await client.ask(question)
        }
        for result in results { answers.append(try result.get()) }
        found.lookups += answers
        for (index, name) in kept.enumerated() {
            var records = answers[2 * index].records + answers[2 * index + 1].records
            // Glue is used only for hosts whose addresses cannot be looked up.
            if records.isEmpty { records = glue.filter { $0.owner == name } }
            let addresses = records.compactMap { record -> IPAddress? in
                if case .address(let address) = record.content { address } else { nil }
            }
            let kept = addresses.prefix(ZoneServers.maximumAddresses)
            found.hosts.append(
                ZoneServers.Host(
                    name: name, addresses: kept.filter(admits), refusedAddresses: kept.filter { !admits($0) }))
        }
    }

    /// Runs a step for all items concurrently and returns the results in the order of the items.
    private func each<Item: Sendable, Value: Sendable>(
        _ items: [Item],
        _ step: @escaping @Sendable (DNSClient, Item) async throws(DNSClientError) -> Value
    ) async -> [Result<Value, DNSClientError>] {
        await withTaskGroup(of: (Int, Result<Value, DNSClientError>).self) { group in
            for (index, item) in items.enumerated() {
                group.addTask {
                    do throws(DNSClientError) {
                        return (index, .success(try await step(self, item)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var results: [(Int, Result<Value, DNSClientError>)] = []
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
