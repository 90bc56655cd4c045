/// A parameter of SVCB or HTTPS that was read, by its position in the wire form.
struct ServiceParameter {
    var key: UInt16
    var start: Int
    var end: Int
    var fieldIndex: Int
}

/// The registered keys of SVCB (RFC 9460 §14.3, RFC 9461, RFC 9540, RFC 9848).
package enum ServiceKey {
    static let mandatory: UInt16 = 0
    static let alpn: UInt16 = 1
    static let noDefaultALPN: UInt16 = 2
    static let port: UInt16 = 3
    static let ipv4hint: UInt16 = 4
    static let ech: UInt16 = 5
    static let ipv6hint: UInt16 = 6
    static let dohpath: UInt16 = 7
    static let ohttp: UInt16 = 8
    static let supportedGroups: UInt16 = 9

    static let names: [StaticString] = [
        "mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath", "ohttp",
        "tls-supported-groups",
    ]

    static func name(_ key: UInt16) -> String {
        Int(key) < names.count ? names[Int(key)].description : "key\(key)"
    }

    /// A value of a registered key that must have one; `nil` for the others.
    static func example(_ key: UInt16) -> String? {
        switch key {
        case mandatory: "alpn"
        case alpn: "h2,h3"
        case port: "8443"
        case ipv4hint: "192.0.2.1"
        case ipv6hint: "2001:db8::1"
        case dohpath: "/dns-query{?dns}"
        case supportedGroups: "29,23"
        default: nil
        }
    }

    /// The number of a registered key, or of `keyN` without leading zeros.
    package static func number(_ text: UnsafeBufferPointer<UInt8>) -> UInt16? {
        for (number, name) in names.enumerated() where text.foldedEquals(name) { return UInt16(number) }
        guard text.count > 3, text[0] == UInt8(ascii: "k"), text[1] == UInt8(ascii: "e"), text[2] == UInt8(ascii: "y")
        else { return nil }
        let digits = UnsafeBufferPointer(rebasing: text[3...])
        guard digits.count == 1 || digits[0] != 0x30 else { return nil }
        return decimal16(digits)
    }
}

extension RDATACoder {
    /// Appends the SvcParams of SVCB and HTTPS (RFC 9460 §2.1), sorted by key as required on the wire.
    ///
    /// An alias (priority 0) may have them. They are only ignored (RFC 9460 §2.4.2), and all servers load such a record.
    mutating func appendServiceParameters(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        if cursor.isAtEnd { return }
        let start = wire.count
        parameters.removeAll(keepingCapacity: true)
        while !cursor.isAtEnd {
            let parameter = try appendServiceParameter(field, &cursor)
            if parameters.contains(where: { $0.key == parameter.key }) {
                throw invalidParameter(parameter, "only one \(ServiceKey.name(parameter.key)) parameter")
            }
            parameters.append(parameter)
            // The limit bounds the quadratic comparison of keys. No useful record has more.
            guard parameters.count <= 1000 else {
                throw invalidParameter(parameter, "at most 1000 parameters in one record")
            }
        }
        parameters.sort { $0.key < $1.key }
        scratch.removeAll(keepingCapacity: true)
        for parameter in parameters { scratch.append(contentsOf: wire[parameter.start..<parameter.end]) }
        try checkServiceParameters()
        wire.replaceSubrange(start..., with: scratch)
    }

    private func invalidParameter(
        _ parameter: ServiceParameter,
        _ expected: String,
        at range: Range<Int>? = nil
    ) -> RDATAProblem {
        RDATAProblem(
            .invalid(field: ServiceKey.name(parameter.key), expected: expected),
            fieldIndex: parameter.fieldIndex,
            range: range
        )
    }

    /// Checks the parameters that depend on others (RFC 9460 §7.1.1, §8).
    private func checkServiceParameters() throws(RDATAProblem) {
        for parameter in parameters {
            if parameter.key == ServiceKey.noDefaultALPN,
                !parameters.contains(where: { $0.key == ServiceKey.alpn })
            {
                throw invalidParameter(parameter, "an alpn parameter as well (RFC 9460 §7.1.1)")
            }
            guard parameter.key == ServiceKey.mandatory else { continue }
            for index in stride(from: parameter.start + 4, to: parameter.end, by: 2) {
                let key = UInt16(wire[index]) << 8 | UInt16(wire[index + 1])
                if key == ServiceKey.mandatory {
                    throw invalidParameter(parameter, "keys other than mandatory (RFC 9460 §8)")
                }
                if !parameters.contains(where: { $0.key == key }) {
                    throw invalidParameter(
                        parameter,
                        "only keys of this record, which has no \(ServiceKey.name(key)) parameter (RFC 9460 §8)"
                    )
                }
            }
        }
    }

    private mutating func appendServiceParameter(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) -> ServiceParameter {
        let text = try cursor.nextUnquoted(field, expected: "KEY or KEY=VALUE")
        let equals = text.firstIndex(of: UInt8(ascii: "="))
        let keyEnd = equals ?? text.count
        let keyText = UnsafeBufferPointer(rebasing: text[..<keyEnd])
        guard let key = ServiceKey.number(keyText) else {
            throw cursor.invalid(
                field,
                "a parameter such as alpn, port or ipv4hint, or key65280",
                at: 0..<keyEnd
            )
        }
        var parameter = ServiceParameter(key: key, start: wire.count, end: 0, fieldIndex: cursor.current)
        var value = ParameterValue(text: UnsafeBufferPointer(rebasing: text[text.count...]), offset: text.count)
        if let equals {
            value = ParameterValue(text: UnsafeBufferPointer(rebasing: text[(equals + 1)...]), offset: equals + 1)
            if value.text.isEmpty, !cursor.isAtEnd, cursor.fields[cursor.index].continues(text) {
                value = ParameterValue(text: cursor.fields[cursor.index].bytes, offset: 0)
                parameter.fieldIndex = cursor.index
                cursor.index += 1
            } else if value.text.first == UInt8(ascii: "\"") {
                guard value.text.count >= 2, value.text.last == UInt8(ascii: "\"") else {
                    let expected = "a closing quotation mark at the end of the value"
                    throw invalidParameter(parameter, expected, at: equals + 1..<text.count)
                }
                value = ParameterValue(
                    text: UnsafeBufferPointer(rebasing: value.text.dropFirst().dropLast()),
                    offset: equals + 2
                )
            }
        }
        append16(key)
        append16(0)
        let valueAt = wire.count
        // BIND recognises names in lower case only. With another name, or keyN, the value is the octets themselves.
        let isNamed = Int(key) < ServiceKey.names.count && keyText.elementsEqual(bytes(ServiceKey.names[Int(key)]))
        if isNamed, value.text.isEmpty, let example = ServiceKey.example(key) {
            throw invalidParameter(parameter, "a value, such as \(ServiceKey.name(key))=\(example)")
        }
        if isNamed {
            try appendNamedValue(value, parameter)
        } else {
            try appendOctets(value, parameter)
            guard ServiceValueCheck.isWellFormed(wire[valueAt...], of: key) else {
                throw invalidParameter(
                    parameter,
                    "valid octets for \(ServiceKey.name(key)), or its value in the form \(ServiceKey.name(key))=…",
                    at: value.range
                )
            }
        }
        let length = wire.count - valueAt
        guard length <= 65535 else { throw invalidParameter(parameter, "at most 65535 octets", at: value.range) }
        wire[valueAt - 2] = UInt8(length >> 8)
        wire[valueAt - 1] = UInt8(length & 0xFF)
        parameter.end = wire.count
        return parameter
    }

    private func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    }

    private mutating func appendOctets(
        _ value: ParameterValue,
        _ parameter: ServiceParameter
    ) throws(RDATAProblem) {
        var index = 0
        while index < value.text.count {
            if value.text[index] == UInt8(ascii: "\\") {
                guard let escape = Escape(value.text, at: index) else {
                    let extent = Escape.extent(value.text, at: index)
                    throw RDATAProblem(
                        .invalidEscape,
                        fieldIndex: parameter.fieldIndex,
                        range: extent.lowerBound + value.offset..<extent.upperBound + value.offset
                    )
                }
                wire.append(escape.value)
                index += escape.length
            } else {
                wire.append(value.text[index])
                index += 1
            }
        }
    }

    private mutating func appendNamedValue(
        _ value: ParameterValue,
        _ parameter: ServiceParameter
    ) throws(RDATAProblem) {
        switch parameter.key {
        case ServiceKey.mandatory: try appendKeyList(value, parameter)
        case ServiceKey.alpn: try appendProtocols(value, parameter)
        case ServiceKey.noDefaultALPN, ServiceKey.ohttp:
            guard value.text.isEmpty else { throw invalidParameter(parameter, "no value", at: value.range) }
        case ServiceKey.port:
            switch Decimal.read(value.text) {
            case .value(let port) where port <= 0xFFFF: append16(UInt16(port))
            case .notANumber:
                throw invalidParameter(parameter, "a port from 0 to 65535", at: value.range)
            default:
                throw RDATAProblem(
                    .outOfRange(field: "port", range: 0...0xFFFF),
                    fieldIndex: parameter.fieldIndex,
                    range: value.range
                )
            }
        case ServiceKey.ech:
            var decoder = Base64Decoder()
            for (index, byte) in value.text.enumerated() where !decoder.append(byte, to: &wire) {
                let at = value.offset + index
                throw invalidParameter(parameter, "base64", at: at..<at + 1)
            }
            guard value.text.isEmpty || decoder.isComplete else {
                throw invalidParameter(parameter, "base64 in complete groups of four characters", at: value.range)
            }
        case ServiceKey.dohpath:
            let start = wire.count
            try appendOctets(value, parameter)
            guard ServiceValueCheck.isQueryPath(wire[start...]) else {
                throw invalidParameter(
                    parameter,
                    "a path with the variable dns, such as /dns-query{?dns} (RFC 9461 §5)",
                    at: value.range
                )
            }
        default: try appendItems(value, parameter)
        }
    }

    /// Appends addresses or group numbers, separated by commas.
    private mutating func appendItems(
        _ value: ParameterValue,
        _ parameter: ServiceParameter
    ) throws(RDATAProblem) {
        for item in value.text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let text = UnsafeBufferPointer(rebasing: item)
            let range = value.offset + item.startIndex..<value.offset + item.endIndex
            switch parameter.key {
            case ServiceKey.ipv4hint:
                guard let address = AddressText.ipv4(text) else {
                    throw invalidParameter(parameter, AddressText.expectedIPv4, at: range)
                }
                append32(address)
            case ServiceKey.ipv6hint:
                guard let address = AddressText.ipv6(text) else {
                    throw invalidParameter(parameter, AddressText.expectedIPv6, at: range)
                }
                append64(address.high)
                append64(address.low)
            default:
                guard let group = decimal16(text) else {
                    throw invalidParameter(parameter, "the numbers of TLS groups, such as 29,23", at: range)
                }
                append16(group)
            }
        }
    }

    private mutating func appendKeyList(
        _ value: ParameterValue,
        _ parameter: ServiceParameter
    ) throws(RDATAProblem) {
        types.removeAll(keepingCapacity: true)
        for item in value.text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let range = value.offset + item.startIndex..<value.offset + item.endIndex
            guard let key = ServiceKey.number(UnsafeBufferPointer(rebasing: item)) else {
                throw invalidParameter(parameter, "keys such as alpn,port", at: range)
            }
            guard !types.contains(key) else { throw invalidParameter(parameter, "each key only once", at: range) }
            types.append(key)
        }
        types.sort()
        for key in types { append16(key) }
    }

    /// Appends ALPN identifiers, separated by commas.
    ///
    /// The value is unescaped twice (RFC 9460 appendix A.1): first like any character string. In the result, `\,` and `\\`
    /// are a comma and a backslash in an identifier.
    private mutating func appendProtocols(
        _ value: ParameterValue,
        _ parameter: ServiceParameter
    ) throws(RDATAProblem) {
        let expected = "non-empty protocol identifiers such as h2,h3"
        let start = wire.count
        try appendOctets(value, parameter)
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: wire[start...])
        wire.removeSubrange(start...)
        var lengthAt = wire.count
        wire.append(0)
        var index = 0
        while true {
            if index == scratch.count || scratch[index] == UInt8(ascii: ",") {
                let length = wire.count - lengthAt - 1
                guard length > 0 else { throw invalidParameter(parameter, expected, at: value.range) }
                guard length <= 255 else {
                    throw RDATAProblem(.stringTooLong(length), fieldIndex: parameter.fieldIndex, range: value.range)
                }
                wire[lengthAt] = UInt8(length)
                if index == scratch.count { return }
                lengthAt = wire.count
                wire.append(0)
                index += 1
            } else {
                if scratch[index] == UInt8(ascii: "\\") {
                    index += 1
                    guard index < scratch.count else { throw invalidParameter(parameter, expected, at: value.range) }
                }
                wire.append(scratch[index])
                index += 1
            }
        }
    }
}

/// The value of a parameter and its offset in its field.
private struct ParameterValue {
    let text: UnsafeBufferPointer<UInt8>
    let offset: Int

    var range: Range<Int> { offset..<offset + text.count }
}

extension FieldText {
    /// Whether the field is the quoted value that follows `text` without a space: `alpn=` and `"h2,h3"`.
    fileprivate func continues(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard isQuoted, let end = text.baseAddress.map({ $0 + text.count }) else { return false }
        return bytes.baseAddress == end + 1
    }
}
