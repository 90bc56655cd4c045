/// Valid record data of many types, as fields.
public struct RecordTexts {
    public static let types = [
        "A", "AAAA", "MX", "TXT", "SRV", "PTR", "CAA", "HINFO", "SSHFP", "TLSA", "NAPTR", "DLV", "LOC", "URI", "SVCB",
        "HTTPS", "RP", "AFSDB", "TYPE65280", "DNSKEY", "NSEC", "EUI48", "RRSIG",
    ]

    /// Type and data of one record.
    public static func record(_ random: inout SeededRandom) -> (type: String, data: [String]) {
        let type = random.pick(types)
        return (type, data(type, &random))
    }

    private static func data(_ type: String, _ random: inout SeededRandom) -> [String] {
        func number(_ limit: Int) -> String { "\(random.number(0..<limit))" }
        switch type {
        case "A": return ["192.0.2.\(random.number(0..<256))"]
        case "AAAA": return [random.pick(["2001:db8::1", "::", "::ffff:192.0.2.1", "2001:DB8:0:0:0:0:0:Ab", "1::"])]
        case "MX", "AFSDB": return [number(65_536), name(&random)]
        case "PTR": return [name(&random)]
        case "TXT": return (0...random.number(0..<3)).map { _ in string(&random) }
        case "SRV": return [number(65_536), number(65_536), number(65_536), name(&random)]
        case "CAA": return [random.pick(["0", "128"]), "issue", "\"ca.example; a=b\""]
        case "HINFO": return [string(&random), string(&random)]
        case "SSHFP": return ["1", "1", hex(20, &random)]
        case "TLSA": return ["3", "1", "1"] + split(hex(32, &random), &random)
        case "NAPTR": return [number(100), number(100), "\"U\"", "\"E2U+sip\"", "\"!^.*$!sip:a@b.c!\"", "."]
        case "DLV": return [number(65_536), "13", "2"] + split(hex(32, &random), &random)
        case "LOC": return ["52", "22", "23.000", "N", "4", "53", "32.00", "E", "-2.00m", "0.00m", "10000m", "10m"]
        case "URI": return [number(10), number(10), "\"https://example.com/\""]
        case "SVCB", "HTTPS": return ["1", name(&random), "alpn=h2,h3", "port=\(number(65_536))"]
        case "RP": return [name(&random), name(&random)]
        case "DNSKEY":
            return ["257", "3", "13", "mdsswUyr3DPW132mOi8V9xESWE8jTo0d", "xCjjnopKl+GqJxpVXckHAeF+KkxLbxIL"]
        case "NSEC": return [name(&random), "A", "MX", "TYPE1234"]
        case "EUI48": return ["00-00-5e-00-53-2a"]
        case "RRSIG":
            return ["A", "13", "3", "3600", "20300101000000", "20200101000000", "1234", ".", "c2lnbmF0dXJl"]
        default: return ["\\#", "4"] + split("C0000201", &random)
        }
    }

    public static func name(_ random: inout SeededRandom) -> String {
        random.pick([
            "a", "b.c", "@", ".", "www.example.net.", "x\\.y", "\\097bc", "Up.Case", "sp\\032ce.x", "h\\200", "*",
            "\\@", "\\;", "_sip._tcp", "\\\"", "a\\\\.b",
        ])
    }

    static func string(_ random: inout SeededRandom) -> String {
        random.pick([
            "plain", "\"two words\"", "\"\"", "\"semi;colon\"", "\"par(en)\"", "esc\\;aped", "\"q\\\"uote\"",
            "\\200\\000",
            "\"\\065\"", "a\\ b", "\"tab\there\"", "=", "\"end\\\\\"", "$x", "\"@\"",
        ])
    }

    private static func hex(_ octets: Int, _ random: inout SeededRandom) -> String {
        (0..<octets * 2).map { _ in random.pick("0123456789abcdefABCDEF".map(String.init)) }.joined()
    }

    /// Hexadecimal data may stand in pieces.
    private static func split(_ text: String, _ random: inout SeededRandom) -> [String] {
        guard random.oneIn(2) else { return [text] }
        return [String(text.prefix(text.count / 2)), String(text.suffix(text.count - text.count / 2))]
    }
}
