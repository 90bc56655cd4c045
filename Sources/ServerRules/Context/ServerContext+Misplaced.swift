import DNS
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

    /// An SRV record in a zone.
    struct MisplacedRecord {
        let service: MatrixService
        let answer: AnswerRecord
        let place: ZoneEvidence.RecordLocation
    }

    /// Returns the SRV records of a name that discovery does not look up.
    func misplacedRecords(at host: String) -> [MisplacedRecord] {
        var zones = zoneEvidence
        guard let name = Name(host) else { return [] }
        return MatrixService.allCases.flatMap { service -> [MisplacedRecord] in
            guard let owner = service.owner(at: name), let entry = zones.answer(Question(owner, .srv)) else {
                return []
            }
            return entry.records.compactMap { record in
                guard record.service != nil, let place = zones.locations[record] else { return nil }
                return MisplacedRecord(service: service, answer: record, place: place)
            }
        }
    }
}
