import DNS
import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile

/// Mistakes of public threads and others of their kind, and unusual zones that are correct. The verdicts were written before the zones were
/// checked.
@Suite("Mistakes that people asked about")
struct PublicMistakeTests {
    private static let zone = PublicZone.head

    private func report(_ text: String, origin: String? = nil) -> LintReport {
        PublicZone.report(of: text, origin: origin)
    }

    private func report(of lines: String) -> LintReport { report(Self.zone + lines) }

    @Test(
        "There is one finding, with this position and help",
        arguments: [
            // Numbers
            ("a SRV [10] [5] [8448] h.example.net.\n", "Z104 7:7", "write `10 5 8448`"),
            ("a SRV 10 5 8 448 h.example.net.\n", "Z104 7:12", "write `8448`"),
            ("a SRV 10 5 8448/tcp h.example.net.\n", "Z104 7:12", "write `8448`"),
            ("a SRV 1O 5 8448 h.example.net.\n", "Z104 7:7", "write `10` if that is the number"),
            ("a SRV priority=10 weight=5 port=8448 h.example.net.\n", "Z104 7:7", "write `10 5 8448`"),
            ("a 1.5h A 192.0.2.1\n", "Z110 7:3", "write `5400`"),
            // Addresses
            ("a AAAA 2001:db8:::3\n", "Z104 7:8", "write `2001:db8::3` if no group is missing"),
            ("a AAAA 2001::db8::3\n", "Z104 7:8", "write `::` only once, and the groups of zeros elsewhere"),
            ("a AAAA 2001:db8:12345::3\n", "Z104 7:8", "write at most four digits between two colons"),
            ("a A 192.0.2.3.4\n", "Z104 7:5", "write the four numbers of the address"),
            ("a A 192.0.2.256\n", "Z104 7:5", "write the right address: each of its four numbers is at most 255"),
            ("a A http://192.0.2.3/\n", "Z104 7:5", "write `192.0.2.3`"),
            (
                "192.0.2.1 A your-server\n", "Z104 7:13",
                "write `your-server` as the owner, and the address after the type"
            ),
            ("a A {{ address }}\n", "Z104 7:5", "write the address"),
            ("a A ${ADDRESS} ; later\n", "Z104 7:5", "write the address"),
            // Several values or records in one
            ("a A 192.0.2.3 b A 192.0.2.4\n", "Z103 7:15", "begin a new line before `b`"),
            (
                "a SRV 10 5 8448 h.example.net. i.example.net.\n", "Z103 7:32",
                "write the other one in a record of its own: `SRV 10 5 8448 i.example.net.`"
            ),
            (
                "a MX 10 h.example.net., 20 i.example.net.\n", "Z103 7:6",
                "write each mail server in a record of its own: `MX 10 h.example.net.` and `MX 20 i.example.net.`"
            ),
            // Fields in a comment
            ("a SRV 10 5 8448; h.example.net.\n", "Z102 7:16", "write `h.example.net.` without `;`"),
            ("a A ;192.0.2.3\n", "Z102 7:5", "write `192.0.2.3` without `;`"),
            ("a SRV 10;5;8448;h.example.net.\n", "Z102 7:9", "write `5 8448 h.example.net.` without `;`"),
            // Other forms of data
            ("a LOC 52°22'23\"N 4°53'32\"E 0m\n", "Z104 7:7", "write `52 22 23 N 4 53 32 E`"),
            (
                "a SSHFP 4 2 SHA256:/gLZp/HaoebDLRYIy0RiEWYxtuq4GffWG3txyJIKOVU\n", "Z104 7:13",
                "write `fe02d9a7f1daa1e6c32d1608cb4462116631b6eab819f7d61b7b71c8920a3955`"
            ),
            (
                "a NS ns.example.net.\na DS 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==\n",
                "Z104 8:6", "make the DS record from the key: `dnssec-dsfromkey` prints it"
            ),
            // Lines of other files
            (":wq\n", "Z102 7:1", "remove the line"),
            ("www,IN,A,192.0.2.3\n", "Z102 7:1", "write `www IN A 192.0.2.3`"),
            ("192.0.2.3 www.example.com\n", "Z101 7:1", "write `www.example.com. IN A 192.0.2.3`"),
            (
                "192.0.2.3 www.example.com www\n", "Z101 7:1",
                "write `www.example.com. IN A 192.0.2.3` and `www IN A 192.0.2.3`"
            ),
            ("update add a.example.com 300 A 192.0.2.3\n", "Z101 7:1", "write `a.example.com. 300 A 192.0.2.3`"),
            ("www -> 192.0.2.3\n", "Z101 7:1", "write `www IN A 192.0.2.3`"),
            ("-- hosts of the office\n", "Z101 7:1", "put `;` before it"),
            ("--- Mail servers ---\n", "Z101 7:1", "put `;` before it"),
            // Names
            ("_sip._tcp SRV 10 5 8448 h,example,com.\nh A 192.0.2.3\n", "S305 7:25", "write `h.example.com.`"),
            ("*example.com. A 192.0.2.3\n", "Z232 7:1", "write `*.example.com.`: a wildcard is a label of its own"),
            ("http://www A 192.0.2.3\n", "Z260 7:1", "write only the name: `www`"),
            // A fullwidth semicolon is no letter, and `;` would begin a comment.
            ("www；x A 192.0.2.3\n", "Z126 7:1", "write the A-label, which starts with `xn--`"),
            // SPF
            (
                "@ TXT \"v=spf1 a redirect=_spf.example.net\"\n@ TXT \"ip4:192.0.2.1 include:b.example.net -all\"\n",
                "Z247 8:7",
                "move these parts without their `all` into that record, before its `redirect`, and remove this one"
            ),
            // $GENERATE
            ("$GENERATE 1 - 10 host$ A 192.0.2.$\n", "Z115 7:11", "write `1-10`"),
            ("$GENERATE 1–10 host$ A 192.0.2.$\n", "Z115 7:11", "write `1-10`"),
            ("$GENERATE 1..10/2 host$ A 192.0.2.$\n", "Z115 7:11", "write `1-10/2`"),
            ("$GENERATE 10-1 host$ A 192.0.2.$\n", "Z115 7:11", "write `1-10`"),
            ("$GENERATE 1-10 host$ 192.0.2.$\n", "Z115 7:22", "write `A` before `192.0.2.$`"),
            ("$GENERATE 1 10 host$ A 192.0.2.$\n", "Z115 7:11", "write `1-10`"),
            ("$GENERATE -1 host$ A 192.0.2.$\n", "Z115 7:11", "write the first and the last number, such as `1-10`"),
            (
                "$GENERATE host$ A 192.0.2.$\n", "Z115 7:11",
                "write the first and the last number after `$GENERATE`, such as `1-10`"
            ),
            (
                "$GENERATE 1-3 host${0;3;d} A 192.0.2.$\n", "Z115 7:19",
                "separate the offset, the width and the base by commas: `${0,3,d}`"
            ),
            ("$TTL one day\n", "Z110 7:6", "write seconds, such as `3600`, or a time such as `1h` or `1d12h`"),
            // Commas and letters in names
            ("@ MX 10 mail,\n", "Z148 7:9", "write `mail`, without the comma"),
            ("www CNAME mail.example.com.,\n", "Z148 7:11", "write `mail.example.com.`, without the comma"),
            ("www CNAME www.example.net,\n", "Z148 7:11", "write `www.example.net.`, without the comma"),
            ("_sip._tcp SRV 0 0 5060 mail,\n", "Z148 7:24", "write `mail`, without the comma"),
            ("www CNAME mаil\n", "Z126 7:11", "write `mail`, in ASCII"),
            ("_sip._tcp SRV 0 0 5060 mаil\n", "Z126 7:24", "write `mail`, in ASCII"),
            ("www IN А 192.0.2.1\n", "Z101 7:8", "write `A` in ASCII"),
            ("www.mail. A 192.0.2.1\n", "Z232 7:1", "remove the final dot: `www.mail` means `www.mail.example.com.`"),
            (
                "sub NS *.example.com.\n", "Z213 7:8",
                "write the name of a host: a wildcard in a target is an ordinary label"
            ),
            // Types
            ("@ 0 issue \"ca.example.net\"\n", "Z101 7:3", "write `CAA` before `0`"),
            ("www HTTPSSVC 1 mail alpn=h2\n", "Z101 7:5", "write `HTTPS`"),
            ("www 192.0.2.1 A\n", "Z101 7:5", "write `A 192.0.2.1`"),
            ("www IN mail CNAME\n", "Z101 7:8", "write `CNAME mail`"),
            ("a A x.x.x.x\n", "Z104 7:5", "write the address"),
            ("a AAAA <your-ip>\n", "Z104 7:8", "write the address"),
            // Parameters
            ("www HTTPS 1 mail alpn= port=443\n", "Z104 7:18", "write a value, such as alpn=h2,h3"),
            ("www HTTPS 1 mail 192.0.2.25 h2\n", "Z104 7:18", "write `ipv4hint=192.0.2.25 alpn=h2`"),
            ("www HTTPS 1 mail ipv4hint=2001:db8::1\n", "Z104 7:18", "write `ipv6hint=2001:db8::1`"),
            ("www HTTPS 1 mail port=https\n", "Z104 7:23", "write `443`"),
            ("www HTTPS 1 mail apln=h2\n", "Z104 7:18", "write `alpn` in place of `apln`"),
            (
                "/* b */ x A 192.0.2.2\n", "Z120 7:1",
                "write the comment at the end of the line, after `;`: only there it hides nothing else"
            ),
            ("www HTTPS 1 mail alpn=h2 192.0.2.25\n", "Z104 7:26", "write `ipv4hint=192.0.2.25`"),
            // Mail
            (
                "_dmarc TXT \"v=DMARC1; p=none; ruf=mailto://x@example.com\"\n", "Z270 7:35",
                "write `mailto:x@example.com`"
            ),
            ("_dmarc TXT \"v=DMARC1; p=none; rua=x@example.com\"\n", "Z270 7:35", "write `mailto:x@example.com`"),
            (
                "_dmarc TXT \"v=DMARC1; p=none; rua=mailto: x@example.com\"\n", "Z270 7:35",
                "write `mailto:x@example.com`"
            ),
            ("_dmarc TXT \"v=DMARC1; p:none\"\n", "Z270 7:23", "write `p=none`"),
            ("@ TXT \"v=spf1 ip4:mail.example.com -all\"\n", "Z266 7:15", "write `a:mail.example.com`"),
            ("@ TXT \"v=spf1 a:192.0.2.1 -all\"\n", "Z266 7:15", "write `ip4:192.0.2.1`"),
            ("@ TXT \"v=spf2 mx -all\"\n", "Z266 7:8", "write `v=spf1 ` in place of `v=spf2`"),
            ("_mta-sts TXT \"v=STSv1 id=20261130\"\n", "Z246 7:17", "write `v=STSv1; id=20261130`"),
            ("_smtp._tls TXT \"v=TLSRPTv1; rua=t@example.com\"\n", "Z246 7:33", "write `mailto:t@example.com`"),
            (
                "k._domainkey TXT \"v=DKIM1; k=rsa256; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAL\"\n", "Z271 7:30",
                "write `k=rsa`"
            ),
            // CAA
            (
                "@ CAA 1 issue \"ca.example.net\"\n", "Z274 7:7",
                "write `0`, or `128` if CAs that do not know the tag must not issue certificates"
            ),
            ("@ CAA 0 iodef \"a@example.com\"\n", "Z274 7:15", "write `\"mailto:a@example.com\"`"),
        ])
    func help(_ lines: String, _ position: String, _ help: String) {
        let report = report(of: lines)
        #expect(PublicZone.problems(report) == [position])
        #expect(report.findings.first { $0.severity > .info }?.help == help)
    }

    private static let soa = "@ IN SOA ns1.example.net. hostmaster.example.com. "
    private static let servers = "@ IN NS ns1.example.net.\n@ IN NS ns2.example.net.\n"

    @Test(
        "The SOA record has one finding",
        arguments: [
            ("{\n 1\n 7200\n 900\n 1209600\n 3600\n}\n", "Z106 2:51", "write `(` and `)`"),
            ("[\n 1\n 7200 900\n 1209600 ; expire\n 3600 ]\n", "Z106 2:51", "write `(` and `)`"),
            ("7200 3600 1209600 3600 2026112101\n", "Z204 2:74", "write `2026112101 7200 3600 1209600 3600`"),
            (
                "( 2026113001\n 2 hours\n 1 hour\n 2 weeks\n 1 hour )\n", "Z104 3:2",
                "write each time without a space, such as `2h`"
            ),
        ])
    func soa(_ times: String, _ position: String, _ help: String) {
        let report = report("$TTL 3600\n" + Self.soa + times + Self.servers, origin: "example.com.")
        #expect(PublicZone.problems(report) == [position])
        #expect(report.findings.first { $0.severity > .info }?.help == help)
    }

    @Test(
        "The fix writes what was meant, and is missing where more than one thing may be",
        arguments: [
            ("$GENERATE 1 - 10 host$ A 192.0.2.$\n", "$GENERATE 1-10 host$ A 192.0.2.$\n"),
            ("@ MX 10 mail,\n", "@ MX 10 mail\n"), ("www CNAME www.example.net,\n", "www CNAME www.example.net.\n"),
            ("www CNAME mаil\n", "www CNAME mail\n"), ("www IN А 192.0.2.1\n", "www IN A 192.0.2.1\n"),
            ("www IN mail CNAME\n", "www IN CNAME mail\n"),
            ("a A 192.0.2.1, 192.0.2.2\n", "a A 192.0.2.1\na A 192.0.2.2\n"),
            ("sub NS ns1.example.net., ns2.example.net.\n", "sub NS ns1.example.net.\nsub NS ns2.example.net.\n"),
            ("12: a A 192.0.2.1\n", "12: a A 192.0.2.1\n"), ("a A A 192.0.2.1\n", "a A 192.0.2.1\n"),
            ("www HTTPS 1 mail alpn= port=443\n", "www HTTPS 1 mail alpn= port=443\n"),
            ("/* b */ x A 192.0.2.2\n", "x A 192.0.2.2 ; b\n"), ("=======\n", "=======\n"),
            ("a A 192.0.2.3 192.0.2.3\n", "a A 192.0.2.3\n"),
            ("@ TXT \"v=spf1 ip4:192.0.2.1/0.0.0.0 -all\"\n", "@ TXT \"v=spf1 ip4:192.0.2.1/0.0.0.0 -all\"\n"),
        ])
    func fix(_ line: String, _ fixed: String) {
        #expect(FixedZone(Self.zone + line).text == Self.zone + fixed)
    }

    @Test(
        "The fix of an SOA record writes what was meant",
        arguments: [
            ("{\n 1\n 7200\n 900\n 1209600\n 3600\n}\n", "(\n 1\n 7200\n 900\n 1209600\n 3600\n)\n"),
            (
                "( 2026113001\n 2 hours\n 1 hour\n 2 weeks\n 1 hour )\n", "( 2026113001\n 2h\n 1h\n 2w\n 1h )\n"
            ),
        ])
    func soaFix(_ times: String, _ fixed: String) {
        let start = "$ORIGIN example.com.\n$TTL 3600\n" + Self.soa
        #expect(FixedZone(start + times + Self.servers).text == start + fixed + Self.servers)
    }

    @Test(
        "The mailbox of the SOA record is written without the parts of a mail client",
        arguments: ["mailto:root@example.net.", "<root@example.net>", "root@example.net"])
    func mailbox(_ mailbox: String) {
        let report = report(
            "$TTL 3600\n@ IN SOA ns1.example.net. \(mailbox) 1 7200 900 1209600 3600\n" + Self.servers,
            origin: "example.com.")
        #expect(PublicZone.problems(report) == ["Z205 2:27"])
        #expect(report.findings.first { $0.severity > .info }?.help == "write `root.example.net.`")
    }

    private static let policies = "$TTL 300\n@ SOA localhost. root.localhost. 1 3600 900 604800 300\n@ NS localhost.\n"
    private static let catalog = "$TTL 0\n@ SOA invalid. invalid. 1 3600 600 2147483646 0\n@ NS invalid.\n"

    @Test(
        "Response-policy and catalog zones have one finding for each mistake",
        arguments: [
            (policies + "1.2.0.192.rpz-client-ip CNAME rpz-drop.\n", ["Z290 4:1"]),
            (policies + "192.0.2.0/24.rpz-ip CNAME .\n", ["Z290 4:1"]),
            (policies + "32.1.2.0.192.rpz_ip CNAME .\n", ["Z290 4:1"]),
            (policies + "bad.example CNAME rpz-passthru\n", ["Z291 4:19"]),
            (catalog + "version TXT \"2\"\nabc.zone PTR example.org.\n", ["Z287 5:1"]),
            (catalog + "version TXT \"2\"\nabc.zones PTR example.org.\n", []),
            ("$TTL 0\n@ SOA . . 1 900 600 900 1\n@ NS invalid.\nversion TXT \"2\"\na.zones PTR example.org.\n", []),
        ])
    func otherKinds(_ text: String, _ expected: [String]) {
        #expect(PublicZone.problems(report(text, origin: "zone.example.")) == expected)
    }

    @Test(
        "A correct zone has no findings",
        arguments: [
            "$TTL 2h;\na A 192.0.2.1\n", "www CNAME mail;, the host\n", "a,b TXT x\nx CNAME a,b\n",
            "mx A 192.0.2.1\na A 192.0.2.2\ntxt TXT \"x\"\nptr CNAME mail\nany A 192.0.2.5\nloc A 192.0.2.8\n",
            "100 IN A 192.0.2.100\n300 IN A 192.0.2.101\n1d A 192.0.2.9\n3m CNAME mail\n",
            "k._domainkey TXT \"v=DKIM1; k=falcon512; p=AAAA\"\n",
            "@ CAA 0 issue \";\"\n@ CAA 128 issuewild \"ca.example.net; validationmethods=dns-01\"\n",
            "_dmarc TXT \"v=DMARC1;p=none;np=reject;psd=n;t=y;rua=mailto:a@example.org!10m,https://r.example/x\"\n",
            "pool A 192.0.2.1\n$GENERATE 3-9 pool A 192.0.2.$\n$GENERATE 1-3/2 h${0,3} A 192.0.3.$\n",
            "v1 SVCB 16 mail key667=\"hello\\210qoo\"\nv2 SVCB 1 mail mandatory=ipv4hint,alpn alpn=h2 ipv4hint=192.0.2.25\n",
            "sip A 192.0.2.10\n3600 A 192.0.2.11\nx CNAME 3600\n",
            "sip A 192.0.2.10\n3600 CNAME sip\noperator CNAME sip\n",
            "KY A 192.0.2.1\n; Indiana\n\nIN A 192.0.2.2\nIA A 192.0.2.3\n",
            "internal A 192.0.2.1\nx CNAME internal.\n",
            "p._ipp._tcp SRV 0 0 631 mail\nр TXT x\n",
        ])
    func correct(_ lines: String) {
        let problems = PublicZone.problems(report(of: lines)).filter { !$0.hasPrefix("Z126") }
        #expect(problems.isEmpty)
    }
}
