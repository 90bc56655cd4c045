import DNS
import Diagnostics
import Foundation
import Linting
import TestSupport
import Testing
import ZoneFile

/// Generated records that are correct, and cases that examples cannot express.
@Suite("Rules about the meaning of records: mail, services, catalog and response-policy zones")
struct MeaningRuleTests {
    private static let start = """
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 900 1209600 3600
        @ IN NS ns1.example.net.
        @ IN NS ns2.example.net.

        """

    private func findings(_ zones: [(origin: String, text: String)]) -> [Finding] {
        let inputs = zones.map { zone in
            ZoneInput(
                .source(SourceFile(path: zone.origin + "zone", text: zone.text)),
                origin: Name(zone.origin).map { ($0, .option) }
            )
        }
        return Linter().lint(inputs).findings
    }

    private func codes(_ text: String, origin: String = "example.com.") -> [String] {
        findings([(origin, Self.start + text)]).map(\.rule.code)
    }

    // MARK: - Correct values are not reported

    @Test("No valid SPF record is reported", arguments: [1, 2, 3, 4] as [UInt64])
    func validSPF(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let domains = [
            "_spf.example.net", "mail.example.org.", "a-b.example.net", "%{i}._ip.%{d2}", "%{ir}.%{v}._spf.%{d}",
            "%{l1r-}.example.net", "x%%y.example.net", "_s_p_f.xn--bcher-kva.example", "1.2.3.4.example.net",
        ]
        let lengths = ["", "/0", "/24", "/32", "//64", "/24//128", "//0"]
        var text = ""
        for number in 0..<600 {
            var terms = ["v=spf1"]
            var lookups = 0
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                let domain = domains.randomElement(using: &generator) ?? ""
                let length = lengths.randomElement(using: &generator) ?? ""
                let choices = [
                    "include:\(domain)", "a\(length)", "mx\(length)", "a:\(domain)\(length)", "MX:\(domain)", "ptr",
                    "ptr:\(domain)", "ip4:192.0.2.0/24", "ip4:192.0.2.1", "ip6:2001:db8::/32", "ip6:::1",
                    "ip6:::ffff:192.0.2.1/96", "exists:\(domain)", "Include:\(domain)", "ra=postmaster", "x.y-z=%{d}",
                ]
                let term = choices.randomElement(using: &generator) ?? ""
                if !term.contains("="), !term.hasPrefix("ip") { lookups += 1 }
                terms.append((["", "+", "-", "?", "~"].randomElement(using: &generator) ?? "") + term)
                if term.contains("=") { terms[terms.count - 1] = term }
            }
            if Bool.random(using: &generator), lookups < 10 {
                terms.append("redirect=\(domains.randomElement(using: &generator) ?? "")")
            } else {
                terms.append("~all")
            }
            if Bool.random(using: &generator) { terms.append("exp=explain.example.net") }
            let value = terms.joined(separator: Bool.random(using: &generator) ? " " : "  ")
            text += "n\(number) IN TXT \"\(value.prefix(20))\" \"\(value.dropFirst(20))\"\n"
        }
        #expect(codes(text).isEmpty)
    }

    @Test("No valid DMARC or DKIM record is reported", arguments: [1, 2, 3] as [UInt64])
    func validPolicies(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var text = ""
        func pick(_ items: [String]) -> String { items.randomElement(using: &generator) ?? "" }
        for number in 0..<500 {
            var tags = ["p=" + pick(["none", "quarantine", "reject", "REJECT"])]
            tags += [
                "sp=none", "np=reject", "adkim=s", "aspf=r", "pct=" + pick(["0", "100"]), "ri=86400",
                "fo=" + pick(["1", "0:1:d:s"]),
            ]
            .filter { _ in Bool.random(using: &generator) }
            tags += ["rua=mailto:a@example.com", "ruf=mailto:a@example.com!10m, mailto:b@example.net", "t=y", "psd=n"]
                .filter { _ in Bool.random(using: &generator) }
            tags.shuffle(using: &generator)
            let value = (["v" + pick(["=", " = "]) + "DMARC1"] + tags).joined(separator: pick([";", "; ", " ; "]))
            text += "_dmarc.n\(number) IN TXT \"\(value)\(pick(["", ";", "; "]))\"\n"
            let octets = [UInt8](repeating: UInt8(number & 0xFF), count: 32)
            let key = octets.base64
            let version = pick(["v=DKIM1; ", "v=DKIM1;", ""])
            text +=
                "s._domainkey.n\(number) IN TXT \"\(version)k=ed25519; \(pick(["", "t=s; ", "h=sha256; "]))p=\(key)\"\n"
            let length = pick(["162", "94", "290"])
            let rsa = Self.sequence(Int(length) ?? 0).base64
            text += "a.b._domainkey.n\(number) IN TXT ( \"\(version)\(pick(["k=rsa; ", ""]))p=\(rsa.prefix(60))\"\n"
            text +=
                "   \"\(rsa.dropFirst(60).prefix(200))\" \"\(rsa.dropFirst(260))\(pick(["", ";", "; s=email"]))\" )\n"
        }
        #expect(codes(text).isEmpty)
    }

    /// A DER sequence with some octets of content.
    private static func sequence(_ count: Int) -> [UInt8] {
        var length = [UInt8(truncatingIfNeeded: count)]
        if count >= 128 { length.insert(0x81, at: 0) }
        if count >= 256 { length = [0x82, UInt8(count >> 8)] + [UInt8(count & 0xFF)] }
        return [0x30] + length + [UInt8](repeating: 0x42, count: count)
    }

    @Test("No valid CAA, TLSA, SVCB or HTTPS record is reported", arguments: [1, 2, 3] as [UInt64])
    func validServices(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func pick(_ items: [String]) -> String { items.randomElement(using: &generator) ?? "" }
        var text = ""
        for number in 0..<500 {
            let issuer = pick([
                ";", "", "letsencrypt.org", "pki.goog; cansignhttpexchanges=yes", "ca.example.net;", "sectigo.com ",
            ])
            text +=
                "n\(number) IN CAA \(pick(["0", "128"])) \(pick(["issue", "issuewild", "issuemail", "ISSUE"])) \"\(issuer)\"\n"
            text += "n\(number) IN CAA 0 iodef \"\(pick(["mailto:a@example.com", "https://example.com/iodef"]))\"\n"
            let matching = Int.random(in: 1...2, using: &generator)
            let digest = String(repeating: "0D6FCE13", count: matching * 8)
            let port = Int.random(in: 1...65535, using: &generator)
            text += "_\(port).\(pick(["_tcp", "_udp", "_sctp"])).n\(number) IN TLSA \(pick(["0", "1", "2", "3"])) "
            text += "\(pick(["0", "1"])) \(matching) \(digest.prefix(20)) \(digest.dropFirst(20))\n"
            text += "n\(number) IN A 192.0.2.10\nn\(number) IN A 192.0.2.11\nn\(number) IN AAAA 2001:db8::10\n"
            let hint = pick(["", " ipv4hint=192.0.2.10", " ipv4hint=192.0.2.11,192.0.2.10 ipv6hint=2001:db8::10"])
            text += "n\(number) IN HTTPS 1 \(pick([".", "n\(number)"])) alpn=h2,h3\(hint)\n"
            text +=
                "_8443._https.n\(number) IN HTTPS 0 \(pick([".", "n\(number)", "n\(number).example.com.", "x.example.net."]))\n"
            text +=
                "_dns.n\(number) IN SVCB \(pick(["1", "2"])) n\(number) \(pick(["alpn=dot", "alpn=h2 dohpath=/q{?dns}", "alpn=doq,dot"]))\n"
        }
        #expect(codes(text).isEmpty)
    }

    @Test("No valid rule of a response-policy zone is reported, whatever its trigger and action")
    func validPolicyZone() {
        var generator = SeededGenerator(seed: 1)
        var text = ""
        for number in 0..<1000 {
            let action =
                [".", "*.", "rpz-passthru.", "rpz-drop.", "rpz-tcp-only.", "garden.example.net."]
                .randomElement(using: &generator) ?? "."
            let prefix = UInt32.random(in: 1...32, using: &generator)
            let address = UInt32.random(in: 0...UInt32.max, using: &generator) & (UInt32.max << (32 - prefix))
            let octets = [0, 8, 16, 24].map { String(address >> $0 & 0xFF) }.joined(separator: ".")
            text += "\(prefix).\(octets).\(["rpz-ip", "rpz-client-ip", "rpz-nsip"][number % 3]) IN CNAME \(action)\n"
            text += "128.\(String(number, radix: 16)).zz.db8.2001.rpz-ip IN CNAME \(action)\n"
            text += "n\(number).example.org IN CNAME \(action)\n*.n\(number).example.org IN CNAME \(action)\n"
        }
        let found = codes(text, origin: "rpz.example.com.").filter { $0.hasPrefix("Z29") }
        #expect(found.isEmpty)
    }

    // MARK: - Cases with several zones

    @Test("A PTR record is compared with the zone of its target (Z282)")
    func pointers() {
        let forward =
            Self.start + "www IN A 192.0.2.10\nwww IN A 192.0.2.11\nmail IN A 192.0.2.25\nv6 IN AAAA 2001:db8::10\n"
        let reverse =
            Self.start + """
                10 IN PTR www.example.com.
                11 IN PTR www.example.com.
                12 IN PTR mail.example.com.
                13 IN PTR gone.example.com.
                14 IN PTR v6.example.com.
                15 IN PTR host.example.net.
                sub.16 IN PTR mail.example.com.

                """
        let found = findings([("example.com.", forward), ("2.0.192.in-addr.arpa.", reverse)]).filter {
            $0.rule.code == "Z282"
        }
        #expect(found.compactMap { $0.primary?.span.text } == ["mail.example.com.", "gone.example.com."])
        let zeros = String(repeating: ".0", count: 22)
        let reverse6 = Self.start + "0.1\(zeros) IN PTR v6.example.com.\n1.1\(zeros) IN PTR v6.example.com.\n"
        let found6 = findings([("example.com.", forward), ("8.b.d.0.1.0.0.2.ip6.arpa.", reverse6)])
        #expect(found6.filter { $0.rule.code == "Z282" }.count == 1)
    }

    @Test("An include of another zone of the run is followed to count SPF lookups")
    func lookupsAcrossZones() {
        let many = (0..<8).map { "a:h\($0).example.org" }.joined(separator: " ")
        let zones = [
            ("example.com.", Self.start + "@ IN TXT \"v=spf1 mx include:_spf.example.net a -all\"\n"),
            ("example.net.", Self.start + "_spf IN TXT \"v=spf1 \(many) -all\"\n"),
        ]
        #expect(findings(zones).map(\.rule.code).filter { $0.hasPrefix("Z26") } == ["Z267"])
        #expect(!findings([zones[0]]).contains { $0.rule.code == "Z267" })
    }

    @Test("Records that include each other are reported, and end the count of lookups")
    func includeLoop() {
        let text = "a IN TXT \"v=spf1 include:b.example.com -all\"\nb IN TXT \"v=spf1 include:a.example.com -all\"\n"
        #expect(codes(text) == ["Z267", "Z267"])
    }

    // MARK: - Mistakes that other rules report

    @Test("Text without quotes is not reported as an invalid value too")
    func unquotedText() {
        let text = "@ IN TXT v=spf1 ipv4:192.0.2.1 -all\n_dmarc IN TXT v=DMARC1; p=wrong\n"
        #expect(codes(text).filter { $0.hasPrefix("Z26") || $0.hasPrefix("Z27") } == ["Z264"])
    }

    @Test("The name server of a catalog zone is not reported as the only one")
    func catalogServer() {
        let text = """
            $TTL 0
            @ IN SOA invalid. invalid. 1 3600 600 2147483646 0
            @ IN NS invalid.
            version IN TXT "2"
            a.zones IN PTR example.org.

            """
        #expect(findings([("catalog.example.com.", text)]).isEmpty)
    }

    @Test("Several TXT records at `version` and a name `zones` do not make an ordinary zone a catalog zone")
    func noCatalog() {
        #expect(
            codes("version IN TXT \"4.2\"\nversion IN TXT \"4.3\"\nzones IN A 192.0.2.10\nx.y.zones IN A 192.0.2.1\n")
                .isEmpty)
    }

    @Test("A wildcard below `_domainkey` with another text is not a key, and an empty key is a revoked one")
    func wildcardKey() {
        #expect(codes("*._domainkey IN TXT \"v=DKIM1; p=\"\n*._domainkey.a IN TXT \"v=spf1 -all\"\n").isEmpty)
    }

    @Test("Records below a delegation or outside the zone are not reported a second time")
    func occludedRecords() {
        let text = """
            sub IN NS ns1.example.net.
            sub IN NS ns2.example.net.
            www.sub IN TXT "v=spf1 nonsense -all"
            www.sub IN CAA 0 isue "x"
            www.example.org. IN TXT "v=spf1 nonsense -all"

            """
        #expect(!codes(text).contains { $0 > "Z260" && $0 < "Z299" })
    }
}

extension [UInt8] {
    fileprivate var base64: String { Data(self).base64EncodedString() }
}
