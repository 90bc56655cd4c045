/// Checks whether octets are the complete RDATA of a type, with the requirements of BIND for RDATA in wire form.
///
/// Octets at fixed positions are read only after the fields before them have been checked.
struct WireCheck {
    private let wire: [UInt8]
    private var index = 0

    private init(_ wire: [UInt8]) {
        self.wire = wire
    }

    static func isWellFormed(_ wire: [UInt8], as format: RecordFormat) -> Bool {
        var check = WireCheck(wire)
        return format.fields.allSatisfy { check.take($0.kind) } && check.index == wire.count
    }

    private mutating func take(_ kind: RecordFormat.Kind) -> Bool {
        switch kind {
        case .name: takeName()
        case .signer: takeName() && Name.labelCount(wire[18...]) <= Int(wire[3])
        case .uint8, .algorithm, .digestType, .keyProtocol, .hashAlgorithm, .syncScheme, .wksProtocol:
            skip(1)
        case .uint16, .recordType, .certificateType, .keyFlags: skip(2)
        case .uint32, .seconds, .time, .ipv4: skip(4)
        case .uint64, .locator64: skip(8)
        case .ipv6: skip(16)
        case .eui(let octets): skip(octets)
        case .string: takeString()
        case .optionalString: index == wire.count || takeString()
        case .strings: takeStrings()
        case .substitution, .digits, .tag: takeCheckedString(kind)
        case .typeBitmap(let mayBeEmpty): takeWindows(mayBeEmpty: mayBeEmpty)
        case .gatewayType, .discovery, .relayType, .gateway, .relay: takeGateway(kind)
        case .prefixLength, .addressSuffix, .prefixName: takeA6(kind)
        case .hitHex, .hitKey, .names: takeHostIdentity(kind)
        case .noKeyFlags: wire.count >= 2 && wire[0] == 0 && wire[1] == 0 && skip(2)
        case .base64, .hex, .nsap: rest(atLeast: 1)
        case .quotedText, .text, .optionalBase64, .dashedBase64: rest(atLeast: 0)
        case .keyData: rest(atLeast: wire[0] & 0xC0 == 0xC0 ? 0 : 1)
        case .dsDigest: takeDigest(DigestLength.delegationSigner(wire[3]))
        case .sshFingerprint: takeDigest(DigestLength.sshFingerprint(wire[1]), otherwiseAtLeast: 0)
        case .zoneDigest:
            takeDigest(DigestLength.zone(wire[5], scheme: wire[4]), otherwiseAtLeast: DigestLength.shortestZoneDigest)
        case .salt: takeString()
        case .nextHash: takeHash()
        case .nxtBitmap: wire.count - index <= 16 && (index == wire.count || wire.last != 0) && rest(atLeast: 0)
        case .serviceParameters: takeParameters()
        case .wksServices: wire.count - index <= 8192 && (index == wire.count || wire.last != 0) && rest(atLeast: 0)
        case .atmAddress: takeATMAddress()
        case .addressPrefixes: takeAddressPrefixes()
        case .location: takeLocation()
        }
    }

    private mutating func skip(_ count: Int) -> Bool {
        guard wire.count - index >= count else { return false }
        index += count
        return true
    }

    private mutating func rest(atLeast minimum: Int) -> Bool {
        guard wire.count - index >= minimum else { return false }
        index = wire.count
        return true
    }

    private mutating func takeName() -> Bool {
        guard let length = Name.length(in: wire[index...]) else { return false }
        index += length
        return true
    }

    private mutating func takeString() -> Bool {
        guard index < wire.count else { return false }
        return skip(1 + Int(wire[index]))
    }

    private mutating func takeStrings() -> Bool {
        repeat {
            guard takeString() else { return false }
        } while index < wire.count
        return true
    }

    private mutating func takeCheckedString(_ kind: RecordFormat.Kind) -> Bool {
        let start = index + 1
        guard takeString() else { return false }
        let text = wire[start..<index]
        return switch kind {
        case .digits: text.count >= 4 && text.allSatisfy { $0 &- 0x30 < 10 }
        case .tag: !text.isEmpty && text.allSatisfy(isAlphanumeric)
        // Any string is accepted in text form too, with a note.
        default: true
        }
    }

    private mutating func takeDigest(_ length: Int?, otherwiseAtLeast minimum: Int = 1) -> Bool {
        if let length, wire.count - index != length { return false }
        return rest(atLeast: minimum)
    }

    private mutating func takeHash() -> Bool {
        guard index < wire.count, wire[index] > 0 else {
            return false
        }
        return takeString()
    }

    /// Checks for windows in ascending order, each of 1 to 32 octets, the last of which is not zero (RFC 4034 §4.1.2).
    private mutating func takeWindows(mayBeEmpty: Bool) -> Bool {
        guard mayBeEmpty || index < wire.count else { return false }
        var previous = -1
        while index < wire.count {
            guard wire.count - index > 2 else { return false }
            let (window, length) = (Int(wire[index]), Int(wire[index + 1]))
            guard window > previous, (1...32).contains(length), skip(2 + length), wire[index - 1] != 0 else {
                return false
            }
            previous = window
        }
        return true
    }

    private mutating func takeGateway(_ kind: RecordFormat.Kind) -> Bool {
        switch kind {
        case .discovery: return true
        case .relayType: return skip(1)
        case .gatewayType: return index < wire.count && wire[index] <= 3 && skip(1)
        default:
            return switch wire[1] & 0x7F {
            case 0: true
            case 1: skip(4)
            case 2: skip(16)
            case 3: takeName()
            default: rest(atLeast: 0)
            }
        }
    }

    private mutating func takeA6(_ kind: RecordFormat.Kind) -> Bool {
        switch kind {
        case .prefixLength: index < wire.count && wire[index] <= 128 && skip(1)
        case .addressSuffix: wire[0] == 128 || skip(16 - Int(wire[0]) / 8)
        default: wire[0] == 0 || takeName()
        }
    }

    /// HIP begins with the length of the tag, the algorithm, and the length of the key (RFC 8005 §5).
    private mutating func takeHostIdentity(_ kind: RecordFormat.Kind) -> Bool {
        switch kind {
        case .hitHex:
            // The octet read as the algorithm is the tag's length. The algorithm and the key's length precede the tag.
            let length = Int(wire[0])
            return length > 0 && skip(3) && skip(length)
        case .hitKey:
            let length = Int(wire[2]) << 8 | Int(wire[3])
            return length > 0 && skip(length)
        default:
            while index < wire.count {
                guard takeName() else { return false }
            }
            return true
        }
    }

    private mutating func takeParameters() -> Bool {
        if wire[0] == 0, wire[1] == 0 { return index == wire.count }
        var keys: [UInt16] = []
        var mandatory: [UInt16] = []
        while index < wire.count {
            guard wire.count - index >= 4 else { return false }
            let key = UInt16(wire[index]) << 8 | UInt16(wire[index + 1])
            let length = Int(wire[index + 2]) << 8 | Int(wire[index + 3])
            let start = index + 4
            guard key > keys.last ?? 0 || keys.isEmpty, skip(4 + length) else { return false }
            guard ServiceValueCheck.isWellFormed(wire[start..<index], of: key) else { return false }
            keys.append(key)
            if key == ServiceKey.mandatory {
                for at in stride(from: start, to: index, by: 2) {
                    mandatory.append(UInt16(wire[at]) << 8 | UInt16(wire[at + 1]))
                }
            }
        }
        return mandatory.allSatisfy { $0 != ServiceKey.mandatory && keys.contains($0) }
            && (!keys.contains(ServiceKey.noDefaultALPN) || keys.contains(ServiceKey.alpn))
    }

    private mutating func takeATMAddress() -> Bool {
        guard wire.count >= 2 else { return false }
        if wire[0] == 1, !wire[1...].allSatisfy({ $0 &- 0x30 < 10 }) { return false }
        return rest(atLeast: 2)
    }

    private mutating func takeAddressPrefixes() -> Bool {
        while index < wire.count {
            guard wire.count - index >= 4 else { return false }
            let family = Int(wire[index]) << 8 | Int(wire[index + 1])
            let (prefix, length) = (wire[index + 2], Int(wire[index + 3] & 0x7F))
            if family == 1, prefix > 32 || length > 4 { return false }
            if family == 2, prefix > 128 || length > 16 { return false }
            guard skip(4 + length), length == 0 || wire[index - 1] != 0 else { return false }
        }
        return true
    }

    private mutating func takeLocation() -> Bool {
        guard wire.count == 16, wire[0] == 0 else { return false }
        for size in wire[1...3] where size != 0 && (size & 0xF > 9 || size >> 4 > 9 || size >> 4 == 0) { return false }
        func angle(_ at: Int) -> Int { wire[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } - 1 << 31 }
        guard abs(angle(4)) <= 90 * 3_600_000, abs(angle(8)) <= 180 * 3_600_000 else { return false }
        return skip(16)
    }
}
