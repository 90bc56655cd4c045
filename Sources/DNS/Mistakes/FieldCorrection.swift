/// Finds the correction after which the fields of a record can be read. Every correction is tried with the reader.
struct FieldCorrection {
    let type: RecordType
    let format: RecordFormat
    let fields: [WrittenField]
    let problem: RDATAProblem

    func find() -> FieldMistake? {
        if let mistake = placeholder() ?? signBeforeData() { return mistake }
        if let mistake = misplacedHeader() ?? words() ?? signsInNumber() ?? separatedOctets() { return mistake }
        if let mistake = missingValue() ?? addressFamily() ?? emptySalt() ?? otherForm() { return mistake }
        if let mistake = spaceInPort() ?? namedFields() ?? base64Digest() ?? keyInDS() ?? angleSigns() {
            return mistake
        }
        if let mistake = parameters() ?? commas() ?? separators() ?? missingSpace() ?? quotes() { return mistake }
        return portBehindTarget() ?? locationOrder() ?? missingPart() ?? order()
    }

    /// `A = 192.0.2.1` and `CNAME -> www`, as in other notations.
    private func signBeforeData() -> FieldMistake? {
        let sign = fields[0]
        guard !sign.isQuoted, ["=", "->", "=>", ":", ":="].contains(String(decoding: sign.bytes, as: UTF8.self)),
            fields.count > 1, isAccepted(Array(fields.dropFirst()))
        else { return nil }
        return FieldMistake(
            .extra(count: 1, names: []), sign.range,
            corrections: [FieldMistake.Replacement(range: sign.range, text: "")])
    }

    func isAccepted(_ fields: [WrittenField]) -> Bool {
        TrialRecord.isAccepted(type, fields)
    }

    /// The name of the field of the type at an index; the last one may take several texts.
    func name(_ index: Int) -> String {
        format.fields[min(index, format.fields.count - 1)].name
    }

    /// From the first to the last of these fields.
    func range(_ indices: some Collection<Int>) -> Range<Int> {
        let first = indices.min() ?? 0
        return fields[first].range.lowerBound..<fields[indices.max() ?? first].range.upperBound
    }

    // MARK: - TTL, class and type

    /// `MX 3600 10 mail`, `MX IN 10 mail`, `MX MX 10 mail`.
    private func misplacedHeader() -> FieldMistake? {
        var kind: FieldMistake.Kind?
        for (index, field) in fields.enumerated().prefix(3) {
            if index > 0, let kind, isAccepted(Array(fields[index...])) {
                return FieldMistake(kind, range(0..<index))
            }
            guard let role = headerRole(field) else { return nil }
            kind = kind == nil || kind == .recordClass ? role : kind
        }
        return nil
    }

    private func headerRole(_ field: WrittenField) -> FieldMistake.Kind? {
        guard !field.isQuoted else { return nil }
        // A small or odd number is rather one number too many.
        if let seconds = field.seconds {
            return field.number == nil || seconds >= 60 && seconds % 60 == 0 ? .timeToLive : nil
        }
        return field.bytes.withUnsafeBufferPointer { bytes in
            if RecordClass(mnemonic: bytes) != nil { return .recordClass }
            return RecordType(mnemonic: bytes) == type ? .repeatedType : nil
        }
    }

    // MARK: - Order

    /// The cost of an order with values that are rather not those of their fields, such as a short number as a key.
    private static let unusual = 3

    /// One field instead of another, or two swapped.
    private func order() -> FieldMistake? {
        guard fields.count > 1, format.fields.count > 1 else { return nil }
        // Otherwise an order would be found in which only a length is not checked.
        let present = cost(fields)
        var best: [(order: [Int], cost: Int)] = []
        for order in orders() {
            let moved = order.map { fields[$0] }
            guard isAccepted(moved) else { continue }
            let cost = cost(moved)
            guard cost < min(present, Self.unusual), cost <= best.first?.cost ?? .max else { continue }
            if cost < best.first?.cost ?? .max { best = [] }
            if !best.contains(where: { zip($0.order, order).allSatisfy { fields[$0].hasSameText(as: fields[$1]) } }) {
                best.append((order, cost))
            }
        }
        guard let first = best.first else { return nil }
        let changed = Set(best.flatMap { $0.order.enumerated().filter { $0.offset != $0.element }.map(\.offset) })
        let span = (changed.min() ?? 0)...(changed.max() ?? 0)
        var corrections: [FieldMistake.Replacement] = []
        if best.count == 1 {
            for (slot, from) in first.order.enumerated() where slot != from {
                guard let text = fields[from].source else { return nil }
                corrections.append(FieldMistake.Replacement(range: fields[slot].range, text: text))
            }
        }
        var names: [String] = []
        for index in span where names.last != name(index) { names.append(name(index)) }
        return FieldMistake(.order(names), range(Array(span)), corrections: corrections)
    }

    private func cost(_ fields: [WrittenField]) -> Int {
        fields.enumerated().reduce(0) { sum, entry in
            let field = format.fields[min(entry.offset, format.fields.count - 1)]
            return sum + FieldForm.misfit(entry.element, field, type)
        }
    }

    /// The orders in which one field is moved, or two are swapped.
    private func orders() -> [[Int]] {
        let count = min(fields.count, 12)
        var orders: [[Int]] = []
        for first in 0..<count {
            for second in 0..<count where second != first {
                var order = Array(fields.indices)
                order.insert(order.remove(at: first), at: second)
                orders.append(order)
                guard first < second - 1 else { continue }
                order = Array(fields.indices)
                order.swapAt(first, second)
                orders.append(order)
            }
        }
        return orders
    }
}
