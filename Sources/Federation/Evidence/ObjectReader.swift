import DNS
import TLSIdentity

/// Reads the members of an object one by one, and reports unknown ones.
struct ObjectReader {
    private let members: [JSONValue.Member]
    private let range: Range<Int>
    private let subject: String
    private var known: [String] = []

    init?(_ value: JSONValue, _ subject: String, _ reader: inout EvidenceReader) {
        guard let members = value.members else {
            reader.report("expected an object for \(subject), found \(value.kindName)", value.range)
            return nil
        }
        self.members = members
        self.subject = subject
        range = value.range
        var seen: Set<String> = []
        for member in members where !seen.insert(member.key).inserted {
            reader.report("duplicate key `\(member.key)`", member.keyRange)
        }
    }

    mutating func take(_ key: String, _ reader: inout EvidenceReader) -> JSONValue? {
        known.append(key)
        guard let value = members.first(where: { $0.key == key })?.value else { return nil }
        // `null` is the same as a missing key.
        if case .null = value.kind { return nil }
        return value
    }

    mutating func required(_ key: String, _ reader: inout EvidenceReader) -> JSONValue? {
        if let value = take(key, &reader) { return value }
        reader.report("\(subject) has no `\(key)`, which is required", range.lowerBound..<range.lowerBound + 1)
        return nil
    }

    /// Whether the key has a value, valid or not.
    func hasValue(_ key: String) -> Bool {
        guard let value = members.first(where: { $0.key == key })?.value else { return false }
        if case .null = value.kind { return false }
        return true
    }

    func range(of key: String) -> Range<Int>? {
        members.first { $0.key == key }?.value.range
    }

    func finish(_ reader: inout EvidenceReader) {
        for member in members where !known.contains(member.key) {
            let near = Spelling.nearest(to: member.key, among: known).map { "did you mean `\($0)`?" }
            reader.report(
                "\(subject) has the unknown key `\(member.key)`", member.keyRange,
                [
                    near ?? "the known keys are " + known.map { "`\($0)`" }.joined(separator: ", ")
                ])
        }
    }
}

extension ObjectReader {
    mutating func string(_ key: String, _ reader: inout EvidenceReader) -> String? {
        take(key, &reader).flatMap { reader.string($0) }
    }

    mutating func bool(_ key: String, _ reader: inout EvidenceReader) -> Bool? {
        guard let value = take(key, &reader) else { return nil }
        if value.bool == nil {
            reader.report("expected true or false for `\(key)`, found \(value.kindName)", value.range)
        }
        return value.bool
    }

    mutating func integer(_ key: String, _ bounds: ClosedRange<Int>, _ reader: inout EvidenceReader) -> Int? {
        guard let value = take(key, &reader) else { return nil }
        guard let number = value.integer, bounds.contains(number) else {
            reader.report(
                "`\(key)` must be an integer from \(bounds.lowerBound) to \(bounds.upperBound)", value.range)
            return nil
        }
        return number
    }

    mutating func timestamp(_ key: String, _ reader: inout EvidenceReader) -> Timestamp? {
        guard let value = take(key, &reader) else { return nil }
        guard let timestamp = value.string.flatMap({ Timestamp($0) }) else {
            reader.report("`\(key)` must be a time such as `2026-11-21T08:00:00Z`", value.range)
            return nil
        }
        return timestamp
    }

    mutating func address(_ key: String, _ reader: inout EvidenceReader) -> IPAddress? {
        guard let value = take(key, &reader) else { return nil }
        guard let address = value.string.flatMap({ IPAddress($0) }) else {
            reader.report("`\(key)` must be an IPv4 or IPv6 address", value.range)
            return nil
        }
        return address
    }

    mutating func requiredAddress(_ reader: inout EvidenceReader) -> IPAddress? {
        guard members.contains(where: { $0.key == "address" }) else {
            _ = required("address", &reader)
            return nil
        }
        return address("address", &reader)
    }

    mutating func requiredPort(_ reader: inout EvidenceReader) -> UInt16? {
        guard members.contains(where: { $0.key == "port" }) else {
            _ = required("port", &reader)
            return nil
        }
        return integer("port", 1...65_535, &reader).flatMap { UInt16(exactly: $0) }
    }

    mutating func list<Element>(
        _ key: String,
        _ reader: inout EvidenceReader,
        _ element: (inout EvidenceReader, JSONValue) -> Element?
    ) -> [Element] {
        guard let value = take(key, &reader) else { return [] }
        guard let values = value.array else {
            reader.report("expected an array for `\(key)`, found \(value.kindName)", value.range)
            return []
        }
        return values.compactMap { element(&reader, $0) }
    }

    mutating func headers(_ reader: inout EvidenceReader) -> [Header] {
        list("headers", &reader) { reader, value in
            guard let pair = value.array, pair.count == 2, let name = pair[0].string, let text = pair[1].string else {
                reader.report("a header must be `[\"name\", \"value\"]`", value.range)
                return nil
            }
            return Header(name, text)
        }
    }

    mutating func error(_ reader: inout EvidenceReader) -> ExchangeError? {
        take("error", &reader).flatMap { reader.word($0, ExchangeError.allCases.map(\.rawValue)) }
            .flatMap { ExchangeError(rawValue: $0) }
    }

    mutating func circumstances(_ reader: inout EvidenceReader) -> Circumstances {
        var circumstances = Circumstances(
            at: timestamp("at", &reader),
            milliseconds: integer("milliseconds", 0...Int(Int32.max), &reader),
            phase: take("phase", &reader).flatMap { reader.word($0, Phase.allCases.map(\.rawValue)) }
                .flatMap { Phase(rawValue: $0) },
            detail: string("detail", &reader)
        )
        circumstances.subject = string("for", &reader)
        return circumstances
    }

    /// Reads `bodyWithheld`, which replaces the body.
    mutating func isBodyWithheld(_ reader: inout EvidenceReader) -> Bool {
        guard bool("bodyWithheld", &reader) == true else { return false }
        if let range = range(of: "body") ?? range(of: "bodyHex") {
            reader.report("an entry with `bodyWithheld` cannot have a body", range)
        }
        return true
    }

    /// Reads `body`, or `bodyHex` for a body that is not UTF-8.
    mutating func body(_ reader: inout EvidenceReader) -> [UInt8]? {
        let body = string("body", &reader)
        guard let value = take("bodyHex", &reader) else { return body.map { Array($0.utf8) } }
        guard let text = reader.string(value) else { return nil }
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else {
            reader.report("`bodyHex` must be hexadecimal digits, two for each octet", value.range)
            return nil
        }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
