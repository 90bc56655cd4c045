import DNS

/// The SRV records of a set that are judged.
///
/// The selection is the same for every implementation, so that a limit makes no difference between them: the records
/// that are tried first by priority and weight, and those that somebody tries first instead.
struct ServiceSelection: Sendable {
    /// In the order of the answer.
    let services: [AnswerRecord.Service]
    /// How many SRV records the answer has.
    let total: Int

    init(_ records: [AnswerRecord]) {
        let all = records.compactMap(\.service)
        total = all.count
        guard all.count > DiscoveryLimits.services else {
            services = all
            return
        }
        let order = ServiceOrder(all)
        var kept: Set<Int> = [0]
        // Some clients take the lowest weight first, where the highest is meant.
        if let lightest = order.sorted(heavierFirst: false).first { kept.insert(lightest) }
        for index in order.sorted(heavierFirst: true) where kept.count < DiscoveryLimits.services { kept.insert(index) }
        services = kept.sorted().map { all[$0] }
    }
}

/// The order in which SRV records are tried (RFC 2782): by priority, then by weight, then by what makes it repeatable.
struct ServiceOrder {
    private let keys: [Key]

    private struct Key {
        let service: AnswerRecord.Service
        let target: String
    }

    init(_ services: [AnswerRecord.Service]) {
        keys = services.map { Key(service: $0, target: $0.target.description.lowercased()) }
    }

    /// The places of the records, the first to be tried first.
    func sorted(heavierFirst: Bool) -> [Int] {
        keys.indices.sorted { precedes(keys[$0], keys[$1], heavierFirst) }
    }

    private func precedes(_ left: Key, _ right: Key, _ heavierFirst: Bool) -> Bool {
        if left.service.priority != right.service.priority { return left.service.priority < right.service.priority }
        if left.service.weight != right.service.weight {
            return (left.service.weight > right.service.weight) == heavierFirst
        }
        return left.target == right.target ? left.service.port < right.service.port : left.target < right.target
    }
}
