/// LOC (RFC 1876 §3): checked as BIND does, and appended to `line` in full, such as
/// `60 9 0.000 N 24 39 0.000 E 10.00m 1m 10000m 10m`.
extension RDATACoder {
    mutating func normaliseLocation(_ cursor: inout FieldCursor) throws(RDATAProblem) {
        try normaliseAngle(maximum: 90, "latitude", positive: UInt8(ascii: "N"), negative: UInt8(ascii: "S"), &cursor)
        try normaliseAngle(maximum: 180, "longitude", positive: UInt8(ascii: "E"), negative: UInt8(ascii: "W"), &cursor)
        line.append(UInt8(ascii: " "))
        try normaliseAltitude(&cursor)
        for (name, standard) in [("size", "1m"), ("horizontal precision", "10000m"), ("vertical precision", "10m")] {
            line.append(UInt8(ascii: " "))
            if cursor.isAtEnd {
                line.append(contentsOf: standard.utf8)
            } else {
                try normalisePrecision(RecordFormat.Field(name, .location), &cursor)
            }
        }
    }

    /// Reads degrees, optional minutes and seconds, and the hemisphere.
    private mutating func normaliseAngle(
        maximum: UInt64,
        _ name: String,
        positive: UInt8,
        negative: UInt8,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        // `71 06 18 W`, and `00 08 50 E` (RFC 1876 §4).
        let field = RecordFormat.Field("\(name) degrees", .location)
        let start = cursor
        if let text = try? cursor.nextUnquoted(field, expected: ""),
            let sexagesimal = SexagesimalText(
                text, maximum: maximum, positive, negative,
                hemisphere: cursor.isAtEnd ? nil : cursor.fields[cursor.index])
        {
            throw cursor.invalid(field, "whole degrees, minutes and seconds, such as \(sexagesimal.text)")
        }
        cursor = start
        let degrees = try number(field, max: maximum, isPadded: true, &cursor)
        let limit: UInt64 = degrees == maximum ? 0 : 59
        var minutes: UInt64 = 0
        var thousandths: UInt64 = 0
        let letter = "\(Character(UnicodeScalar(positive))) or \(Character(UnicodeScalar(negative)))"
        var parts = 0
        while true {
            let part = RecordFormat.Field(
                ["\(name) minutes", "\(name) seconds", "\(name) hemisphere"][parts], .location)
            let text = try cursor.nextUnquoted(part, expected: letter)
            if text.count == 1, text[0] == positive || text[0] == negative {
                if line.last != UInt8(ascii: " ") { line.append(UInt8(ascii: " ")) }
                print(number: degrees)
                line.append(UInt8(ascii: " "))
                print(number: minutes)
                line.append(UInt8(ascii: " "))
                print(number: thousandths / 1000)
                printFraction(thousandths % 1000, digits: 3)
                line.append(UInt8(ascii: " "))
                // Zero is in no hemisphere. ldns prints S and W for it in any case.
                line.append(degrees == 0 && minutes == 0 && thousandths == 0 ? positive : text[0])
                return
            }
            switch parts {
            case 0:
                guard case .value(let value) = Decimal.read(text) else {
                    throw cursor.invalid(part, "minutes from 0 to 59, or \(letter)")
                }
                guard value <= limit else { throw cursor.outOfRange(part, 0...limit) }
                minutes = value
            case 1:
                guard let value = FixedPoint(text, decimals: 3), !value.isNegative else {
                    throw cursor.invalid(part, "seconds with at most three decimals, or \(letter)")
                }
                guard value.value < (limit == 0 ? 1 : 60000) else { throw cursor.outOfRange(part, 0...limit) }
                thousandths = value.value
            default: throw cursor.invalid(part, letter)
            }
            parts += 1
        }
    }

    private mutating func normaliseAltitude(_ cursor: inout FieldCursor) throws(RDATAProblem) {
        let field = RecordFormat.Field("altitude", .location)
        let expected = "metres with at most two decimals, such as 10.50m"
        let text = try cursor.nextUnquoted(field, expected: expected)
        guard let altitude = FixedPoint(metres: text) else { throw cursor.invalid(field, expected) }
        guard altitude.value <= (altitude.isNegative ? 10_000_000 : 4_284_967_295) else {
            throw cursor.invalid(field, "an altitude from -100000m to 42849672.95m")
        }
        if altitude.isNegative, altitude.value > 0 { line.append(UInt8(ascii: "-")) }
        print(number: altitude.value / 100)
        printFraction(altitude.value % 100, digits: 2)
        line.append(UInt8(ascii: "m"))
    }

    /// Reads a size or precision. On the wire it is one digit and a power of ten, and further digits are dropped.
    private mutating func normalisePrecision(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let expected = "metres with at most two decimals, such as 20m"
        let text = try cursor.nextUnquoted(field, expected: expected)
        guard let size = FixedPoint(metres: text), !size.isNegative else { throw cursor.invalid(field, expected) }
        guard size.value <= 9_000_000_000 else { throw cursor.outOfRange(field, 0...90_000_000) }
        var power: UInt64 = 1
        while size.value / power >= 10 { power *= 10 }
        let centimetres = size.value / power * power
        print(number: centimetres / 100)
        if centimetres < 100 { printFraction(centimetres, digits: 2) }
        line.append(UInt8(ascii: "m"))
    }

    private mutating func printFraction(_ value: UInt64, digits: Int) {
        line.append(UInt8(ascii: "."))
        var divisor: UInt64 = digits == 3 ? 100 : 10
        while divisor > 0 {
            line.append(0x30 + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}

/// A decimal number with a fixed number of decimals, as an integer in units of the last decimal.
struct FixedPoint {
    let value: UInt64
    let isNegative: Bool

    /// - Returns: `nil` unless `text` consists of digits with at most one dot, and at most `decimals` digits after it.
    init?(_ text: UnsafeBufferPointer<UInt8>, decimals: Int) {
        var value: UInt64 = 0
        var digits = 0
        var places: Int?
        let hasSign = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
        for byte in text.dropFirst(hasSign ? 1 : 0) {
            if byte == UInt8(ascii: ".") {
                guard places == nil else { return nil }
                places = 0
            } else {
                guard byte &- 0x30 < 10, digits < 15 else { return nil }
                value = value * 10 + UInt64(byte &- 0x30)
                digits += 1
                if let count = places {
                    guard count < decimals else { return nil }
                    places = count + 1
                }
            }
        }
        guard digits > 0 else { return nil }
        for _ in (places ?? 0)..<decimals { value *= 10 }
        self.value = value
        isNegative = text.first == UInt8(ascii: "-")
    }

    /// Reads metres with two decimals and an optional `m`.
    init?(metres text: UnsafeBufferPointer<UInt8>) {
        let hasUnit = text.last == UInt8(ascii: "m")
        self.init(UnsafeBufferPointer(rebasing: text.dropLast(hasUnit ? 1 : 0)), decimals: 2)
    }
}
