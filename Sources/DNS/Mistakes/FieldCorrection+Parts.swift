// Parts of a target or of a location that are in the wrong place.

extension FieldCorrection {
    // MARK: - Ports

    /// `SRV 10 0 matrix.example.com:8448`, also with the final dot of the target behind the port.
    func portBehindTarget() -> FieldMistake? {
        guard type == .srv, fields.count == 3, !fields[2].isQuoted,
            let colon = fields[2].bytes.lastIndex(of: UInt8(ascii: ":"))
        else { return nil }
        var (target, port) = (fields[2].bytes[..<colon], fields[2].bytes[(colon + 1)...])
        if port.last == UInt8(ascii: ".") {
            target.append(UInt8(ascii: "."))
            port.removeLast()
        }
        // An IPv6 address has several colons.
        guard !target.contains(UInt8(ascii: ":")), !target.contains(UInt8(ascii: "/")),
            isAccepted([fields[0], fields[1], fields[2].replaced(with: port), fields[2].replaced(with: target)])
        else { return nil }
        return FieldMistake(
            .portBehindTarget(
                port: String(decoding: port, as: UTF8.self), target: String(decoding: target, as: UTF8.self)),
            fields[2].range,
            corrections: [
                FieldMistake.Replacement(
                    range: fields[2].range, text: String(decoding: port + [0x20] + target, as: UTF8.self))
            ])
    }

    // MARK: - Parts of a location

    /// `LOC N 52 14 05 E 13 24 50 10m`, with each hemisphere in front of its numbers, and `LOC 13 24 50 E 52 14 05 N 10m`, with
    /// the longitude first.
    func locationOrder() -> FieldMistake? {
        guard type.description == "LOC", !fields.contains(where: \.isQuoted) else { return nil }
        func isHemisphere(_ field: WrittenField, _ letters: String) -> Bool {
            field.bytes.count == 1 && letters.utf8.contains(field.bytes[0])
        }
        if let longitude = fields.firstIndex(where: { isHemisphere($0, "EW") }),
            let latitude = fields.firstIndex(where: { isHemisphere($0, "NS") }), 0 < longitude, longitude < latitude
        {
            let moved = Array(fields[(longitude + 1)...latitude]) + fields[...longitude] + fields[(latitude + 1)...]
            return reordered(moved, 0...latitude, ["latitude", "longitude"])
        }
        guard let first = fields.first, isHemisphere(first, "NS"),
            let second = fields.firstIndex(where: { isHemisphere($0, "EW") }), second > 1
        else { return nil }
        // As many numbers as possible belong to the angle.
        for last in stride(from: min(second + 3, fields.count - 1), to: second, by: -1) {
            var moved = Array(fields[1..<second])
            moved.append(fields[0])
            moved += fields[(second + 1)...last]
            moved.append(fields[second])
            moved += fields[(last + 1)...]
            if let mistake = reordered(moved, 0...last, ["degrees, minutes and seconds", "hemisphere"]) {
                return mistake
            }
        }
        return nil
    }

    private func reordered(_ moved: [WrittenField], _ span: ClosedRange<Int>, _ names: [String]) -> FieldMistake? {
        guard isAccepted(moved), fields.allSatisfy({ $0.source != nil }) else { return nil }
        let corrections = zip(fields, moved).filter { !$0.hasSameText(as: $1) }.map { field, text in
            FieldMistake.Replacement(range: field.range, text: String(decoding: text.bytes, as: UTF8.self))
        }
        return FieldMistake(.order(names), range(Array(span)), corrections: corrections)
    }

    /// A hemisphere or another part of a LOC record. Its parts are optional, so that they cannot be aligned with fields.
    func missingPart() -> FieldMistake? {
        let at = problem.fieldIndex
        guard type.description == "LOC", at < fields.count, case .invalid(let name, _) = problem.kind else {
            return nil
        }
        for part in ["N", "E", "1"] {
            var corrected = fields
            corrected.insert(fields[at].replaced(with: part.utf8), at: at)
            if isAccepted(corrected) {
                return FieldMistake(.missing([name], count: 1, isLast: false), fields[at].range)
            }
        }
        return nil
    }
}
