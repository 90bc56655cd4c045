import DNS
import Diagnostics
import Federation
import ZoneFile
import ZoneRules

/// What the name servers of a zone answer about its keys, and the DS records of its parent.
struct SignedAnswers {
    let apex: Name
    let servers: [Server]
    /// The DS records; `nil` if they were not asked for or not answered.
    let delegation: [DSData]?
    /// The answer with the DS records.
    let delegationEntry: DNSEntry?

    struct Server {
        let server: ZoneAnswers.Server
        /// The DNSKEY records; `nil` if they were not asked for or not answered.
        let keys: [DNSKEYData]?
        /// The answer with the DNSKEY records.
        let keyEntry: DNSEntry?
        /// `nil` if the zone is not signed, or signatures were not asked for.
        let signatures: AnsweredSignatures?
    }
}

extension ServerContext {
    /// The zones of ``zoneServers`` that are signed or have DS records.
    var signedAnswers: [SignedAnswers] {
        shared.value("signatures of authoritative servers") { zoneServers.compactMap(signedAnswers) }
    }

    private func signedAnswers(_ zone: ZoneAnswers) -> SignedAnswers? {
        let entry = input.evidence?.dns.first {
            $0.nameServer == nil && $0.question == Question(zone.apex, .ds) && $0.isAnswer
        }
        let delegation = entry?.data(.ds, at: zone.apex).compactMap(DSData.init)
        let budget = FailureBudget.answers
        let servers = zone.servers.filter { $0.lameness == nil }.map { server in
            let keyEntry = server.entries.first { $0.question == Question(zone.apex, .dnskey) && $0.isAnswer }
            return SignedAnswers.Server(
                server: server, keys: keyEntry?.data(.dnskey, at: zone.apex).compactMap(DNSKEYData.init),
                keyEntry: keyEntry,
                signatures: AnsweredSignatures(
                    server.signedRecords(zone.apex), apex: zone.apex, time: time?.seconds, budget: budget))
        }
        guard delegation?.isEmpty == false || servers.contains(where: { $0.keys?.isEmpty == false }) else { return nil }
        return SignedAnswers(apex: zone.apex, servers: servers, delegation: delegation, delegationEntry: entry)
    }
}

extension ZoneAnswers.Server {
    /// The records at the names that were asked for, with their signatures, as lines of a zone file.
    fileprivate func signedRecords(_ apex: Name) -> [String] {
        var seen: Set<Question> = []
        let answers = entries.filter { $0.asksForSignatures && $0.isAnswer && seen.insert($0.question).inserted }
        // A server makes the CNAME record that follows from a DNAME record, without a signature (RFC 6672 §5.3.1).
        return answers.filter { entry in !entry.records.contains { $0.type == .dname } }
            .flatMap { $0.signedRecords(apex) }
    }
}

extension DNSEntry {
    fileprivate var isAnswer: Bool { status == .noError || status == .nxDomain }

    /// The data of records in wire form.
    fileprivate func data(_ type: RecordType, at owner: Name) -> [[UInt8]] {
        let lines = records.filter { $0.type == type && $0.owner == owner && $0.isOneLine }.map(\.text)
        let source = SourceFile(path: "answer", text: lines.joined(separator: "\n") + "\n")
        let zone = Zone(reading: source, options: ReadingOptions(origin: owner))
        return zone.records.indices.filter { zone.records[$0].type == type }.map { zone.rdata(of: $0) }
    }

    /// The records at the queried name and their signatures. What a wildcard answers has the owner of the wildcard, which the
    /// labels in the signature show (RFC 4035 §5.3.4).
    fileprivate func signedRecords(_ apex: Name) -> [String] {
        let own = records.filter { $0.owner == question.name && $0.isOneLine }
        let labels = Array(question.name.labels)
        var lines: [String] = []
        for (type, group) in own.grouped(by: { $0.type == .rrsig ? $0.fields.first ?? "" : $0.type.description }) {
            let signatures = group.filter { $0.type == .rrsig && $0.fields.count > 7 }
            // Another zone on the same server may have the name, too.
            guard signatures.allSatisfy({ Name($0.fields[7]) == apex }) else { continue }
            let signed = signatures.compactMap { UInt8($0.fields[2]) }.min().map(Int.init) ?? labels.count
            let isWildcard = signed < labels.count && labels.first.map { Array($0) } != [0x2A]
            guard !type.isEmpty, group.contains(where: { $0.type != .rrsig }) else { continue }
            for record in group {
                guard isWildcard else {
                    lines.append(record.text)
                    continue
                }
                var name = question.name
                for _ in 0..<labels.count - signed { name = name.parent ?? name }
                let data = record.fields.joined(separator: " ")
                lines.append("*.\(name.isRoot ? "" : name.description) \(record.ttl) IN \(record.type) \(data)")
            }
        }
        return lines
    }
}

extension AnswerRecord {
    /// Whether the text is one record of a zone file. Evidence may be written by hand.
    fileprivate var isOneLine: Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 } }
}
