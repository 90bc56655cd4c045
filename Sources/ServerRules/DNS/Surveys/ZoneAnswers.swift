import DNS
import Federation

/// The answers of the name servers of one zone, each queried without recursion.
struct ZoneAnswers {
    let apex: Name
    let servers: [Server]

    struct Server {
        fileprivate struct Key: Hashable {
            let name: Name
            let address: String?
        }

        let name: Name
        /// `192.0.2.53:53`.
        let address: String?
        /// Never empty.
        let entries: [DNSEntry]

        /// "`ns1.example.net` (192.0.2.53)".
        var words: String {
            let place = address.map { $0.hasSuffix(":53") ? String($0.dropLast(3)) : $0 }
            return "`\(name.textWithoutFinalDot)`" + (place.map { " (\($0))" } ?? "")
        }

        /// Whether it answered no query at all.
        var isSilent: Bool { entries.allSatisfy { $0.status == .timeout || $0.status == .refusedConnection } }

        /// How all its answers show that it does not serve the zone; `nil` if it serves the zone.
        var lameness: String? {
            let answered = entries.filter { if case .rcode = $0.status { true } else { false } }
            let faults = answered.map(Self.lameness)
            guard let first = faults.first, faults.allSatisfy({ $0 != nil }) else { return nil }
            return first
        }

        private static func lameness(_ entry: DNSEntry) -> String? {
            guard entry.status == .noError || entry.status == .nxDomain else {
                return "answers with \(entry.status.word)"
            }
            guard entry.isAuthoritative == false else { return nil }
            let referral = entry.authority.lazy.compactMap { try? AnswerRecord($0) }.first { $0.type == .ns }
            if entry.records.isEmpty, let cut = referral?.owner, let zone = entry.zone, cut != zone,
                zone.isSubdomain(of: cut)
            {
                return "returns an upward referral to the servers of `\(cut.textWithoutFinalDot)`"
            }
            // A downward referral is correct: the name is in a delegated zone.
            if entry.records.isEmpty, let cut = referral?.owner, let zone = entry.zone, cut != zone { return nil }
            return "answers without authority (the AA bit is not set)"
        }

        /// The serial of the zone on this server.
        var serial: String? {
            entries.lazy.compactMap { entry in
                (entry.records.map(\.text) + entry.authority).lazy.compactMap { SOAFields($0) }.first
            }.first { $0.owner == entries[0].zone }?.serial
        }
    }

    fileprivate init(apex: Name, _ answers: [(name: Name, entry: DNSEntry)]) {
        self.apex = apex
        servers = answers.grouped { Server.Key(name: $0.name, address: $0.entry.server) }.map { group in
            Server(name: group.key.name, address: group.key.address, entries: group.elements.map(\.entry))
        }
    }
}

extension ServerContext {
    /// The zones whose own name servers were queried.
    var zoneServers: [ZoneAnswers] {
        shared.value("answers of authoritative servers") { findZoneServers() }
    }

    private func findZoneServers() -> [ZoneAnswers] {
        let answers = (input.evidence?.dns ?? []).compactMap { entry -> (apex: Name, name: Name, entry: DNSEntry)? in
            guard let name = entry.nameServer, let apex = entry.zone, entry.status != .internalAddress else {
                return nil
            }
            return (apex, name, entry)
        }
        return answers.grouped { $0.apex }.map { zone in
            ZoneAnswers(apex: zone.key, zone.elements.map { ($0.name, $0.entry) })
        }
    }
}

/// The relevant fields of an SOA record in presentation form.
struct SOAFields {
    let owner: Name
    let serial: String
    /// How long negative answers may be cached: the lesser of its TTL and its last field (RFC 2308 §4).
    let negativeTTL: UInt32

    init?(_ text: String) {
        guard let record = try? AnswerRecord(text), record.type == .soa, record.fields.count == 7,
            let minimum = UInt32(record.fields[6])
        else { return nil }
        owner = record.owner
        serial = record.fields[2]
        negativeTTL = min(record.ttl, minimum)
    }
}

extension Name {
    /// The name without its final dot, as messages write it in prose; `.` for the root.
    var textWithoutFinalDot: String {
        isRoot ? "." : description.trimmingFinalDot
    }
}
