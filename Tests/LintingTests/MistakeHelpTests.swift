import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile

/// Mistakes whose help used to lead to another mistake.
@Suite("The help names what was meant")
struct MistakeHelpTests {
    private static let zone = PublicZone.head

    private func report(_ lines: String) -> LintReport { PublicZone.report(of: Self.zone + lines) }

    @Test(
        "There is one finding, with this position and help",
        arguments: [
            // A type that is missing, misspelt, or without a space
            ("a 192.0.2.1\n", "Z101 7:3", "write `A` before `192.0.2.1`"),
            ("a IN 2001:db8::1\n", "Z101 7:6", "write `AAAA` before `2001:db8::1`"),
            ("_sip._tcp 5 0 5060 mail\n", "Z101 7:11", "write `SRV` before `5`"),
            ("_sip._tcp IN 0 1 5060 mail\n", "Z101 7:14", "write `SRV` before `0`"),
            ("@ 10 mail.example.net.\n", "Z101 7:3", "write `MX` before `10`"),
            ("a \"text\"\n", "Z101 7:3", "write `TXT` before `\"text\"`"),
            ("a www.example.net.\n", "Z101 7:3", "write the type before `www.example.net.`, such as `CNAME`"),
            ("a INA 192.0.2.1\n", "Z101 7:3", "write `IN A`"),
            ("a IN A192.0.2.1\n", "Z101 7:6", "write `A 192.0.2.1`"),
            ("a AAAA2001:db8::1\n", "Z101 7:3", "write `AAAA 2001:db8::1`"),
            ("a CNAMEwww.example.net.\n", "Z101 7:3", "write `CNAME www.example.net.`"),
            ("a AA 192.0.2.1\n", "Z101 7:3", "write `A` if that is the intended type"),
            ("a AAA 2001:db8::1\n", "Z101 7:3", "write `AAAA` if that is the intended type"),
            ("a TX \"abc\"\n", "Z101 7:3", "write `TXT` if that is the intended type"),
            ("a SPV 0 0 1 mail\n", "Z101 7:3", "write `SRV` if that is the intended type"),
            (
                "my pc A 192.0.2.1\n", "Z101 7:4",
                "write the owner as one name, such as `my-pc`, or a record of its own for `pc`"
            ),
            (
                "my pc 300 IN MX 10 mail\n", "Z101 7:4",
                "write the owner as one name, such as `my-pc`, or a record of its own for `pc`"
            ),
            ("a foo bar\n", "Z101 7:3", "check the order of the fields: owner, TTL, class, type, data"),
            // Directives without a dollar sign, and comments of C
            ("TTL 86400\n", "Z102 7:1", "write `$TTL` in place of `TTL`"),
            ("ORIGIN example.com.\n", "Z101 7:1", "write `$ORIGIN` at the beginning of the line"),
            ("include hosts.inc\n", "Z101 7:1", "write `$INCLUDE` at the beginning of the line"),
            ("/* hosts */\n", "Z120 7:1", "write `;` at the beginning of each line of the comment"),
            ("/* hosts\n   of www (\n*/\n", "Z120 7:1", "write `;` at the beginning of each line of the comment"),
            ("#include \"hosts.inc\"\n", "Z120 7:1", "write `$INCLUDE hosts.inc`"),
            ("The mail servers:\n", "Z101 7:5", "put `;` at the beginning of the line if it is a comment"),
            ("```\n", "Z102 7:1", "remove the line: it begins or ends a block of code in Markdown"),
            ("  $TTL 300\n", "Z121 7:3", "start the line with `$TTL`, without whitespace before it"),
            ("$TTL: 300\n", "Z111 7:1", "write `$TTL`"),
            ("$TTL = 300\n", "Z112 7:6", "remove it"),
            // A TTL, a class or a record too much, or in another place
            ("a 300 300 IN A 192.0.2.1\n", "Z101 7:7", "remove one of the two"),
            ("a IN IN A 192.0.2.1\n", "Z101 7:6", "remove one of the two"),
            ("a 5min A 192.0.2.1\n", "Z110 7:3", "write `5m`"),
            ("a 3,600 A 192.0.2.1\n", "Z110 7:3", "write `3600`"),
            ("www: A 192.0.2.1\n", "Z260 7:1", "remove the colon: `www`"),
            ("my–host A 192.0.2.1\n", "Z126 7:1", "write `-` in place of the dash: `my-host`"),
            ("a 300IN A 192.0.2.1\n", "Z110 7:3", "write `300 IN`"),
            ("a A 192.0.2.1 300\n", "Z103 7:15", "write `300` before the type"),
            ("a 300 A 192.0.2.1 300\n", "Z103 7:19", "remove one of the two TTLs"),
            ("a A 192.0.2.1 8080\n", "Z103 7:15", "remove it, or put `;` before it if it is a comment"),
            (
                "a MX 10 a.example.net. 20 b.example.net.\n", "Z103 7:24",
                "write each in a record of its own: `MX 20 b.example.net.`"
            ),
            // Addresses
            ("a A 192.0.2.1.\n", "Z104 7:5", "remove the final dot"),
            ("a A 192,0,2,1\n", "Z104 7:5", "write `192.0.2.1`"),
            ("a A 192.O.2.1\n", "Z104 7:5", "write `192.0.2.1` if that is the address"),
            ("192.0.2.1 A a\n", "Z104 7:13", "write `a` as the owner, and the address after the type"),
            ("a A 192.0.2.1/24\n", "Z104 7:5", "remove `/24`"),
            ("a A <192.0.2.1>\n", "Z104 7:5", "remove the angle brackets"),
            (
                "sub NS ns1.sub\nns1.sbu A 192.0.2.53\n", "Z228 7:8",
                "write `ns1.sub.example.com.` as the owner in line 8 if that is its address; otherwise, add an A or AAAA record for it"
            ),
            // Signs around a name, in a number, or behind a name
            ("@ MX 10 <mail>\n", "Z263 7:9", "write only the host name, `mail`"),
            ("www CNAME <https://www.example.net>\n", "Z263 7:11", "write only the host name, `www.example.net.`"),
            ("g MX 10 <192.0.2.25>\n", "Z243 7:9", "write a host that has this address in an A record"),
            ("g CNAME <192.0.2.25>\n", "Z245 7:9", "write `A 192.0.2.25` instead of the CNAME record"),
            ("_sip._tcp SRV 0 0 5060 <192.0.2.25>\n", "S303 7:24", "write `mail.example.com.`, which has this address"),
            ("g MX 10 [2001:db8::1]:25\n", "Z243 7:9", "write a host that has this address in an AAAA record"),
            (
                "_sip._tcp SRV 0 0 5060 192.0.2.25:5060\n", "S303 7:24",
                "write `mail.example.com.`, which has this address"
            ),
            (
                "_sip._tcp SRV 0 0 5060 [2001:db8::1]:5061\n", "S303 7:24",
                "write a host that has this address in an A or AAAA record; the port field has 5060, but the target has 5061"
            ),
            ("_sip._tcp SRV 10 50% 5060 mail\n", "Z104 7:18", "write `50`"),
            ("_sip._tcp SRV 10 - 5060 mail\n", "Z104 7:18", "write `0`, or another number"),
            ("a MX 10 mail.example.net..\n", "Z109 7:25", "end the name with one dot"),
            ("a.. A 192.0.2.1\n", "Z109 7:2", "remove the dots"),
            (
                "$GENERATE 250-300 a$ A 192.0.2.$\n", "Z104 7:1",
                "end the range of the `$GENERATE` at 255, so that no number of the address is over 255"
            ),
            ("a MX 10 mail..example.net.\n", "Z109 7:13", "write one dot between labels"),
            // Quotation marks
            ("a TXT \"b”\n", "Z107 7:9", "write `\"` in place of `”`"),
            ("a TXT \"b\" \"c d″ ; e\n", "Z107 7:15", "write `\"` in place of `″`"),
            ("a TXT “b c\"\n", "Z107 7:7", "write `\"` in place of `“`"),
            ("a TXT “b; c\"\n", "Z133 7:7", "write `\"` in place of both marks"),
            ("a TXT \"b 5″ c\n", "Z107 7:7", "add `\"` where the string ends; write a quote inside the text as `\\\"`"),
            // Braces, brackets and comments around parts of a record
            ("_sip._tcp SRV { 10 5 5060 mail }\n", "Z106 7:15", "write `(` and `)`"),
            ("_sip._tcp SRV [ 10 5\n 5060 mail )\n", "Z106 7:15", "write `(`"),
            ("a MX ( 10\n mail\n}\n", "Z106 9:1", "write `)` in place of `}`"),
            (";a TXT (\n  \"b\"\n  \"c\" )\n", "Z106 8:3", "put `;` before each of these lines as well"),
            ("a MX ( 10\n mail}\n", "Z106 8:6", "write `)` in place of `}`"),
            ("a A ( 192.0.2.1]\n", "Z106 7:16", "write `)` in place of `]`"),
            (";a SRV ( 10 5\n  5060 mail )\n", "Z106 8:3", "put `;` before the line as well"),
            // What other programs leave
            ("a A 192.0.2.1\nEOF\n", "Z102 8:1", "remove the line"),
            ("a A 192.0.2.1\n\u{1A}", "Z118 8:1", "remove it: DOS editors end a file with it"),
            ("```\na A 192.0.2.1\n```\n", "Z102 7:1", "remove both lines"),
            ("+a A 192.0.2.1\n", "Z260 7:1", "remove the `+`"),
            ("+_sip._tcp SRV 0 0 5060 mail\n+a A 192.0.2.1\n", "Z260 7:1", "remove the `+` from each of the lines"),
            // Parameters
            ("a HTTPS 1 mail alpn = h2 port= 8443\n", "Z104 7:16", "write `alpn=h2 port=8443`"),
            (
                "a HTTPS 1 mail alpn=h2 no-default-alpn ipv4hint=192.0.2.25, 192.0.2.26\n", "Z104 7:40",
                "write `ipv4hint=192.0.2.25,192.0.2.26`"
            ),
            ("a HTTPS 1 mail 192.0.2.25\n", "Z104 7:16", "write `ipv4hint=192.0.2.25`"),
            ("a HTTPS 1 mail no-default-alpn\n", "Z104 7:16", "add `alpn`, such as `alpn=h2`, or remove it"),
            // Fields of SRV records
            ("_sip._tcp SRV 10 0 mail.example.net:5060\n", "Z104 7:20", "write `5060 mail.example.net.`"),
            ("_sip._tcp SRV 10 0 mail.example.net.:5060\n", "Z104 7:20", "write `5060 mail.example.net.`"),
            ("_sip._tcp SRV 10 0 mail:5060\n", "Z104 7:20", "write `5060 mail`"),
            ("_sip._tcp SRV \"10 0 5060 mail\"\n", "Z104 7:15", "write `10 0 5060 mail`"),
            // Commas, numbers and digests
            (
                "sub SOA ns1.example.net, host.example.net, 2026-01-01, 7200, 900, 1209600, 3600\n", "Z104 7:9",
                "separate the fields by spaces"
            ),
            (
                "a LOC 37.7749 N 122.4194 W 10m\n", "Z104 7:7",
                "write `37 46 29.640 N 122 25 9.840 W`"
            ),
            (
                "a LOC 33.8688 S 151.2093 E 10m\n", "Z104 7:7",
                "write `33 52 7.680 S 151 12 33.480 E`"
            ),
            ("a LOC N 37 46 30 W 122 25 10 10m\n", "Z104 7:7", "write `37 46 30 N 122 25 10 W`"),
            (
                "a SSHFP 4 2 \(String(repeating: "ab", count: 20))\n", "Z104 7:13",
                "40 digits are a SHA-1 value: write the type `1`, or the whole SHA-256 value of 64 digits"
            ),
            (
                "a DS 1 8 2 \(String(repeating: "ab", count: 30))\n", "Z104 7:12",
                "copy the whole SHA-256 value of 64 digits again; this one has 60"
            ),
            ("a SVCB 1 mail no-default-alpn=x\n", "Z104 7:31", "remove the `=` and the value"),
            // Names
            ("sub,example.com. A 192.0.2.1\n", "Z232 7:1", "write a dot instead of the comma: `sub.example.com.`"),
            ("@.example.com. TXT \"a\"\n", "Z262 7:1", "write `example.com.`"),
            ("mail CNAME example.org.\n", "Z220 7:6", "remove the CNAME record, or remove the others"),
            // Text about mail
            (
                "_dmarc TXT \"v=DMARC1, p=none\"\n", "Z270 7:13",
                "write `;` in place of the comma after each tag, as in `v=DMARC1; p=none`"
            ),
            ("@ TXT \"v=spf1-all\"\n", "Z266 7:8", "write `v=spf1 ` in place of `v=spf1`"),
            ("@ TXT \"v=spf1 mx —all\"\n", "Z266 7:18", "write `-all`"),
        ])
    func help(_ lines: String, _ position: String, _ help: String) {
        let report = report(lines)
        #expect(PublicZone.problems(report) == [position])
        #expect(report.findings.first { $0.severity > .info }?.help == help)
    }

    @Test("A serial with a time has ten digits in the help")
    func longSerial() {
        let text = Self.zone.replacing("2026112101", with: "202611211230")
        let report = Linter().lint([ZoneInput(.source(SourceFile(path: "zone", text: text)))])
        #expect(PublicZone.problems(report) == ["Z105 3:51"])
        #expect(
            report.findings.first?.help
                == "write a serial of ten digits, the date and a number, such as `2026112101`")
    }

    @Test(
        "All names of a zone without final dots get theirs, although the whole zone is then checked for the first time")
    func namesWithoutDots() {
        let text = """
            $TTL 3600
            example.com IN SOA ns1.example.net. root.example.com 3 7200 900 1209600 3600
            example.com IN NS ns1.example.net.
            foo.example.com IN A 192.0.2.1

            """
        let fixed = FixedZone(text).text
        #expect(fixed == text.replacing("example.com ", with: "example.com. "))
    }

    @Test(
        "A type of PowerDNS is an error only for the servers that refuse it",
        arguments: [([], .info), ([.bind], .error), ([.nsd, .powerdns], .error)]
            as [(Set<NameServerSoftware>, Severity)])
    func privateType(_ targets: Set<NameServerSoftware>, _ severity: Severity) {
        let source = SourceFile(path: "zone", text: Self.zone + "a ALIAS www.example.net.\n")
        let report = Linter(loader: ZoneLoader(targets: targets)).lint([ZoneInput(.source(source))])
        #expect(report.findings.filter { $0.rule.code == "Z308" }.map(\.severity) == [severity])
    }
}
