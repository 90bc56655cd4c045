import DNS

/// The SRV records of an RRset that discovery uses.
///
/// The selection is the same for all implementations, so that the limit makes no difference between them: the first
/// records by priority and weight, and those that some implementations try first instead.
struct ServiceSelection: Sendable {
    /// The records in the order of the answer.
    let services: [AnswerRecord.Service]
    /// The number of SRV records in the answer.
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
        // Some clients try the lowest weight first, although the highest should be preferred.
        if let lightest = order.sorted(heavierFirst: false).first { kept.insert(lightest) }
        for index in order.sorted(heavierFirst: true) where kept.count < DiscoveryLimits.services { kept.insert(index) }
        services = kept.sorted().map { all[$0] }
    }
}

/// The order in which SRV records are tried (RFC 2782): by priority and weight, and then by target and port so that it
/// is stable.
struct ServiceOrder {
    private let keys: [Key]

    private struct Key {
        let service: AnswerRecord.Service
        let target: String
    }

    init(_ services: [AnswerRecord.Service]) {
        keys = services.map { Key(service: $0, target: $0.target.description.lowercased()) }
    }

    /// The indices of the records in the order in which they are tried.
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
