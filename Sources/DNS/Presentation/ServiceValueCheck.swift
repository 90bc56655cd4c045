/// Checks the values of registered SVCB keys in wire form.
enum ServiceValueCheck {
    static func isWellFormed(_ value: ArraySlice<UInt8>, of key: UInt16) -> Bool {
        switch key {
        case ServiceKey.mandatory: isAscendingKeyList(value)
        case ServiceKey.alpn: isProtocolList(value)
        case ServiceKey.noDefaultALPN, ServiceKey.ohttp: value.isEmpty
        case ServiceKey.port: value.count == 2
        case ServiceKey.ipv4hint: !value.isEmpty && value.count % 4 == 0
        case ServiceKey.ipv6hint: !value.isEmpty && value.count % 16 == 0
        case ServiceKey.dohpath: isQueryPath(value)
        case ServiceKey.supportedGroups: !value.isEmpty && value.count % 2 == 0
        default: true
        }
    }

    private static func isAscendingKeyList(_ value: ArraySlice<UInt8>) -> Bool {
        guard !value.isEmpty, value.count % 2 == 0 else { return false }
        var previous = -1
        for index in stride(from: value.startIndex, to: value.endIndex, by: 2) {
            let key = Int(value[index]) << 8 | Int(value[index + 1])
            guard key > previous else { return false }
            previous = key
        }
        return true
    }

    private static func isProtocolList(_ value: ArraySlice<UInt8>) -> Bool {
        guard !value.isEmpty else { return false }
        var index = value.startIndex
        while index < value.endIndex {
            guard value[index] > 0 else { return false }
            index += 1 + Int(value[index])
        }
        return index == value.endIndex
    }

    /// A relative URI template (RFC 6570) with the variable `dns` (RFC 9461 §5).
    static func isQueryPath(_ value: ArraySlice<UInt8>) -> Bool {
        guard value.first == UInt8(ascii: "/"), String(validating: value, as: UTF8.self) != nil else { return false }
        var hasVariable = false
        var expressionStart: Int?
        for index in value.indices {
            switch value[index] {
            case UInt8(ascii: "{"):
                guard expressionStart == nil else { return false }
                expressionStart = index + 1
            case UInt8(ascii: "}"):
                guard let start = expressionStart else { return false }
                expressionStart = nil
                if names(in: value[start..<index], variable: "dns") { hasVariable = true }
            default: break
            }
        }
        return hasVariable && expressionStart == nil
    }

    private static func names(in expression: ArraySlice<UInt8>, variable: StaticString) -> Bool {
        var list = expression
        if let first = list.first, !isAlphanumeric(first), first != UInt8(ascii: "_") { list = list.dropFirst() }
        let wanted = UnsafeBufferPointer(start: variable.utf8Start, count: variable.utf8CodeUnitCount)
        return list.split(separator: UInt8(ascii: ",")).contains { item in
            item.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "*") }.elementsEqual(wanted)
        }
    }
}
