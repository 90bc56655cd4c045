/// Valid record data of many types, as fields.
public struct RecordTexts {
    public static let types = [
        "A", "AAAA", "MX", "TXT", "SRV", "PTR", "CAA", "HINFO", "SSHFP", "TLSA", "NAPTR", "DLV", "LOC", "URI", "SVCB",
        "HTTPS", "RP", "AFSDB", "TYPE65280", "DNSKEY", "NSEC", "EUI48", "RRSIG",
        "KX", "CERT", "SMIMEA", "OPENPGPKEY", "APL", "DHCID", "IPSECKEY", "NID", "L32", "L64", "LP", "CSYNC", "SPF",
        "EUI64", "X25", "ISDN", "RT", "PX", "GPOS", "NSAP", "NINFO", "TALINK", "AMTRELAY", "HIP", "SINK",
        "WKS",
    ]

    /// Returns the type and data of one record.
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
        case "KX", "RT", "LP": return [number(65_536), name(&random)]
        case "PX": return [number(65_536), name(&random), name(&random)]
        case "TALINK": return [name(&random), name(&random)]
        case "CERT": return ["PKIX", number(65_536), random.pick(["0", "RSASHA256"]), "c2ln", "bmF0dXJl"]
        case "SMIMEA": return ["3", "0", "1"] + split(hex(32, &random), &random)
        case "OPENPGPKEY", "DHCID": return ["c2lnbmF0", "dXJl"]
        case "APL": return ["1:192.0.2.0/24", "!1:192.0.2.64/28", "2:2001:db8::/32"]
        case "IPSECKEY": return ["10", "1", "2", "192.0.2.38", "c2lnbmF0dXJl"]
        case "NID": return [number(65_536), "14:4fff:ff20:ee64"]
        case "L32": return [number(65_536), "192.0.2.1"]
        case "L64": return [number(65_536), "2001:db8:1140:1000"]
        case "CSYNC": return ["66", "3", "A", "NS", "AAAA"]
        case "SPF", "NINFO": return (0...random.number(0..<3)).map { _ in string(&random) }
        case "EUI64": return ["00-00-5e-ef-10-00-00-2a"]
        case "X25": return ["311061700956"]
        case "ISDN": return ["\"150862028003217\"", "\"004\""]
        case "GPOS": return ["-32.6882", "116.8652", "10.0"]
        case "NSAP": return ["0x47.0005.80.005a00.0000.0001.e133.ffffff000161.00"]
        case "AMTRELAY": return ["10", "0", "1", "192.0.2.1"]
        case "HIP": return ["2", "200100107B1A74DF365639CC39F1D578", "c2lnbmF0dXJl", name(&random)]
        case "SINK": return ["1", "2", "3", "c2ln", "bmF0dXJl"]
        case "WKS": return ["192.0.2.1", "TCP", "25", "80"]
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

    /// Hexadecimal data may be split into several fields.
    private static func split(_ text: String, _ random: inout SeededRandom) -> [String] {
        guard random.oneIn(2) else { return [text] }
        return [String(text.prefix(text.count / 2)), String(text.suffix(text.count - text.count / 2))]
    }
}
