@testable import DNS

/// Generates random valid RDATA, which depends only on the seed.
struct RecordGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private mutating func number(_ range: ClosedRange<UInt64>) -> UInt64 {
        // Readers often differ at the ends of a range.
        switch Int.random(in: 0..<8, using: &self) {
        case 0: range.lowerBound
        case 1: range.upperBound
        default: UInt64.random(in: range, using: &self)
        }
    }

    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &self)]
    }

    mutating func rdata(of type: RecordType) -> String? {
        guard let format = RecordFormat.of(type) else { return nil }
        var fields: [String] = []
        for field in format.fields { fields += text(field.kind, after: fields) }
        return fields.joined(separator: " ")
    }

    private mutating func text(_ kind: RecordFormat.Kind, after fields: [String]) -> [String] {
        switch kind {
        case .name: [name()]
        case .signer: [pick([".", "a."])]
        case .uint8, .keyProtocol, .hashAlgorithm, .syncScheme:
            ["\(kind == .hashAlgorithm ? 1 : number(kind == .uint8 ? 1...255 : 3...3))"]
        case .uint16: ["\(number(0...65535))"]
        case .uint32: ["\(number(0...4_294_967_295))"]
        case .uint64: ["\(number(0 ... .max))"]
        case .seconds: [pick(["0", "\(number(0...2_147_483_647))", "1w2d3h4m5s", "2H", "1D"])]
        case .time: [pick(["20260101000000", "19700101000001", "20380119031408", "\(number(1...2_147_483_647))"])]
        case .ipv4: [ipv4()]
        case .ipv6: [ipv6()]
        case .locator64: [(0..<4).map { _ in hex(octets: 2) }.joined(separator: ":")]
        case .eui(let octets): [(0..<octets).map { _ in hex(octets: 1) }.joined(separator: "-")]
        case .string, .quotedText, .text: [string(upTo: kind == .string ? 255 : 600)]
        case .optionalString: pick([[], [string(upTo: 255)]])
        case .strings: (0...Int.random(in: 0..<4, using: &self)).map { _ in string(upTo: 255) }
        case .tag: [pick(["issue", "issuewild", "iodef", "x1"])]
        case .substitution: [pick(["\"\"", "\"!^.*$!sip:info@example.com!\"", "\"/(a)/b\\\\1/i\""])]
        case .digits: ["\"\(number(1000...9_999_999))\""]
        default: uncommonText(kind, after: fields)
        }
    }

    private mutating func uncommonText(_ kind: RecordFormat.Kind, after fields: [String]) -> [String] {
        switch kind {
        case .recordType: [pick(["A", "NS", "SOA", "TYPE65280", "DNSKEY"])]
        case .typeBitmap: typeSet()
        case .nxtBitmap: ["A", "NS", "NXT"]
        case .algorithm: ["\(number(1...255))"]
        case .digestType: [pick(["1", "2", "4", "200"])]
        case .certificateType: [pick(["1", "PKIX", "3", "65280"])]
        case .keyFlags: [pick(["256", "257", "0"])]
        case .noKeyFlags: ["0"]
        case .base64, .keyData, .optionalBase64, .dashedBase64, .hitKey:
            [base64(octets: Int.random(in: 1..<80, using: &self))]
        case .hitHex, .hex: [hex(octets: Int.random(in: 1..<40, using: &self))]
        case .dsDigest: [hex(octets: ["1": 20, "2": 32, "4": 48][fields[2]] ?? 17)]
        case .sshFingerprint: [hex(octets: ["1": 20, "2": 32][fields[1]] ?? 17)]
        case .zoneDigest: [hex(octets: ["1": 48, "2": 64][fields[2]] ?? 64)]
        case .salt: [pick(["-", hex(octets: 1), hex(octets: 255)])]
        case .nextHash: ["2t7b4g4vsa5smi47k61mv5bv1a22bojr"]
        case .names: (0..<Int.random(in: 0..<3, using: &self)).map { _ in name() }
        case .gatewayType: ["\(number(0...3))"]
        case .gateway: [fields[1] == "0" ? "." : fields[1] == "1" ? ipv4() : fields[1] == "2" ? ipv6() : name()]
        case .discovery: ["\(number(0...1))"]
        case .relayType: ["\(number(0...3))"]
        case .relay: fields[2] == "0" ? [] : [fields[2] == "1" ? ipv4() : fields[2] == "2" ? ipv6() : name()]
        case .prefixLength: ["\(number(0...128))"]
        case .addressSuffix: fields[0] == "128" ? [] : [ipv6()]
        case .prefixName: fields[0] == "0" ? [] : [name()]
        case .serviceParameters: fields[0] == "0" ? [] : parameters()
        case .wksProtocol: [pick(["6", "17"])]
        case .wksServices: (0...4).map { _ in "\(number(0...65535))" }
        case .nsap: ["0x\(hex(octets: Int.random(in: 1..<20, using: &self)))"]
        case .atmAddress: [hex(octets: 20)]
        case .addressPrefixes:
            (0...Int.random(in: 0..<3, using: &self)).map { _ in
                pick(["", "!"]) + pick(["1:\(ipv4())/\(number(0...32))", "2:\(ipv6())/\(number(0...128))"])
            }
        case .location: location()
        default: []
        }
    }

    private mutating func name() -> String {
        if Int.random(in: 0..<16, using: &self) == 0 { return "." }
        let alphabet = [
            "a", "b", "z", "M", "X", "0", "9", "-", "_", "\\.", "\\000", "\\255", "\\032", "\\@", "\\\"", "\\;", "\\(",
            "\\$", "\\\\",
        ]
        let labels = Int.random(in: 1..<6, using: &self)
        let name = (0..<labels).map { _ in
            let length = Int.random(in: 0..<12, using: &self) == 0 ? 49 : Int.random(in: 1..<12, using: &self)
            return (0..<length).map { _ in pick(alphabet) }.joined() + "."
        }.joined()
        // ldns replaces a name with the first label @ by the root; see LDNSMisreadingTests.
        return name.hasPrefix("\\@.") ? "a" + name : name
    }

    private mutating func string(upTo limit: Int) -> String {
        let alphabet = ["a", "Z", "0", " ", ";", "(", ")", "=", ",", "\\\"", "\\\\", "\\000", "\\200", "\\255", "@"]
        let length = Int.random(in: 0..<8, using: &self) == 0 ? limit : Int.random(in: 0..<24, using: &self)
        return "\"" + (0..<length).map { _ in pick(alphabet) }.joined() + "\""
    }

    private mutating func ipv4() -> String {
        (0..<4).map { _ in "\(number(0...255))" }.joined(separator: ".")
    }

    private mutating func ipv6() -> String {
        let group = { (generator: inout RecordGenerator) in String(generator.number(0...0xFFFF), radix: 16) }
        switch Int.random(in: 0..<6, using: &self) {
        case 0: return "::"
        case 1: return "::" + ipv4()
        case 2: return (0..<6).map { _ in group(&self) }.joined(separator: ":") + ":" + ipv4()
        case 3:
            let before = Int.random(in: 0..<7, using: &self)
            let after = Int.random(in: 0..<(7 - before), using: &self)
            return (0..<before).map { _ in group(&self) }.joined(separator: ":") + "::"
                + (0..<after).map { _ in group(&self) }.joined(separator: ":")
        default: return (0..<8).map { _ in group(&self) }.joined(separator: ":")
        }
    }

    private mutating func hex(octets: Int) -> String {
        (0..<octets * 2).map { _ in pick(Array("0123456789abcdefABCDEF").map(String.init)) }.joined()
    }

    private mutating func base64(octets: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bytes = (0..<octets).map { _ in UInt8.random(in: 0...255, using: &self) }
        var text = ""
        for start in stride(from: 0, to: octets, by: 3) {
            let group = bytes[start..<min(start + 3, octets)]
            var bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            var characters: [Character] = []
            for _ in 0..<4 {
                characters.insert(alphabet[bits & 63], at: 0)
                bits >>= 6
            }
            text += String(characters.prefix(group.count + 1)) + String(repeating: "=", count: 3 - group.count)
        }
        return text
    }

    private mutating func typeSet() -> [String] {
        Array(
            Set((0...5).map { _ in pick(["A", "NS", "SOA", "RRSIG", "NSEC", "CAA", "TYPE1", "TYPE255", "TYPE65535"]) })
        )
        .sorted()
    }

    private mutating func parameters() -> [String] {
        var all = [
            "alpn=\"h2,h3\"", "port=\(number(0...65535))", "ipv4hint=\(ipv4()),\(ipv4())", "ech=\(base64(octets: 12))",
            "ipv6hint=\(ipv6())", "no-default-alpn", "mandatory=alpn", "key65280=\"a\\000b\"",
        ]
        all.shuffle(using: &self)
        let kept = Array(all.prefix(Int.random(in: 1...all.count, using: &self)))
        let hasALPN = kept.contains { $0.hasPrefix("alpn") }
        return hasALPN ? kept : kept.filter { $0 != "no-default-alpn" && $0 != "mandatory=alpn" }
    }

    private mutating func location() -> [String] {
        func angle(_ limit: UInt64, _ letters: [String], _ generator: inout RecordGenerator) -> [String] {
            [
                "\(generator.number(0...limit - 1))", "\(generator.number(0...59))",
                "\(generator.number(0...59)).\(1000 + generator.number(0...999))".replacingFirstOne(),
                generator.pick(letters),
            ]
        }
        return angle(90, ["N", "S"], &self) + angle(180, ["E", "W"], &self)
            + [pick(["0m", "-1m", "10.5m", "-100000m", "42849672.95m"])]
            + pick([[], ["1m"], ["90000000m", "0.05m"], ["10m", "3000m", "7m"]])
    }
}

extension String {
    /// `12.1345` becomes `12.345`: keeps three decimals with their leading zeros.
    fileprivate func replacingFirstOne() -> String {
        guard let dot = firstIndex(of: ".") else { return self }
        var copy = self
        copy.remove(at: index(after: dot))
        return copy
    }
}
