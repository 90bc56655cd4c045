import Linting
import TestSupport
import Testing
import ZoneFile

/// Mistakes that used to be silent, to have a vague message, or to have several findings.
@Suite("One finding for each cause")
struct OneCauseTests {
    private static let zone = PublicZone.head

    private func problems(_ lines: String) -> [String] {
        PublicZone.problems(PublicZone.report(of: Self.zone + lines))
    }

    @Test(
        "The mistake is reported where it is, and nothing that follows from it",
        arguments: [
            // A time or a class that cannot be read, and the record is known nevertheless.
            ("a -1 IN A 192.0.2.1\n@ MX 10 a\n", ["Z110 7:3"]), ("a IN -3600 A 192.0.2.1\n", ["Z110 7:6"]),
            ("a A 192.0.2.1\n -1 AAAA 2001:db8::1\n", ["Z110 8:2"]),
            ("a IM A 192.0.2.1\n@ MX 10 a\n", ["Z123 7:3"]), ("a 300 INN A 192.0.2.1\n", ["Z123 7:7"]),
            ("a 1N A 192.0.2.1\n", ["Z123 7:3"]), ("a foo A 192.0.2.1\n", ["Z101 7:3"]),
            // Names below an origin without its final dot, as they are read and as they were meant.
            ("$ORIGIN example.com\n_sip._tcp SRV 0 0 5060 mail\n@ MX 10 mail\nx CNAME mail\n", ["Z132 7:9"]),
            ("$ORIGIN sub.example.com\nw A 192.0.2.1\n$ORIGIN example.com.\n@ MX 10 w.sub\n", ["Z132 7:9"]),
            ("$ORIGIN sub\n@ MX 10 w\n", ["Z132 7:9", "Z244 8:9"]),
            // SPF
            ("@ TXT v=spf1 mx; all\n", ["Z264 7:7"]), ("@ TXT v=spf1 mx -all;\n", ["Z264 7:7"]),
            ("@ TXT v=spf1; mx -all\n", ["Z125 7:13"]), ("@ TXT v=spf1 -all mx\n", ["Z264 7:7"]),
            ("@ TXT v=spf1 ipv4:192.0.2.1 -all\n", ["Z264 7:7"]), ("@ TXT \"v=spf1 -all mx a\"\n", ["Z266 7:20"]),
            ("@ TXT \"v=spf1 mx -all exp=why.example.net\"\n", []),
            // Quotation marks
            ("@ TXT “v=spf1 mx -all”\n", ["Z133 7:7"]), ("k TXT ‘a’\n", ["Z133 7:7"]), ("k TXT 'a b'\n", ["Z133 7:7"]),
            ("k._domainkey TXT “v=DKIM1; k=rsa; p=MFww”\n", ["Z133 7:18"]),
            ("_dmarc TXT “v=DMARC1; p=none”\n", ["Z133 7:12"]),
            ("k TXT \"“a”\" ‘b’\nk TXT don't\nk TXT “a\n", []),
            // CAA
            ("@ CAA 0 issue ca.example.net;x\n", ["Z125 7:29"]), ("@ CAA 0 issue ca.example.net; a=b\n", ["Z125 7:29"]),
            ("@ CAA 0 issue ca.example.net; ours\n", []),
            ("@ TXT \"v=spf1 mx, a, -all\"\n", ["Z266 7:15"]), ("@ TXT \"v=spf1 mx - all\"\n", ["Z266 7:18"]),
            ("@ TXT \"v=spf1 ip4:2001:db8::1 -all\"\n", ["Z266 7:15"]),
            ("@ TXT \"v=spf1 mx\"\n@ TXT \"include:a.example.net -all\"\n", ["Z247 8:7"]),
            // Records and directives on the wrong line or in the wrong column
            ("k._domainkey TXT \"v=DKIM1; k=rsa; \"\n  \"p=MFww\"\nx A 192.0.2.1\n", ["Z106 7:18"]),
            ("a A 192.0.2.1\n3600 IN AAAA 2001:db8::1\n", ["Z134 8:1"]), ("a A 192.0.2.1\n4705 AAAA 2001:db8::1\n", []),
            ("  $TTL 300\n  web A 192.0.2.1\n  ftp A 192.0.2.2\n", ["Z121 7:3"]),
            ("/* a\n b ( \"\n*/\nb A 192.0.2.2\n", ["Z120 7:1"]), ("$TTL = 300\n", ["Z112 7:6"]),
            ("ftpIN A 192.0.2.2\n", ["Z147 7:1"]),
            // Owners without final dots, although a record of one of them cannot be read
            (
                "a.example.com A 192.0.2.1\na.example.com AAAA 192.0.2.1\nb.example.com A 192.0.2.2\n",
                ["Z241 7:1", "Z104 8:20", "Z241 9:1"]
            ),
            ("#k TXT (\n \"a\"\n \"b\" )\n", ["Z120 7:1", "Z106 8:2"]),
            // Mail
            ("_mta-sts TXT \"v=STSv1; id=2026-11-30\"\n", ["Z246 7:27"]),
            ("mail._dmarc TXT \"v=DMARC1; p=none\"\n", ["Z298 7:1"]),
            ("@ SPF \"v=spf1 -all\"\n", ["Z299 7:3"]), ("@ TXT &quot;v=spf1 -all&quot;\n", ["Z125 7:12"]),
            ("@ TXT \"v=spf1 include:https://a.example.net -all\"\n", ["Z266 7:15"]),
            ("@ TXT \"v=spf1 ip4:192.0.2.1; include:a.example.net; -all\"\n", ["Z266 7:15"]),
            ("@ TXT \"v=spf1 redirect=example.com\"\n", ["Z267 7:7"]),
            ("k._domainkey TXT \"k=rsa; MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP\"\n", ["Z271 7:26"]),
            // Names
            ("web CNAME mail.\n", ["Z248 7:11"]), ("@ MX 10 *.example.com.\n", ["Z261 7:9"]),
            ("www: A 192.0.2.1\n", ["Z260 7:1"]), ("_443._tcp HTTPS 1 . alpn=h2\n", ["Z249 7:1"]),
            ("www = A 192.0.2.1\n", ["Z101 7:5"]), ("a 5min A 192.0.2.1\n", ["Z110 7:3"]),
            // SRV owners with other characters than underscores
            ("_sip._tcp, SRV 0 0 5060 mail\n", ["S109 7:1"]), ("@IN TXT \"a\"\n", ["Z262 7:1"]),
            ("mail._sip@ TXT \"a\"\n", []), ("joe@example.org. A 192.0.2.1\n", ["Z262 7:1"]),
            ("-sip.-tcp SRV 0 0 5060 mail\n", ["S109 7:1"]), ("_sip._tcp@ SRV 0 0 5060 mail\n", ["S109 7:1"]),
        ])
    func cause(_ lines: String, _ expected: [String]) {
        #expect(problems(lines) == expected)
    }

    @Test("An `$ORIGIN` without its final dot before the SOA record is the only mistake of the zone")
    func originBeforeSOA() {
        let text = Self.zone.replacing("$ORIGIN example.com.", with: "$ORIGIN example.com")
        let report = Linter().lint([ZoneInput(.source(SourceFile(path: "zone", text: text)))])
        #expect(PublicZone.problems(report) == ["Z132 1:9"])
        #expect(report.files.first?.origin == "example.com.")
    }

    @Test(
        "The fix writes what was meant",
        arguments: [
            ("a IM A 192.0.2.1\n", "a IN A 192.0.2.1\n"), ("a AAAA 192.0.2.1\n", "a A 192.0.2.1\n"),
            ("a 300 IN A ( 2001:db8::1 )\n", "a 300 IN AAAA ( 2001:db8::1 )\n"),
            ("@ TXT “v=spf1 mx -all”\n", "@ TXT \"v=spf1 mx -all\"\n"),
            ("k TXT “v=a; b=c” \n", "k TXT \"v=a; b=c\" \n"),
            ("@ TXT “v=spf1 foo -all”\n", "@ TXT “v=spf1 foo -all”\n"), ("k TXT “a” “b”\n", "k TXT “a” “b”\n"),
            ("a SRV ( 10 # priority\n 5 8448 mail )\n", "a SRV ( 10 ; priority\n 5 8448 mail )\n"),
            ("@ CAA 0 issue ca.example.net; a=b\n", "@ CAA 0 issue \"ca.example.net; a=b\"\n"),
            ("@ TXT v=spf1 mx -all;\n", "@ TXT \"v=spf1 mx -all\";\n"),
            ("k TXT “v=a; b=c\"\n", "k TXT \"v=a; b=c\"\n"), ("a A 192.0.2.1O\n", "a A 192.0.2.10\n"),
            ("a A mail.example.com\n", "a CNAME mail.example.com.\n"), ("a. A 192.0.2.1\n", "a A 192.0.2.1\n"),
            (";a TXT (\r\n \"b\" )\r\n", ";a TXT (\r\n; \"b\" )\r\n"),
            ("+a A 192.0.2.1\n+b CNAME a\n", "a A 192.0.2.1\nb CNAME a\n"),
            ("b\u{200B} A 192.0.2.1\n", "b A 192.0.2.1\n"),
            // More than one thing may be meant.
            ("a A mail.example.com.\na TXT b\n", "a A mail.example.com.\na TXT b\n"),
            ("mail AAAA 192.0.2.25\n", "mail AAAA 192.0.2.25\n"), ("@ TXT v=spf1 mx; all\n", "@ TXT v=spf1 mx; all\n"),
            ("@ CAA 0 issue ca.example.net;x\n", "@ CAA 0 issue ca.example.net;x\n"),
        ])
    func fix(_ line: String, _ fixed: String) {
        #expect(FixedZone(Self.zone + line).text == Self.zone + fixed)
    }
}
