import DNS

/// Takes the members of an object one by one, and reports those that nobody took.
struct ObjectReader {
    private let members: [JSONValue.Member]
    private let range: Range<Int>
    private let what: String
    private var known: [String] = []

    init?(_ value: JSONValue, _ what: String, _ reader: inout EvidenceReader) {
        guard let members = value.members else {
            reader.report("\(what) is an object, not \(value.kindName)", value.range)
            return nil
        }
        self.members = members
        self.what = what
        range = value.range
        var seen: Set<String> = []
        for member in members where !seen.insert(member.key).inserted {
            reader.report("`\(member.key)` stands here twice", member.keyRange)
        }
    }

    mutating func take(_ key: String, _ reader: inout EvidenceReader) -> JSONValue? {
        known.append(key)
        guard let value = members.first(where: { $0.key == key })?.value else { return nil }
        // `null` is a way to leave a key out.
        if case .null = value.kind { return nil }
        return value
    }

    mutating func required(_ key: String, _ reader: inout EvidenceReader) -> JSONValue? {
        if let value = take(key, &reader) { return value }
        reader.report("\(what) needs `\(key)`", range.lowerBound..<range.lowerBound + 1)
        return nil
    }

    /// Whether the key is there with a value, right or wrong.
    func gives(_ key: String) -> Bool {
        guard let value = members.first(where: { $0.key == key })?.value else { return false }
        if case .null = value.kind { return false }
        return true
    }

    func place(of key: String) -> Range<Int>? {
        members.first { $0.key == key }?.value.range
    }

    func finish(_ reader: inout EvidenceReader) {
        for member in members where !known.contains(member.key) {
            let near = Spelling.nearest(to: member.key, among: known).map { "did you mean `\($0)`?" }
            reader.report(
                "\(what) has no key `\(member.key)`", member.keyRange,
                [
                    near ?? "the keys are " + known.map { "`\($0)`" }.joined(separator: ", ")
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
        if value.bool == nil { reader.report("`\(key)` is true or false, not \(value.kindName)", value.range) }
        return value.bool
    }

    mutating func integer(_ key: String, _ bounds: ClosedRange<Int>, _ reader: inout EvidenceReader) -> Int? {
        guard let value = take(key, &reader) else { return nil }
        guard let number = value.integer, bounds.contains(number) else {
            reader.report(
                "`\(key)` is a whole number from \(bounds.lowerBound) to \(bounds.upperBound)", value.range)
            return nil
        }
        return number
    }

    mutating func timestamp(_ key: String, _ reader: inout EvidenceReader) -> Timestamp? {
        guard let value = take(key, &reader) else { return nil }
        guard let timestamp = value.string.flatMap({ Timestamp($0) }) else {
            reader.report("`\(key)` is a time such as `2026-11-21T08:00:00Z`", value.range)
            return nil
        }
        return timestamp
    }

    mutating func address(_ key: String, _ reader: inout EvidenceReader) -> IPAddress? {
        guard let value = take(key, &reader) else { return nil }
        guard let address = value.string.flatMap({ IPAddress($0) }) else {
            reader.report("`\(key)` is an IPv4 or IPv6 address", value.range)
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
            reader.report("`\(key)` is an array, not \(value.kindName)", value.range)
            return []
        }
        return values.compactMap { element(&reader, $0) }
    }

    mutating func headers(_ reader: inout EvidenceReader) -> [Header] {
        list("headers", &reader) { reader, value in
            guard let pair = value.array, pair.count == 2, let name = pair[0].string, let text = pair[1].string else {
                reader.report("a header is `[\"name\", \"value\"]`", value.range)
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

    /// `bodyWithheld`, which takes the place of the body.
    mutating func isBodyWithheld(_ reader: inout EvidenceReader) -> Bool {
        guard bool("bodyWithheld", &reader) == true else { return false }
        if let place = place(of: "body") ?? place(of: "bodyHex") {
            reader.report("a body that was withheld is not given", place)
        }
        return true
    }

    /// `body`, or `bodyHex` where what came is not UTF-8.
    mutating func body(_ reader: inout EvidenceReader) -> [UInt8]? {
        let body = string("body", &reader)
        guard let value = take("bodyHex", &reader) else { return body.map { Array($0.utf8) } }
        guard let text = reader.string(value) else { return nil }
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else {
            reader.report("`bodyHex` is hexadecimal digits, two an octet", value.range)
            return nil
        }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
