/// The assignments of the fields of a record to those of its type that need the fewest missing and extra ones.
struct FieldAlignment {
    private let type: RecordType
    /// The fields of the type. One that takes all remaining text is followed by itself, as optional.
    private let expected: [Expected]
    private let given: [WrittenField]

    private struct Expected {
        let field: RecordFormat.Field
        let isOptional: Bool
        /// Whether the next text may belong to the same field.
        let isRepeated: Bool
    }

    /// A missing or an extra field costs more than any two unusual values.
    private static let gap = 4
    /// Among the assignments that cost a little more, values that fit each other decide.
    private static let margin = 2
    private static let pathLimit = 500

    struct Assignment {
        var cost: Int
        /// The index of the given field for each expected one.
        var values: [Int: Int] = [:]
        /// The missing fields with the given field that follows them.
        var missing: [(field: Int, at: Int)] = []
        var extra: [Int] = []
        var hasMismatch = false
    }

    /// - Returns: `nil` for types whose fields depend on each other too much.
    init?(type: RecordType, format: RecordFormat, fields: [WrittenField]) {
        guard ![.a6].contains(type), !["LOC", "APL", "WKS", "NSAP", "ATMA"].contains(type.description) else {
            return nil
        }
        self.type = type
        given = fields
        expected = format.fields.flatMap { field in
            var entries: [Expected] = []
            if !field.kind.mayBeAbsent { entries.append(Expected(field: field, isOptional: false, isRepeated: false)) }
            if field.kind.takesRest { entries.append(Expected(field: field, isOptional: true, isRepeated: true)) }
            if field.kind == .optionalString || field.kind == .keyData || field.kind == .relay {
                entries.append(Expected(field: field, isOptional: true, isRepeated: false))
            }
            return entries
        }
    }

    /// The best assignments, with the one of least cost first.
    func assignments() -> [Assignment] {
        let least = leastCosts()
        var found: [Assignment] = []
        var path = Assignment(cost: 0)
        collect(0, 0, &path, least, limit: least[0][0] + Self.margin, into: &found)
        let total = found.map { $0.cost + FieldAgreement.penalty($0.values, given, type) }
        guard let best = total.min() else { return [] }
        return zip(found, total).filter { $0.1 == best }.map(\.0)
    }

    /// The least cost to assign the given fields from `i` on to the expected ones from `j` on.
    private func leastCosts() -> [[Int]] {
        var least = [[Int]](repeating: [Int](repeating: 0, count: expected.count + 1), count: given.count + 1)
        for i in stride(from: given.count, through: 0, by: -1) {
            for j in stride(from: expected.count, through: 0, by: -1) where i < given.count || j < expected.count {
                var costs: [Int] = []
                if i < given.count { costs.append(Self.gap + least[i + 1][j]) }
                if j < expected.count {
                    costs.append((expected[j].isOptional ? 0 : Self.gap) + least[i][j + 1])
                    if i < given.count { costs.append(misfit(i, j) + least[i + 1][next(j)]) }
                }
                least[i][j] = costs.min() ?? 0
            }
        }
        return least
    }

    private func misfit(_ i: Int, _ j: Int) -> Int { FieldForm.misfit(given[i], expected[j].field, type) }
    private func next(_ j: Int) -> Int { expected[j].isRepeated ? j : j + 1 }

    private func collect(
        _ i: Int, _ j: Int, _ path: inout Assignment, _ least: [[Int]], limit: Int, into found: inout [Assignment]
    ) {
        guard found.count < Self.pathLimit, path.cost + least[i][j] <= limit else { return }
        guard i < given.count || j < expected.count else { return found.append(path) }
        let before = path
        if i < given.count, j < expected.count {
            let cost = misfit(i, j)
            path.cost += cost
            path.values[j] = i
            if cost >= FieldForm.mismatch { path.hasMismatch = true }
            collect(i + 1, next(j), &path, least, limit: limit, into: &found)
            path = before
        }
        if j < expected.count {
            if !expected[j].isOptional {
                path.cost += Self.gap
                path.missing.append((j, i))
            }
            collect(i, j + 1, &path, least, limit: limit, into: &found)
            path = before
        }
        if i < given.count {
            path.cost += Self.gap
            path.extra.append(i)
            collect(i + 1, j, &path, least, limit: limit, into: &found)
            path = before
        }
    }
}

extension FieldAlignment {
    /// The mistake that all of the best assignments agree on; `nil` if they do not, or if the first problem says it.
    func mistake(_ problem: RDATAProblem) -> FieldMistake? {
        let best = assignments()
        guard let first = best.first, !best.contains(where: \.hasMismatch), !isInTypes(problem) else { return nil }
        let (missing, extra) = (first.missing.count, first.extra.count)
        guard best.allSatisfy({ $0.missing.count == missing && $0.extra.count == extra }) else { return nil }
        if missing > 0, extra == 0 { return missingFields(best, missing) }
        if extra > 0, missing == 0 { return extraFields(best, extra, problem) }
        return nil
    }

    /// Whether the problem is a word among the types of a bitmap, of which there may be any number.
    private func isInTypes(_ problem: RDATAProblem) -> Bool {
        guard let last = expected.last, case .typeBitmap = last.field.kind, case .invalid = problem.kind else {
            return false
        }
        return problem.fieldIndex >= expected.count - 1
    }

    private func missingFields(_ best: [Assignment], _ count: Int) -> FieldMistake? {
        let fields = Set(best.flatMap { $0.missing.map(\.field) }).sorted()
        let names = fields.map { expected[$0].field.name }
        // If it is not known which field is missing, it is before the first one that is known.
        guard let at = best.flatMap({ $0.missing.map(\.at) }).max() else { return nil }
        let isLast = at == given.count
        let neighbour = given[isLast ? at - 1 : at].range
        return FieldMistake(.missing(names, count: count, isLast: isLast), neighbour)
    }

    private func extraFields(_ best: [Assignment], _ count: Int, _ problem: RDATAProblem) -> FieldMistake? {
        if case .extra = problem.kind, best.contains(where: { $0.extra == Array(problem.fieldIndex..<given.count) }) {
            return nil
        }
        let extra = Set(best.flatMap(\.extra)).sorted()
        guard let first = extra.first, let last = extra.last, extra.count == last - first + 1 else { return nil }
        let taken = Set(best.flatMap { path in path.values.filter { extra.contains($0.value) }.map(\.key) }).sorted()
        return FieldMistake(
            .extra(count: count, names: taken.map { expected[$0].field.name }),
            given[first].range.lowerBound..<given[last].range.upperBound)
    }
}

extension RecordFormat.Kind {
    /// Whether the field takes all the text that remains.
    fileprivate var takesRest: Bool {
        switch self {
        case .strings, .names, .base64, .optionalBase64, .dashedBase64, .hex, .dsDigest, .sshFingerprint, .zoneDigest,
            .typeBitmap, .nxtBitmap, .serviceParameters:
            true
        default: false
        }
    }

    fileprivate var mayBeAbsent: Bool {
        switch self {
        case .names, .optionalBase64, .optionalString, .keyData, .serviceParameters, .relay: true
        case .typeBitmap(let mayBeEmpty): mayBeEmpty
        default: false
        }
    }
}
