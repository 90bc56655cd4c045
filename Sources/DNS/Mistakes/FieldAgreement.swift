/// Values of one record that agree with each other: the lengths of digests, and the times of a zone.
enum FieldAgreement {
    /// The number of disagreements among the values that are assigned to the fields of a type.
    ///
    /// - Parameter values: the index of a given field for each field of the type.
    static func penalty(_ values: [Int: Int], _ given: [WrittenField], _ type: RecordType) -> Int {
        func number(_ field: Int) -> UInt64? { values[field].flatMap { given[$0].number } }
        func seconds(_ field: Int) -> UInt64? { values[field].flatMap { given[$0].seconds }.map { UInt64($0) } }
        func length(_ field: Int) -> Int? { values[field].map { given[$0].bytes.count } }
        switch type {
        case .soa:
            var penalty = 0
            if let refresh = seconds(3), let retry = seconds(4), retry > refresh { penalty += 1 }
            if let refresh = seconds(3), let expire = seconds(5), expire < refresh { penalty += 1 }
            if let retry = seconds(4), let expire = seconds(5), expire < retry { penalty += 1 }
            if let expire = seconds(5), let minimum = seconds(6), minimum > expire { penalty += 1 }
            // Nobody keeps negative answers for more than a few days (RFC 2308 §5).
            if let minimum = seconds(6), minimum > 259_200 { penalty += 1 }
            return penalty
        case .ds, .cds: return disagrees(length(3), number(2), [1: 40, 2: 64, 4: 96])
        case .tlsa, RecordType(rawValue: 53): return disagrees(length(3), number(2), [1: 64, 2: 128])
        case RecordType(rawValue: 44): return disagrees(length(2), number(1), [1: 40, 2: 64])
        default: return 0
        }
    }

    private static func disagrees(_ length: Int?, _ kind: UInt64?, _ lengths: [UInt64: Int]) -> Int {
        guard let length, let kind, let expected = lengths[kind], lengths.values.contains(length) else { return 0 }
        return expected == length ? 0 : 2
    }
}
