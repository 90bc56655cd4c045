import DNS
import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile

/// Zones that are valid, or whose mistakes other rules report.
@Suite("Rules about contents of zones: when they report nothing, and edge cases")
struct ContentsRuleTests {
    /// The codes of findings above info, in order.
    private func codes(_ text: String, origin: String? = "example.com.", path: String = "zone") -> [String] {
        findings(text, origin: origin, path: path).filter { $0.severity > .info }.map(\.rule.code)
    }

    private func findings(_ text: String, origin: String? = "example.com.", path: String = "zone") -> [Finding] {
        let name = origin.flatMap { Name($0) }
        let source = SourceFile(path: path, text: text)
        let report = Linter().lint([ZoneInput(.source(source), origin: name.map { ($0, .option) })])
        return report.findings.filter { !$0.isNotChecked && $0.rule.code != "Z129" }
    }

    private static let soa = "@ 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\n"
    private static let servers = "@ 3600 IN NS ns1.example.net.\n@ 3600 IN NS ns2.example.net.\n"
    private static let zone = soa + servers

    // MARK: - No findings

    @Test("Signatures, NSEC and KEY may exist at an alias, and signatures have their own TTLs")
    func signedZone() {
        let signature = "5 3 3600 20301231000000 20251231000000 12345 example.com. c2lnbmF0dXJlcw=="
        let text =
            Self.zone + """
                www 300 IN CNAME web.example.net.
                www 300 IN RRSIG CNAME \(signature)
                www 3600 IN NSEC example.com. CNAME RRSIG NSEC
                www 3600 IN RRSIG NSEC \(signature)
                dyn 300 IN CNAME web.example.net.
                dyn 300 IN KEY 512 3 8 AwEAAaetidLzsKWUt4swWR8yu0wPHPiUi8LU

                """
        #expect(codes(text).isEmpty)
    }

    @Test("A zone transfer ends with its first SOA record, with comments around it")
    func transfer() {
        let soa = "example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\n"
        let text =
            "\n; <<>> DiG 9.18.41 <<>> axfr example.com\n;; global options: +cmd\n" + soa
            + "example.com. 3600 IN NS ns1.example.net.\nexample.com. 3600 IN NS ns2.example.net.\n"
            + "www.example.com. 300 IN A 192.0.2.1\n" + soa + ";; Query time: 1 msec\n;; XFR size: 5 records\n"
        #expect(codes(text, origin: nil).isEmpty)
        #expect(codes(text).isEmpty)
    }

    @Test("A zone transfer is a complete zone, so missing NS records are reported")
    func transferIsWhole() {
        let soa = "example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\n"
        #expect(codes("; <<>> DiG 9.18.41 <<>> AXFR example.com\n" + soa + soa, origin: nil) == ["Z210"])
    }

    @Test("A dump with the root as $ORIGIN may have full names without final dots")
    func dump() {
        let text = """
            $ORIGIN .
            $TTL 3600	; 1 hour
            example.com		IN SOA	ns1.example.net. hostmaster.example.com. (
            				1 7200 3600 1209600 3600 )
            			NS	ns1.example.net.
            			NS	ns2.example.net.
            			MX	10 mail.example.com.
            $ORIGIN example.com.
            mail			A	192.0.2.25
            $ORIGIN _tcp.example.com.
            _matrix-fed		SRV	10 5 8448 mail.example.com.

            """
        #expect(codes(text, origin: nil).isEmpty)
    }

    @Test("The localhost zone of Debian has no findings")
    func localhost() {
        let text = """
            $TTL	604800
            @	IN	SOA	localhost. root.localhost. (
            			      2		; Serial
            			 604800		; Refresh
            			  86400		; Retry
            			2419200		; Expire
            			 604800 )	; Negative Cache TTL
            ;
            @	IN	NS	localhost.
            @	IN	A	127.0.0.1
            @	IN	AAAA	::1

            """
        #expect(codes(text, origin: "localhost.").isEmpty)
        #expect(codes(text, origin: nil, path: "db.local").isEmpty)
    }

    @Test("Root hints are not checked as a zone", arguments: [".", nil])
    func rootHints(origin: String?) {
        let text = """
            .                        3600000      NS    A.ROOT-SERVERS.NET.
            A.ROOT-SERVERS.NET.      3600000      A     198.41.0.4
            A.ROOT-SERVERS.NET.      3600000      AAAA  2001:503:ba3e::2:30
            .                        3600000      NS    B.ROOT-SERVERS.NET.
            B.ROOT-SERVERS.NET.      3600000      A     170.247.170.2

            """
        #expect(codes(text, origin: origin).isEmpty)
    }

    @Test("Owners in a response-policy zone may contain full names")
    func responsePolicy() {
        let text = """
            $TTL 3600
            @ IN SOA localhost. hostmaster.example.com. 1 7200 3600 1209600 3600
            @ IN NS localhost.
            bad.example.org IN CNAME .
            www.rpz.example.com IN CNAME rpz-passthru.
            *.bad.example.org IN CNAME .
            32.1.2.0.192.rpz-ip IN CNAME .

            """
        #expect(codes(text, origin: "rpz.example.com.").isEmpty)
    }

    @Test("The saved answer to a query is a fragment of a zone", arguments: ["example.com.", nil])
    func answers(origin: String?) {
        let soa = "example.com. 3600 IN SOA ns1.example.com. hostmaster.example.com. 1 7200 3600 1209600 3600\n"
        let answer = """

            ; <<>> DiG 9.18.41 <<>> www.example.com
            ;; global options: +cmd
            ;; Got answer:
            ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4711
            ;; ANSWER SECTION:
            www.example.com. 300 IN CNAME web.example.net.
            web.example.net. 60 IN A 192.0.2.10
            ;; AUTHORITY SECTION:
            example.com. 3600 IN NS ns1.example.com.
            ;; ADDITIONAL SECTION:
            ns1.example.com. 3600 IN A 192.0.2.53

            """
        #expect(codes(answer, origin: origin).isEmpty)
        #expect(codes(answer + soa, origin: origin).isEmpty)
        #expect(codes("; <<>> DiG 9.18.41 <<>> +noall +answer example.com SOA\n" + soa, origin: origin).isEmpty)
    }

    @Test("Records that may be in an unread file or line are not reported as missing")
    func incompleteZones() {
        #expect(codes(Self.servers + "www 300 IN A 192.0.2.10\n") == ["Z201"])
        #expect(codes("$INCLUDE soa.inc\n" + Self.servers + "www 300 IN A 192.0.2.10\n").isEmpty)
        #expect(codes(Self.soa + "www 300 IN A 192.0.2.10\n") == ["Z210"])
        #expect(codes(Self.soa + "$INCLUDE ns.inc\nwww 300 IN A 192.0.2.10\n").isEmpty)
        #expect(!codes(Self.soa + "@ 3600 IN NS ns1..example.net.\n").contains("Z210"))
        #expect(!codes("@ 3600 IN SOA ns1 1 2 3\n" + Self.servers + "www 300 IN A 192.0.2.1\n").contains("Z201"))
        #expect(codes("$INCLUDE all.inc\n").isEmpty)
    }

    @Test("An included file needs no SOA or NS records, and may consist of them only")
    func pieces() {
        #expect(codes("www 300 IN A 192.0.2.10\n").isEmpty)
        #expect(codes(Self.servers).isEmpty)
        #expect(codes(Self.servers + "www 300 IN A 192.0.2.10\n", origin: nil, path: "db.example.com").isEmpty)
    }

    @Test("Two views of a zone are checked separately")
    func views() {
        let inputs = ["internal", "external"].map { view in
            ZoneInput(.source(SourceFile(path: "\(view)/example.com.zone", text: Self.zone)))
        }
        #expect(Linter().lint(inputs + inputs).findings.filter { $0.severity > .info && !$0.isNotChecked }.isEmpty)
    }

    @Test("Findings that depend on the origin are suppressed if it is taken from the file name")
    func guessedOrigin() {
        let text = "www.example.com 300 IN CNAME web.example.com\nns1.example.net. 300 IN A 192.0.2.1\n"
        #expect(codes(text) == ["Z241", "Z240", "Z232"])
        // Except those that confirm the origin.
        #expect(codes(text, origin: nil, path: "example.com.zone") == ["Z240"])
        #expect(codes(text, origin: nil, path: "zone").isEmpty)
    }

    @Test("A file that is not text is not reported as empty")
    func unreadableFiles() {
        for bytes: [UInt8] in [
            [0xFF, 0xFE, 0x41, 0x00], [UInt8](repeating: 0, count: 64), Array("www IN BOGUS x\n".utf8),
        ] {
            let input = ZoneInput(.source(SourceFile(path: "zone", bytes: bytes)))
            #expect(!Linter().lint([input]).findings.contains { $0.rule.code == "Z233" })
        }
        #expect(codes("", origin: nil) == ["Z233"])
        #expect(codes("; only a comment, and no line end", origin: nil) == ["Z233"])
    }

    // MARK: - Edge cases

    @Test("A second SOA record is reported anywhere, and an equal one anywhere except at the end")
    func secondSOA() {
        #expect(codes(Self.zone + Self.soa).isEmpty)
        #expect(codes(Self.zone + Self.soa + "www 300 IN A 192.0.2.10\n") == ["Z202"])
        #expect(codes(Self.zone + Self.soa + Self.soa) == ["Z202"])
        #expect(codes(Self.zone + Self.soa + "@ 3600 IN TXT \"added to the transfer\"\n").isEmpty)
        #expect(codes(Self.zone + Self.soa.replacing(" 1 7200", with: " 2 7200")) == ["Z202"])
    }

    @Test("An SOA owner without its final dot is one finding, not a missing SOA record and a zone with the wrong name")
    func soaOwnerWithoutDot() {
        let text = "example.com 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\n"
        #expect(codes(text + Self.servers) == ["Z241"])
        #expect(
            codes("$ORIGIN example.com.\n" + text + Self.servers + "www 60 IN A 192.0.2.1\n", origin: nil) == ["Z241"])
    }

    @Test("A wrong origin is reported once, not for every record")
    func wrongOrigin() {
        let text =
            "$ORIGIN example.org.\n" + Self.zone + "www 300 IN A 192.0.2.10\nns1.example.net. 60 IN A 192.0.2.1\n"
        #expect(codes(text) == ["Z232", "Z232"])
    }

    @Test("An alias at the apex is only Z222, even with a second one")
    func aliasAtApex() {
        let text = Self.zone + "@ 300 IN CNAME a.example.net.\n@ 300 IN CNAME b.example.net.\n@ 300 IN TXT \"x\"\n"
        #expect(codes(text) == ["Z222"])
    }

    @Test("An alias for two names is Z221, a duplicate is Z230, and both may be reported together")
    func severalAliases() {
        let alias = "www 300 IN CNAME web.example.net.\n"
        #expect(codes(Self.zone + alias + alias.uppercased()) == ["Z230"])
        #expect(codes(Self.zone + alias + alias + "www 300 IN CNAME b.example.net.\n") == ["Z230", "Z221"])
        #expect(
            codes(Self.zone + alias + "www 300 IN CNAME b.example.net.\nwww 300 IN A 192.0.2.1\n") == ["Z220", "Z221"])
    }

    @Test("In a zone without any final dots every name is reported, including targets of repeated origins")
    func noDotsAnywhere() {
        let text =
            Self.zone + """
                example.com 300 IN A 192.0.2.10
                www.example.com 300 IN CNAME example.com
                _matrix-fed._tcp.example.com 300 IN SRV 10 5 8448 matrix.example.com

                """
        #expect(codes(text) == ["Z241", "Z241", "Z241", "Z240"])
    }

    @Test("A name with a repeated origin below a delegation or DNAME is not reported")
    func belowDelegation() {
        let text = Self.zone + "com 300 IN NS ns.example.net.\nwww 300 IN CNAME www.example.com\n"
        #expect(codes(text).isEmpty)
        #expect(codes(Self.zone + "com 300 IN DNAME example.net.\nwww 300 IN CNAME www.example.com\n").isEmpty)
    }

    @Test("In a reverse zone hosts without final dots are reported, but not names of the zone")
    func reverseZone() {
        let text =
            Self.zone + """
                10 300 IN PTR www.example.com
                11 300 IN PTR www.example.com.
                12 300 IN PTR 12.b
                13 300 IN PTR gw.lan
                gw.lan 300 IN TXT "it is here"
                1 300 IN CNAME 1.0/25
                0/25 300 IN NS ns.example.net.
                20.2.0.192.in-addr.arpa 300 IN PTR ftp.example.com.

                """
        #expect(codes(text, origin: "2.0.192.in-addr.arpa.") == ["Z240", "Z241"])
    }

    @Test("A missing final dot is reported if another zone of the run has the name, and not if no zone has it")
    func nameOfOtherZone() {
        let here =
            "www 300 IN CNAME web.example.lan\nftp 300 IN CNAME none.example.lan\nx 300 IN CNAME web.example.lan.\n"
        let there = "web 300 IN A 192.0.2.10\n"
        let inputs = [("example.com.", here), ("example.lan.", there)].map { origin, text in
            ZoneInput(
                .source(SourceFile(path: origin, text: Self.zone + text)),
                origin: Name(origin).map { ($0, .option) }
            )
        }
        let found = Linter().lint(inputs).findings.filter { $0.rule.code == "Z240" }
        #expect(found.map(\.primary?.span.text) == ["web.example.lan"])
        #expect(codes(Self.zone + here).filter { $0 == "Z240" }.isEmpty)
    }

    @Test("A public name without its final dot is one finding, and one that may be relative is none")
    func publicNames() {
        let mistakes =
            "www CNAME web.example.net\n@ MX 10 mx.example.org\nsub NS ns.example.org\n_a._tcp SRV 0 0 1 a.example.net\n"
        #expect(codes(Self.zone + mistakes).filter { $0 != "Z240" }.isEmpty)
        #expect(codes(Self.zone + mistakes).count == 4)
        let quiet =
            "dev A 192.0.2.1\n*.app A 192.0.2.2\nx.int A 192.0.2.3\nwww CNAME a.app\nftp CNAME x.int\nmx MX 1 a.app\n"
        #expect(codes(Self.zone + quiet).isEmpty)
        // A name below an existing one is a dangling alias.
        #expect(codes(Self.zone + "dev A 192.0.2.1\nwww CNAME db.dev\n") == ["Z223"])
    }

    @Test("An unreadable TTL is one finding, not also a mismatch")
    func unreadableTTL() {
        let text = Self.zone + "www 300 IN A 192.0.2.10\nwww 5x IN A 192.0.2.11\n"
        #expect(!codes(text).contains("Z231"))
    }

    @Test("The TTL fix is not offered where records after it would inherit the new TTL")
    func inheritedTTL() throws {
        let text = Self.zone + "www 300 IN A 192.0.2.10\nwww 600 IN A 192.0.2.11\n"
        func fixes(_ text: String) throws -> [Fix] {
            try #require(findings(text).first { $0.rule.code == "Z231" }).fixes
        }
        #expect(try fixes(text + "next IN A 192.0.2.1\n").isEmpty)
        #expect(try fixes(text + "next 600 IN A 192.0.2.1\n").count == 1)
        #expect(try fixes("$TTL 600\n" + text + "next IN A 192.0.2.1\n").count == 1)
    }

    @Test("If a $TTL causes the difference, the finding shows it")
    func ttlDirective() throws {
        let text = "$TTL 300\n" + Self.zone + "www IN A 192.0.2.10\n$TTL 600 ; longer\nwww IN A 192.0.2.11\n"
        let finding = try #require(findings(text).first { $0.rule.code == "Z231" })
        #expect(finding.primary?.span.text == "A")
        #expect(finding.related.map(\.span.text) == ["A", "$TTL 600"])
    }
}
