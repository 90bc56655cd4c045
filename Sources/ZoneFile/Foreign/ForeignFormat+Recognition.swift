import DNS

extension ForeignFormat {
    /// Whether the first lines of a file have this format. Each test requires a form that no zone file has.
    func fits(_ head: FileHead) -> Bool {
        switch self {
        case .json:
            guard let (first, second) = head.start else { return false }
            return first == "{" && (second == "\"" || second == "}")
                || first == "[" && ["{", "[", "\"", "]"].contains(second)
        case .html, .xml:
            guard let (first, second) = head.start, first == "<", second.isLetter || second == "!" || second == "?"
            else {
                return false
            }
            let text = head.text.lowercased()
            return (text.contains("<html") || text.contains("<!doctype html")) == (self == .html)
        case .pem:
            return ["-----BEGIN ", "Private-key-format:"].contains { head.lines.first?.hasPrefix($0) ?? false }
        case .patch:
            let isDiff = head.lines.count > 1 && head.lines[0].hasPrefix("--- ") && head.lines[1].hasPrefix("+++ ")
            return isDiff || head.lines.first?.hasPrefix("diff --git ") ?? false
        case .quotedMail: return head.lines.count > 1 && head.allStatements { $0.hasPrefix(">") }
        case .numberedLines: return Self.isNumbered(head)
        case .markdownTable: return head.lines.count > 1 && head.allStatements { $0.hasPrefix("|") }
        case .maraDNS: return head.allStatements { $0.hasSuffix(" ~") }
        case .powerShell:
            let words = head.statements.first.map(FileHead.words) ?? []
            return words.first == "HostName" && words.contains("RecordType") && words.contains("RecordData")
        case .ldif:
            return head.lines.first?.hasPrefix("dn: ") ?? false
                && (head.text.contains("\nobjectClass: ") || head.text.contains("\nchangetype: "))
        case .csv: return CommaSeparated.fits(head)
        case .yaml: return YAMLLines.fits(head)
        case .sql:
            let starts = [
                "-- MySQL dump", "-- PostgreSQL", "INSERT INTO ", "CREATE TABLE ", "PRAGMA ", "BEGIN TRANSACTION",
            ]
            return starts.contains { head.lines.first?.uppercased().hasPrefix($0.uppercased()) ?? false }
        case .tinydns:
            return head.allStatements(TinyDNSLine.isValid) && head.statements.contains(where: TinyDNSLine.isRecord)
        case .hosts: return head.allStatements(Self.isHostsLine)
        case .namedConfiguration: return NamedConfiguration.fits(head)
        case .dnsmasq:
            let keys = [
                "address", "host-record", "cname", "mx-host", "srv-host", "ptr-record", "txt-record", "server", "local",
                "domain", "interface", "listen-address", "dhcp-range", "dhcp-host", "dhcp-option", "interface-name",
            ]
            return head.statements.contains { $0.contains("=") }
                && head.allStatements { line in
                    line.split(separator: "=").first.map { keys.contains(String($0)) || !line.contains("=") } ?? false
                        && !line.contains(" IN ")
                }
        case .nsupdate:
            let commands: Set = [
                "server", "zone", "class", "ttl", "key", "update", "prereq", "send", "show", "answer", "local", "realm",
                "debug", "gsstsig", "quit", "add", "del", "delete",
            ]
            return head.allStatements { commands.contains(String(FileHead.words($0).first ?? "").lowercased()) }
                && head.statements.contains { ["update", "prereq"].contains(FileHead.words($0).first?.lowercased()) }
        case .lookupOutput:
            let phrases = [
                " has address ", " has IPv6 address ", " mail is handled by ", " is an alias for ",
                " domain name pointer ", " name server ",
            ]
            let isHost = head.allStatements { line in phrases.contains { line.contains($0) } }
            return isHost || head.lines.first?.hasPrefix("Server:") ?? false && head.text.contains("\nAddress:")
        case .knotcOutput: return head.allStatements { $0.hasPrefix("[") && $0.contains(".] ") }
        case .dump: return head.lines.first == "START_RRSET_CACHE"
        case .terraform:
            guard let words = head.statements.first.map(FileHead.words), let first = words.first else { return false }
            let blocks = ["resource", "provider", "variable", "data", "module", "output"]
            return words.last == "{"
                && (blocks.contains(String(first)) && words[1].hasPrefix("\"") || first == "terraform")
        case .dnsControl:
            return head.text.contains("NewRegistrar(") || head.text.contains("NewDnsProvider(")
                || head.lines.contains { $0.hasPrefix("D(\"") || $0.hasPrefix("D('") }
        // The placeholders may be anywhere in the file.
        case .template: return false
        case .bindRaw, .bindJournal, .sqlite, .gzip, .otherCompression: return false
        }
    }

    /// Whether each line begins with its number and a tab, or with another sign if a directive or the origin is after it. `cat -n`
    /// numbers empty lines, too, and `nl` does not.
    private static func isNumbered(_ head: FileHead) -> Bool {
        var last = 0
        var hasOnlyTabs = true
        var hasStart = false
        for line in head.lines {
            let text = line.drop { $0 == " " }
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            let after = text.dropFirst(digits.count)
            guard let number = Int(digits), number == last + 1, after.isEmpty || " \t:.)|".contains(after.first ?? "x")
            else { return false }
            last = number
            if !after.isEmpty, after.first != "\t" { hasOnlyTabs = false }
            let rest = after.drop { " \t:.)|".contains($0) }
            if rest.first == "$" || rest.first == ";" || rest.prefix(while: { $0 != " " && $0 != "\t" }) == "@" {
                hasStart = true
            }
        }
        return last > 1 && (hasOnlyTabs || hasStart && last > 2)
    }

    /// `192.0.2.10 www.example.com www # comment`
    private static func isHostsLine(_ line: Substring) -> Bool {
        let words = FileHead.words(line.prefix { $0 != "#" })
        guard words.count > 1, isAddress(words[0]), !FileHead.isOfRecord(words[1]) else { return false }
        return words.dropFirst().allSatisfy { word in
            word.utf8.allSatisfy {
                asciiLowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || ".-_:%".utf8.contains($0)
            }
        }
    }

    private static func isAddress(_ word: Substring) -> Bool {
        // Link-local addresses have a zone (RFC 4007 §11): `fe80::1%lo0`.
        var address = String(word.prefix { $0 != "%" })
        return address.withUTF8 { IPv4Text.read($0) != nil || IPv6Text.read($0) != nil }
    }
}
