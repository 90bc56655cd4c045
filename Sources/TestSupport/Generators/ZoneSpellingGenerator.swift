/// Generates valid zone files in all spellings that the format allows. The output depends only on the seed.
public struct ZoneSpellingGenerator {
    private var random: SeededRandom
    private var text = ""
    private var files: [String: String] = [:]
    private var hasOwner = false
    private var serial = 0

    /// Returns the text of a zone, and of the files that it includes by name.
    public static func zone(seed: UInt64) -> (text: String, files: [String: String]) {
        var generator = ZoneSpellingGenerator(random: SeededRandom(seed: seed))
        generator.text = generator.random.pick(["$TTL 3600\n", "$ttl\t1h ; comment\n", "; c\n\n$TTL 1w2D3h4M5s\n"])
        generator.text += generator.random.pick([
            "@ IN SOA a b ( 1 ; serial\n 2h\n3M 4w\n\n 5 )\n", "@ SOA a. b\\.c.d. 1 2 3 4 5\n",
            "@ 60 in soa (a\n b)1 2 3(4)5\n",
        ])
        generator.hasOwner = true
        generator.text += "  NS a\na A 192.0.2.1\n"
        for _ in 0..<generator.random.number(5..<40) { generator.addEntry(depth: 0) }
        generator.text += "last A 192.0.2.7" + (generator.random.oneIn(4) ? "" : "\n")
        if generator.random.oneIn(6) {
            generator.text = String(generator.text.flatMap { $0 == "\n" ? ["\r\n"] : [$0] })
        }
        return (generator.text, generator.files)
    }

    private init(random: SeededRandom) {
        self.random = random
    }

    private mutating func addEntry(depth: Int) {
        switch random.number(0..<14) {
        case 0:
            text += random.pick([
                "$ORIGIN sub\n", "$ORIGIN @\n", "$origin example.test. ; back\n", "$ORIGIN x\\.y.example.test.\n",
                "$ORIGIN .\n$ORIGIN example.test\n",
            ])
        case 1:
            text += "$TTL "
            text += random.pick(["0", "1d", "2147483647", "(60)", "1H1M", "  5 ; five"]) + "\n"
        case 2: addGenerate()
        case 3 where depth < 2: addInclude(depth)
        case 4: text += random.pick(["\n", "   \n", "; only a comment ( \" \n", "\t; x\n", " ( ) \n", "(\n\n)\n"])
        default: addRecord()
        }
    }

    private mutating func addInclude(_ depth: Int) {
        let outer = (text, hasOwner)
        text = ""
        let name = "included-\(files.count)-\(depth)"
        files[name] = ""
        // In BIND the included file inherits the previous owner.
        for _ in 0..<random.number(1..<5) { addEntry(depth: depth + 1) }
        files[name] = text
        (text, hasOwner) = outer
        let path = random.oneIn(3) ? "\"\(name)\"" : name
        text += "$INCLUDE \(path)\(random.pick(["", " inner", " example.test.", " @ ; comment"]))\n"
    }

    private mutating func addGenerate() {
        serial += 1
        let range = random.pick(["1-4", "0-10/5", "7-7", "250-255/2"])
        text += random.pick([
            "$GENERATE \(range) g\(serial)-$ A 192.0.2.$\n",
            "$GENERATE \(range) g\(serial)-${1,4,d} 60 IN CNAME t${0,3,x}.${0,0,o}\n",
            "$generate \(range) ${0,7,n}.g\(serial) PTR h\\$$$.example.net.\n",
            "$GENERATE \(range) g\(serial)-$ SRV \"$ 1 2 x${-1}\"\n",
            "$GENERATE \(range) g\(serial)-${2,2,X} IN 5m MX \"10 m$\"\n",
            "$GENERATE \(range) g\(serial)-$ TXT \"a$ b\" ; comment\n",
        ])
        hasOwner = false
    }

    private mutating func addRecord() {
        let (type, data) = RecordTexts.record(&random)
        var fields: [String] = []
        let inherits = hasOwner && random.oneIn(3)
        // A second address at the apex is harmless, but other owners must not have a CNAME too.
        let owner = random.pick([
            "o", "O", "p.q", "@", "\\112.q", "o.example.test.", "*.o", "out.side.", "\\@", "a\\.b",
        ])
        let ttl = random.pick([[], ["60"], ["1h"], ["0"], ["1W1d"]])
        let recordClass = random.pick([[], ["IN"], ["in"], ["CLASS1"]])
        fields += random.oneIn(2) ? ttl + recordClass : recordClass + ttl
        fields.append(spelled(type))
        fields += data
        let ownerText = inherits ? random.pick([" ", "\t", "  \t "]) : owner + blank(false)
        hasOwner = true
        guard random.oneIn(3) else {
            text +=
                ownerText + fields.joined(separator: blank(false)) + random.pick(["", " ", "\t;c", ";c (\"", " ()"])
            text += "\n"
            return
        }
        let opening = random.number(0..<fields.count)
        text += ownerText
        for (index, field) in fields.enumerated() {
            if index == opening { text += "(" + (random.oneIn(2) ? blank(true) : "") }
            text += field
            if index < fields.count - 1 { text += blank(index >= opening) }
        }
        text += random.pick([")", " )", "\n)", " ; c )\n )"]) + "\n"
    }

    private mutating func spelled(_ type: String) -> String {
        random.oneIn(3) ? type.lowercased() : type
    }

    private mutating func blank(_ mayBreak: Bool) -> String {
        guard mayBreak, random.oneIn(3) else { return random.pick([" ", "\t", "   "]) }
        return random.pick(["\n", " \n  ", " ; comment ) \"\n", "\n\n\t", "\n;x\n", ")("])
    }
}

/// Valid lines, each with one character changed.
public struct LineMutation {
    public static func line(seed: UInt64) -> String {
        var random = SeededRandom(seed: seed)
        let (type, data) = RecordTexts.record(&random)
        let owner = random.pick(["o", "p.q", "o.example", "a\\.b", "\\112x", "*"])
        let head = random.pick([[], ["60"], ["IN"], ["1h", "IN"], ["IN", "60"]])
        var line = ([owner] + head + [type] + data).joined(separator: " ")
        switch random.number(0..<12) {
        case 0:
            line = random.pick([
                "$TTL 60", "$ORIGIN sub.example.", "$TTL 1h30m", "$ORIGIN sub", "$GENERATE 1-3 a$ A 192.0.2.$",
            ])
        case 1: line = "\(owner) \(type) ( \(data.joined(separator: "\n ")) )"
        default: break
        }
        var characters = Array(line.unicodeScalars)
        let at = random.number(0..<characters.count)
        switch random.number(0..<3) {
        case 0: characters.remove(at: at)
        case 1:
            let odd = Array("()\";\\.@$#/* \t\n\r-_+=,:0129afgxzAIN\u{0C}\u{1}\u{7F}é\u{A0}'!".unicodeScalars)
            characters.insert(random.pick(odd), at: at)
        default:
            if at + 1 < characters.count { characters.swapAt(at, at + 1) } else { characters.removeLast() }
        }
        var text = ""
        text.unicodeScalars.append(contentsOf: characters)
        return text
    }
}
