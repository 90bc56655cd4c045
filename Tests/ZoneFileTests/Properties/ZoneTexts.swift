import TestSupport

/// Generates random zone files with everything that is allowed in them, and many mistakes.
struct ZoneTexts {
    var random: SeededGenerator
    private var lineEnd = "\n"

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func zone() -> [UInt8] {
        lineEnd = random.pick(["\n", "\n", "\n", "\n", "\n", "\r\n", "\r"])
        var text = random.oneIn(30) ? "\u{FEFF}" : ""
        if !random.oneIn(4) { text += "$TTL \(ttl())\(lineEnd)" }
        if !random.oneIn(4) { text += "@ IN SOA \(name()) \(name()) (\(lineEnd) 1 2h 3 4 5 )\(lineEnd)" }
        for _ in 0..<Int.random(in: 0...9, using: &random) {
            text += line()
            // Also files with mixed line ends, and without a line end at their end.
            if !random.oneIn(40) { text += random.oneIn(40) ? random.pick(["\r", "\n", "\r\n"]) : lineEnd }
        }
        return Array(text.utf8)
    }

    private mutating func line() -> String {
        switch Int.random(in: 0..<15, using: &random) {
        case 0: comment()
        case 1: random.pick(["", " ", "\t", "()", " ( ) ", ")", "(", "\u{A0}"])
        case 2: directive()
        case 3: random.pick(["# ", "// ", "#(", "  # it's ", "//\""]) + comment()
        case 4: export()
        case 5: mistake()
        default: record()
        }
    }

    private mutating func directive() -> String {
        let end = random.oneIn(4) ? " " + comment() : random.oneIn(10) ? " x" : ""
        return switch Int.random(in: 0..<8, using: &random) {
        case 0, 1, 2: "$ORIGIN \(name())\(end)"
        case 3, 4: "$TTL \(ttl())\(end)"
        case 5: "$INCLUDE \(string()) \(random.oneIn(2) ? name() : "")\(end)"
        case 6: random.pick(["$ORIGIN", "$TTL", "$INCLUDE", "$TLL 5", "$origin (", "$DATE now", "$", "$FOO bar"])
        default: "$ttl ( \(ttl()) )\(end)"
        }
    }

    /// Mistakes that concern several lines or the first column.
    private mutating func mistake() -> String {
        let next = lineEnd + random.pick(["", " ", "\t"])
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            return random.pick(["IN", "IN", "in", "IN 5", "IN IN", "\"IN\"", "MX", "A", "NS 5", "TXT", "SRV"]) + space()
                + random.pick([
                    "A 192.0.2.1", "NS a.", "10 a.", "192.0.2.1", "b.", "\"x\"", "a 192.0.2.1", "a 1 2 3 b.", "SOA",
                ])
        case 1: return "SOA a. b. (\(lineEnd) 1 2h 3 4 5 )"
        case 2: return "@ SOA a. b.\(next)( 1 2\(lineEnd) 3 4 5 \(random.pick([")", "", "))"]))"
        case 3:
            return
                "@ SOA a. b.\(next)1 ; serial\(next)\(random.pick(["2 3", "2h 3)", "x", "(2 3", ")", "5 6 7 8 9"]))\(next)4 5"
                + random.pick(["", " )", " ; )", " x"])
        case 4:
            return "a TXT b \\\(next)\(random.pick(["\"c\"", "c \\", "A 192.0.2.1", "; c", "", "(c", "\"c"]))\(next)d"
        case 5: return "a\(random.pick([" IN \\", " \\", " A \\", " SOA a. \\", " SRV 1 2 \\"]))\(next)A 192.0.2.1"
        case 6:
            let middle = random.pick(["", next + "b", next + "b\\\"", next, next + "; b", next + "www A 192.0.2.1"])
            return
                "a TXT \(random.pick(["", "( "]))\"x\(middle)\(next)c\"\(random.pick(["", " )", " \"d\"", " \"d", "e"]))"
        default: return "a SRV 1 2 3\(next)(b.)"
        }
    }

    /// What Windows DNS and `dig` write.
    private mutating func export() -> String {
        let owner = random.oneIn(3) ? "" : name()
        let data = random.pick([
            "0 WINS L1 C900 ( 192.0.2.53 )", "wins local", "WINSR x",
            "0 ANY TSIG hmac-sha256. 1 300 4 AAAAAA== 1 NOERROR 0",
            "ANY TSIG a. 1", "0 any sig 0 13 0 0 1 1 1 key. AAAA", "0 ANY SIG A 13 0 0 1 1 1 key. AAAA",
            "60 AWS ALIAS A x. Z false", "AWS A 192.0.2.1",
        ])
        return owner + space() + data
    }

    private mutating func record() -> String {
        var fields = [random.oneIn(3) ? "" : name()]
        let time = random.oneIn(2) ? [ttl()] : []
        let recordClass = random.oneIn(2) ? [random.pick(["IN", "IN", "in", "CLASS1", "CH", "IN"])] : []
        fields += random.oneIn(2) ? time + recordClass : recordClass + time
        if random.oneIn(30) {
            fields.append(random.pick(["[AGE:3636580]", "[aging:1]", "[AGE:]", "[AGE:x]", "[AGE", "\"[AGE:1]\""]))
        }
        let (type, data) = data()
        fields.append(type)
        fields += random.oneIn(20) ? [] : data
        if random.oneIn(12) { fields.append(random.pick(["x", "# a", "// b", "\"", "1", "(", ")"])) }
        var text = fields.removeFirst()
        var open = 0
        for field in fields {
            text += space()
            if random.oneIn(10) {
                text += "("
                open += 1
            }
            if open > 0, random.oneIn(3) { text += (random.oneIn(3) ? comment() : "") + lineEnd + space() }
            text += field
            if open > 0, random.oneIn(4) {
                text += ")"
                open -= 1
            }
        }
        if open > 0, !random.oneIn(6) { text += String(repeating: " )", count: open) }
        if random.oneIn(6) { text += space() + comment() }
        if random.oneIn(20) { text += ";" + random.pick(["", " p=x", "p=", " t"]) }
        return text
    }

    private mutating func data() -> (String, [String]) {
        switch Int.random(in: 0..<18, using: &random) {
        case 0, 1:
            ("A", [random.pick(["192.0.2.1", "192.0.2.300", "\"192.0.2.1\"", "192.0.2", "2001:db8::1", "1.2.3.04"])])
        case 2: ("AAAA", [random.pick(["2001:db8::1", "::", "1::2::3", "192.0.2.1", "::192.0.2.1"])])
        case 3, 4: (random.pick(["NS", "ns", "CNAME", "DNAME", "PTR", "TYPE2"]), [name()])
        case 5: ("MX", [number(), name()])
        case 6, 7: ("SRV", [number(), number(), number(), name()])
        case 8, 9: ("TXT", (0...Int.random(in: 0...3, using: &random)).map { _ in string() })
        case 10: ("SOA", [name(), name(), number(), ttl(), ttl(), ttl(), ttl()])
        case 11: ("CAA", [number(), random.pick(["issue", "i-x"]), string()])
        case 12:
            (
                random.pick(["A", "TYPE1", "TXT", "TYPE65280"]),
                ["\\#", "4", random.pick(["C0000201", "C000 0201", "0"])]
            )
        case 13: ("SRV", ["\\#", "15", "000A", "0005", "2100", "01740165036E657400"])
        case 14: (random.pick(["ALIAS", "LUA", "ANAME"]), [name(), string()])
        case 15: (random.pick(["FOO", "SVR", "TKEY", "ANY", "TYPE65536", "IN", "1d"]), [string()])
        case 16: ("NAPTR", [number(), number(), "\"s\"", "\"x+y\"", "\"\"", name()])
        default: ("RRSIG", ["A", "8", "2", ttl(), "20260101000000", "20250101000000", number(), name(), "AAAA"])
        }
    }

    private mutating func name() -> String {
        switch Int.random(in: 0..<24, using: &random) {
        case 0: "@"
        case 1: "."
        case 2: "example.com."
        case 3: "host.example.com"
        case 4: "*.\(label())"
        case 5: "\(label())..\(label())"
        case 6: ".\(label())"
        case 7: "\"\(label())\""
        case 8: String(repeating: "a", count: random.pick([62, 63, 64])) + random.pick(["", ".b", "."])
        case 9: Array(repeating: label(), count: random.pick([40, 126, 127, 128, 129])).joined(separator: ".")
        case 10: "_matrix-fed._tcp"
        case 11: "\(label())._tcp.\(label())"
        case 12: "\(label()).\(label())\\."
        case 13, 14: "\(label()).\(label())."
        case 15: random.pick(["\"\"", "\\@", "\\", "a\\", "*", "-", "a.com", "\\c\\o\\m", "x.\\099om"])
        default: random.oneIn(3) ? "\(label()).\(label())" : label()
        }
    }

    private mutating func label() -> String {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: "\\\(random.pick(["046", "300", "1", "12x", "255", "000", "a", "\"", ".", "\\", "é", "(", ";", " "]))x"
        case 1: random.pick(["é", "漢", "a\u{A0}b", "\u{3000}", "a\u{1}b", "\u{7F}", "a\u{200B}"])
        default: random.pick(["a", "b", "Www", "ns1", "m", "com", "1", "x-y", "_tcp", "in", "mx", "3600"])
        }
    }

    private mutating func ttl() -> String {
        random.pick(
            [
                "0", "300", "3600", "1h", "1W2d", "5m30S", "2147483647", "2147483648", "99999999999w", "1w2", "1x",
                "007",
                "\"60\"", "4294967296", "3550w", "1hh",
            ])
    }

    private mutating func number() -> String {
        random.pick(
            [
                "0", "1", "10", "8448", "65535", "65536", "-1", "+1", "007", "1e3", "\"5\"", "", "000000",
                "99999999999", "x",
            ])
    }

    private mutating func string() -> String {
        switch Int.random(in: 0..<9, using: &random) {
        case 0: "\"unclosed"
        case 1: "\"é漢 \u{A0}\""
        case 2: "\"a\\\"b;c(d)\""
        case 3: "v=spf1"
        case 4: "\"\""
        case 5: "\"a\u{1}b\""
        case 6: "\"" + String(repeating: "x", count: random.pick([254, 255, 256])) + "\""
        default: random.pick(["\"plain\"", "plain", "a=b", "\"two words\"", "\\;x", "\"\\065\""])
        }
    }

    private mutating func space() -> String {
        random.pick([" ", " ", " ", " ", "\t", "  ", " \t", " \u{A0}", "\u{3000}"])
    }

    private mutating func comment() -> String {
        random.pick(
            [
                "; x", ";", "; \"unclosed", "; ( ", "; ) é漢", ";; srvlint: ignore[Z1] why", "; srvlint: ignore-file[S]",
                ";\u{0} nul", "; cr\rin", ";SRVLINT:x",
            ])
    }
}
