import DNS
import Diagnostics
import Federation

extension ServerContext {
    /// Whether a name has no SRV record and, as far as is known, no well-known document, so that peers connect to its
    /// port 8448.
    public var isWithoutDelegation: Bool {
        guard input.isGiven, delegated == nil, let host = delegatingHost,
            let route = likelyRoutes?.specification, route.taken == .fallback
        else { return false }
        return MatrixService.allCases.allSatisfy { service in
            switch services(service, at: host)?.state {
            case .noName, .noData: true
            case .records, .failed, .notCollected, nil: false
            }
        }
    }

    /// Whether a name with SRV records is probably no server name: it is the host of a website, or its own SRV target.
    public func isHardlyServerName(_ name: String) -> Bool {
        if name.hasPrefix("www.") { return true }
        let records = misplacedRecords(at: name)
        return !records.isEmpty
            && records.allSatisfy { record in
                record.answer.service?.target.description.lowercased().trimmingFinalDot == name.lowercased()
            }
    }

    /// An SRV record of a name below the server name.
    struct MisplacedRecord {
        let service: MatrixService
        let answer: AnswerRecord
        /// `nil` for an answer of the network.
        let place: ZoneEvidence.RecordLocation?
    }

    /// The number of entries of evidence that are searched for SRV records of other names.
    private static let entryLimit = 400

    /// The names below the server name that have SRV records in the collected evidence, if the server name has no
    /// delegation.
    var hostsBelowInEvidence: [String] {
        guard let entries = input.evidence?.dns, let host = delegatingHost?.lowercased(), isWithoutDelegation else {
            return []
        }
        var hosts: [String] = []
        for entry in entries.prefix(Self.entryLimit) where entry.question.type == .srv && !entry.records.isEmpty {
            let labels = entry.question.name.labels
            guard let first = labels.first,
                MatrixService(rawValue: String(decoding: first, as: UTF8.self).lowercased()) != nil,
                let name = entry.question.name.parent?.parent?.description.lowercased().trimmingFinalDot,
                name.hasSuffix(".\(host)"), !name.hasPrefix("\(host)."), !hosts.contains(name)
            else { continue }
            hosts.append(name)
        }
        return hosts.filter { !hostsBelow.contains($0) }
    }

    /// Returns the SRV records of a name that discovery does not look up.
    func misplacedRecords(at host: String) -> [MisplacedRecord] {
        var zones = zoneEvidence
        guard let name = Name(host) else { return [] }
        return MatrixService.allCases.flatMap { service -> [MisplacedRecord] in
            guard let question = service.owner(at: name).map({ Question($0, .srv) }) else { return [] }
            if let entry = zones.answer(question) {
                return entry.records.compactMap { record in
                    guard record.service != nil, let place = zones.locations[record] else { return nil }
                    return MisplacedRecord(service: service, answer: record, place: place)
                }
            }
            return evidence.answer(question).records.filter { $0.service != nil }
                .map { MisplacedRecord(service: service, answer: $0, place: nil) }
        }
    }

    /// The part without which peers would not get to the default port: SRV records that were meant for the server name
    /// and are those of a name below it.
    ///
    /// - Parameter users: The routes that lead to the endpoint in question.
    func misplacedOrigin(_ users: [Route]) -> RouteOrigin? {
        guard let name = delegatingHost, users.allSatisfy({ $0.taken == .fallback }),
            let host = (hostsBelow + hostsBelowInEvidence).first(where: isHardlyServerName)
        else { return nil }
        let targets = Set(
            misplacedRecords(at: host).compactMap(\.answer.service).map { service in
                "`\(service.target.description.routeName)` port \(service.port)"
            })
        return RouteOrigin(part: Self.partOfServices(at: name), destination: targets.count == 1 ? targets.first : nil)
    }

    /// The SRV records that peers look up for a server name.
    static func partOfServices(at name: String) -> RoutePart {
        .services(owner: "\(MatrixService.federation.ownerPrefix).\(name)".routeName)
    }
}
