/// How little the form of a text resembles that of a field: 0 for a usual value, ``FieldForm/mismatch`` for text that the
/// field cannot be.
enum FieldForm {
    /// More than a missing field, less than a missing and an extra one.
    static let mismatch = 6

    static func misfit(_ text: WrittenField, _ field: RecordFormat.Field, _ type: RecordType) -> Int {
        switch field.kind {
        case .name, .signer, .names, .gateway, .relay, .prefixName: name(text, field.name, type)
        case .uint8: number(text, field.name, type, maximum: 0xFF)
        case .uint16: number(text, field.name, type, maximum: 0xFFFF)
        case .uint32: number(text, field.name, type, maximum: 0xFFFF_FFFF)
        case .uint64, .digits: number(text, field.name, type, maximum: .max)
        case .gatewayType, .relayType, .discovery, .prefixLength: number(text, field.name, type, maximum: 0xFF)
        case .seconds: text.seconds.map { $0 >= 100_000_000 ? 2 : 0 } ?? (text.number == nil ? mismatch : 3)
        case .time: text.number == nil ? mismatch : text.bytes.count == 14 ? 0 : text.bytes.count == 10 ? 1 : 3
        case .ipv4: text.isIPv4 ? 0 : mismatch
        case .ipv6: text.isIPv6 ? 0 : mismatch
        case .locator64: text.bytes.contains(UInt8(ascii: ":")) && !text.isQuoted ? 0 : mismatch
        case .eui: text.bytes.contains(UInt8(ascii: "-")) && !text.isQuoted ? 0 : mismatch
        case .string, .optionalString, .strings: string(text, field.name, type)
        case .substitution:
            text.bytes.isEmpty || text.bytes.count > 2 && !isAlphanumeric(text.bytes[0]) ? 0 : 3
        case .quotedText: text.isQuoted ? 0 : text.bytes.contains(UInt8(ascii: ":")) ? 2 : mismatch
        case .text: text.isQuoted ? 0 : text.number == nil ? 1 : 2
        case .tag: tag(text)
        case .recordType, .typeBitmap, .nxtBitmap: text.isTypeMnemonic ? 0 : text.number == nil ? mismatch : 2
        case .algorithm: mnemonic(text, usual: [5, 7, 8, 10, 13, 14, 15, 16])
        case .digestType: mnemonic(text, usual: [1, 2, 4])
        case .certificateType: mnemonic(text, usual: [1, 2, 3, 4, 5, 6, 7, 8], maximum: 0xFFFF)
        case .keyFlags: mnemonic(text, usual: [256, 257], maximum: 0xFFFF)
        case .noKeyFlags: mnemonic(text, usual: [0])
        case .keyProtocol: mnemonic(text, usual: [3])
        case .hashAlgorithm, .syncScheme: mnemonic(text, usual: [1])
        case .base64, .optionalBase64, .keyData, .hitKey, .dashedBase64: base64(text)
        case .hex, .hitHex, .dsDigest, .sshFingerprint, .zoneDigest: hex(text, shortest: 16)
        case .salt: text.bytes == [UInt8(ascii: "-")] ? 0 : hex(text, shortest: 4)
        case .nextHash: text.bytes.count == 32 && text.bytes.allSatisfy(isAlphanumeric) ? 0 : 4
        case .serviceParameters: parameter(text)
        case .wksProtocol, .wksServices, .nsap, .atmAddress, .addressPrefixes, .location, .addressSuffix: 0
        }
    }

    private static func name(_ text: WrittenField, _ field: String, _ type: RecordType) -> Int {
        if text.isQuoted { return 2 }
        if text.number != nil { return 3 }
        if text.seconds != nil { return 2 }
        if text.isIPv4 || text.isIPv6 { return 1 }
        if text.bytes.contains(where: { "=/+!,".utf8.contains($0) }) { return 3 }
        // A digest, a key or a signature.
        if text.bytes.count >= 32, !text.bytes.contains(UInt8(ascii: ".")) { return 2 }
        // The first of two names may be missing as well as the second.
        guard type == .soa else { return 0 }
        return text.looksLikeMailbox == (field == "mailbox") ? 0 : 1
    }

    private static func number(_ text: WrittenField, _ field: String, _ type: RecordType, maximum: UInt64) -> Int {
        guard let value = text.number else { return mismatch }
        guard value <= maximum else { return 3 }
        let isUsual =
            switch (type, field) {
            case (.srv, "port"): value >= 100 || [22, 25, 53, 80, 88].contains(value)
            case (.srv, _): value < 1000 && value != 443
            case (_, "key tag"): value >= 256
            case (_, "labels"): value <= 10
            case (_, "original TTL"): value >= 30
            case (_, "serial"): value >= 100_000_000
            case (.csync, "flags"): value <= 3
            case (.caa, "flags"): value == 0 || value == 128
            case (_, "certificate usage"), (_, "gateway type"), (_, "relay type"): value <= 3
            case (_, "flags"), (_, "selector"), (_, "discovery"), (_, "scheme"): value <= 1
            case (_, "matching type"), (_, "fingerprint type"), (_, "hash algorithm"): value <= 2
            default: true
            }
        return isUsual ? 0 : 1
    }

    private static func string(_ text: WrittenField, _ field: String, _ type: RecordType) -> Int {
        let unquoted = text.isQuoted ? 0 : text.number == nil ? 1 : 3
        guard type.description == "NAPTR" else { return unquoted }
        if text.number != nil { return 3 }
        if field == "flags" { return text.bytes.count <= 1 ? 0 : 3 }
        if let first = text.bytes.first, !isAlphanumeric(first) { return 4 }
        return text.bytes.count == 1 ? 2 : 0
    }

    private static func tag(_ text: WrittenField) -> Int {
        if text.isQuoted { return 4 }
        guard !text.bytes.isEmpty, text.bytes.allSatisfy(isAlphanumeric) else { return mismatch }
        if text.number != nil { return 3 }
        let known = ["issue", "issuewild", "iodef", "contactemail", "contactphone", "issuemail", "issuevmc"]
        return known.contains(String(decoding: text.bytes.map(asciiLowercased), as: UTF8.self)) ? 0 : 1
    }

    private static func mnemonic(_ text: WrittenField, usual: Set<UInt64>, maximum: UInt64 = 0xFF) -> Int {
        if let value = text.number { return value > maximum ? 3 : usual.contains(value) ? 0 : 2 }
        let isWord = text.bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        return isWord && !text.isQuoted && text.bytes.count <= 20 ? 1 : mismatch
    }

    private static func base64(_ text: WrittenField) -> Int {
        let isBase64 = text.bytes.allSatisfy { isAlphanumeric($0) || "+/=".utf8.contains($0) }
        guard isBase64, !text.isQuoted else { return mismatch }
        return text.bytes.count >= 16 ? 0 : text.number == nil ? 1 : 3
    }

    private static func hex(_ text: WrittenField, shortest: Int) -> Int {
        guard !text.isQuoted, text.bytes.allSatisfy({ hexDigit($0) != nil }) else { return mismatch }
        return text.bytes.count >= shortest ? 0 : text.number == nil ? 1 : 2
    }

    private static func parameter(_ text: WrittenField) -> Int {
        if text.bytes.contains(UInt8(ascii: "=")) { return 0 }
        // A key whose value is missing is still a parameter.
        return text.bytes.withUnsafeBufferPointer { ServiceKey.number($0) != nil } ? 0 : mismatch
    }
}

extension WrittenField {
    var isIPv4: Bool { !isQuoted && bytes.withUnsafeBufferPointer { AddressText.ipv4($0) != nil } }
    var isIPv6: Bool { !isQuoted && bytes.withUnsafeBufferPointer { AddressText.ipv6($0) != nil } }
    var isTypeMnemonic: Bool { !isQuoted && bytes.withUnsafeBufferPointer { RecordType(mnemonic: $0) != nil } }

    /// Whether the name begins with a usual name of a mailbox for questions about a zone, or contains `@`.
    fileprivate var looksLikeMailbox: Bool {
        if bytes.contains(UInt8(ascii: "@")), bytes.count > 1 { return true }
        let label = String(decoding: bytes.prefix { $0 != UInt8(ascii: ".") }.map(asciiLowercased), as: UTF8.self)
        let usual = [
            "hostmaster", "postmaster", "webmaster", "admin", "root", "dns-admin", "dnsadmin", "dnsmaster", "noc",
            "abuse", "support", "contact", "info", "sysadmin", "administrator", "nobody", "domains",
        ]
        return usual.contains(label)
    }
}
