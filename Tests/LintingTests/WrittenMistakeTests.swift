import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile

/// Mistakes of writing: each has one finding whose help says exactly what to write, and whose fix makes nothing worse.
@Suite("Mistakes of writing")
struct WrittenMistakeTests {
    @Test(
        "There is one finding, with this position and help",
        arguments: [
            // Data on the next line
            ("www A\n 192.0.2.1\n", "Z106 7:5", "add `(` after `A`, and `)` where the record ends if there is none"),
            ("www A\n192.0.2.1\n", "Z106 7:5", "add `(` after `A`, and `)` where the record ends if there is none"),
            ("@ MX 10\n mail\n", "Z106 7:6", "add `(` after `10`, and `)` where the record ends if there is none"),
            (
                "www HTTPS 1 mail\n   alpn=h2 ; web\n", "Z106 7:13",
                "add `(` after `mail`, and `)` where the record ends if there is none"
            ),
            (
                "@ DS 1 8 2 \(String(repeating: "ab", count: 16))\n  \(String(repeating: "cd", count: 16))\n",
                "Z106 7:12",
                "add `(` after `abababababababababababababababab`, and `)` where the record ends if there is none"
            ),
            // Semicolons, and signs of comments, in data
            (
                "www HTTPS 1 mail alpn=h2; port=8443\n", "Z125 7:25",
                "separate the parameters by spaces: `alpn=h2 port=8443`"
            ),
            (
                "x MX 10 /* x */ mail\n", "Z120 7:9",
                "write the comment at the end of the line, after `;`: only there it hides nothing else"
            ),
            ("x MX #10 mail\n", "Z104 7:6", "remove it"), ("x MX // 10 mail\n", "Z104 7:6", "remove it"),
            ("www # IN A 192.0.2.1\n", "Z101 7:5", "remove it"),
            ("www HTTPS 1 . # alpn=h2\n", "Z104 7:15", "remove it"),
            (
                "x MX 10 ; was /* old */\n", "Z102 7:6",
                "add the mail server: an MX record has preference and mail server"
            ),
            ("www A # web\n", "Z102 7:5", "add the address"),
            // Signs and words around records
            ("8 www IN A 192.0.2.1\n", "Z101 7:1", "remove it"), ("* www IN A 192.0.2.1\n", "Z101 7:1", "remove it"),
            ("| www | A | 192.0.2.1 |\n", "Z101 7:1", "write `www A 192.0.2.1`"),
            ("root@ns1:~# cat db\n", "Z101 7:1", "remove the line"),
            ("IN www A 192.0.2.1\n", "Z101 7:1", "write `www IN`"),
            ("_sip ._tcp SRV 0 0 5060 mail\n", "Z101 7:1", "write `_sip._tcp`"),
            ("a A 192.0.2.1 (web)\n", "Z103 7:15", "put `;` in place of the parentheses: `; web`"),
            ("@ MX 10 mail.example.com .\n", "Z103 7:9", "write `mail.example.com.`"),
            ("a A 192.0.2.1<br>\n", "Z104 7:5", "remove `<br>`"),
            ("a A 192.0.2.O4\n", "Z104 7:5", "write `192.0.2.4` if that is the address"),
            ("a CNAME = mail\n", "Z103 7:9", "remove it: a CNAME record has target"),
            (
                "@ CAA 0 issue \"a.example.net\" \"b.example.net\"\n", "Z103 7:31",
                "write each in a record of its own: `CAA 0 issue \"b.example.net\"`"
            ),
            // Characters that cannot be seen, and dashes
            ("\u{200B}www A 192.0.2.1\n", "Z119 7:1", "remove it"),
            ("\u{A0}www A 192.0.2.1\n", "Z119 7:1", "remove it"),
            ("www\u{3000}\u{3000}A\u{3000}192.0.2.1\n", "Z119 7:4", "replace them with spaces"),
            ("k TXT a\u{A0}b\n", "Z119 7:8", "put the text in double quotes, with a space in place of the character"),
            ("www CNAME ma\u{AD}il\n", "Z126 7:11", "remove the character: write `mail`"),
            ("_matrix–fed._tcp SRV 0 0 8448 mail\n", "Z126 7:1", "write `-` in place of the dash: `_matrix-fed._tcp`"),
            ("_sip._tcp SRV 0 0 5060 ma–il\n", "Z126 7:24", "write `-` in place of the dash: `ma-il`"),
            // Owners
            ("_ SRV 0 0 5060 mail\n", "S110 7:1", "write the service and the transport, such as `_sip._tcp`"),
            (
                "chat._matrix-fed._tcp SRV 0 0 8448 mail\n", "S110 7:1",
                "write `_matrix-fed._tcp.example.com.` for the server name `example.com`, or `_matrix-fed._tcp.chat.example.com.` for `chat.example.com`"
            ),
            (
                "_matrix-fed._tcp TXT \"10 5 8448 mail.example.com.\"\n", "S111 7:18",
                "write `SRV 10 5 8448 mail.example.com.`"
            ),
            (
                "joe._openpgpkey OPENPGPKEY mQEN\n", "Z294 7:1",
                "write `78675cc176081372c43abab3ea9fb70c74381eb02dc6e93fb6d44d16._openpgpkey`, the hash of `joe`"
            ),
            (
                "@ NAPTR 1 1 \"u\" \"E2U+sip\" \"!^.*$!sip:a@example.com!\" mail\n", "Z292 7:54",
                "write `.` as the replacement: with the flag `u`, the regular expression gives the URI"
            ),
            (
                "@ URI 1 1 \"www.example.com/\"\n", "Z293 7:11",
                "write the whole URI, such as `\"https://www.example.com/\"`"
            ),
            // Mail and CAA
            ("@ TXT \"v=spf1 a:192.0.2.0/24 -all\"\n", "Z266 7:15", "write `ip4:192.0.2.0/24`"),
            ("@ TXT \"v=spf1 ip4:_spf.example.net -all\"\n", "Z266 7:15", "write `include:_spf.example.net`"),
            (
                "@ CAA 129 issue \"ca.example.net\"\n", "Z274 7:7",
                "write `128`: CAs that do not know the tag must not issue certificates"
            ),
            (
                "_dmarc TXT \"v=DMARC1; p=none; rua=a@example.com b@example.com\"\n", "Z270 7:35",
                "write `mailto:a@example.com,mailto:b@example.com`"
            ),
            (
                "k._domainkey TXT \"v=DKIM1; k=sa; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n", "Z271 7:30",
                "write `k=ed25519`"
            ),
        ])
    func help(_ lines: String, _ position: String, _ help: String) {
        let report = PublicZone.report(of: PublicZone.head + lines)
        #expect(PublicZone.problems(report) == [position])
        #expect(report.findings.first { $0.severity > .info }?.help == help)
    }

    @Test(
        "The fix writes what was meant, and is missing where it could hide or move something",
        arguments: [
            ("www A\n 192.0.2.1\n", "www A (\n 192.0.2.1 )\n"), ("x MX #10 mail\n", "x MX 10 mail\n"),
            ("www # IN A 192.0.2.1\n", "www  IN A 192.0.2.1\n"),
            ("x MX 10 /* x */ mail ; y\n", "x MX 10 /* x */ mail ; y\n"),
            ("x MX 10 /* x */ mail\n", "x MX 10 mail ; x\n"), ("x A # 1\n", "x A # 1\n"),
            ("www HTTPS 1 mail alpn=h2; port=8443\n", "www HTTPS 1 mail alpn=h2 port=8443\n"),
            ("a A 192.0.2.1 (web)\n", "a A 192.0.2.1 ; web\n"), ("8 www IN A 192.0.2.1\n", "www IN A 192.0.2.1\n"),
            ("\u{200B}www A 192.0.2.1\n", "www A 192.0.2.1\n"), ("\u{A0}www A 192.0.2.1\n", "www A 192.0.2.1\n"),
            ("a A 192.0.2.1\n\u{A0}AAAA 2001:db8::1\n", "a A 192.0.2.1\n AAAA 2001:db8::1\n"),
            ("dmarc TXT \"v=DMARC1; p=none\"\n", "_dmarc TXT \"v=DMARC1; p=none\"\n"),
            ("a CNAME -> mail\n", "a CNAME  mail\n"),
            ("# a A 192.0.2.1\n  TXT \"b\"\n", "# a A 192.0.2.1\n  TXT \"b\"\n"),
            ("k TXT a\u{A0}b\n", "k TXT a\u{A0}b\n"),
            ("@ TXT \"v=spf1 a:192.0.2.1//64 -all\"\n", "@ TXT \"v=spf1 a:192.0.2.1//64 -all\"\n"),
        ])
    func fix(_ line: String, _ fixed: String) {
        #expect(FixedZone(PublicZone.head + line).text == PublicZone.head + fixed)
    }

    @Test(
        "A correct zone has no findings",
        arguments: [
            "lobby A 192.0.2.1\nlobby TXT \"lobby\"\n3600 A 192.0.2.2\nkitchen A 192.0.2.3\n",
            "checkIN A 192.0.2.1\n", "www HTTPS 1 mail alpn=h2 ; port=8443\n",
            "www HTTPS 1 mail alpn=h2; port 443 is open\n",
            "a, TXT \"x\"\nb CNAME a,\n", "rpz_ip TXT \"b\"\n_x.rpz_ip TXT \"a\"\n", "redis SRV 0 0 6379 mail\n",
            "*._smimecert SMIMEA 3 0 0 3003020100\nkey OPENPGPKEY mQEN\n", "@ SPF \"\"\n",
            "_tel._udp URI 10 1 \"tel:+49301234\"\n", "1 A 192.0.2.1\n2 A 192.0.2.2\n3 CNAME mail\n",
            "k._domainkey TXT \"v=DKIM1; k=mldsa44; p=MIIFMjALBglghkgBZQMEAxEDggUhAAAAAAAAAAAAAAAA\"\n",
        ])
    func correct(_ lines: String) {
        #expect(PublicZone.problems(PublicZone.report(of: PublicZone.head + lines)) == [])
    }

    @Test(
        "Files that are not zone files have one finding",
        arguments: [
            "{name} {ttl} IN SOA ns1.example.net. root.example.com. 1 7200 900 1209600 3600\n{name} {ttl} IN NS ns1.example.net.\n",
            "1 $TTL 3600\n2 @ IN SOA ns1.example.net. root.example.com. 1 7200 900 1209600 3600\n3 @ IN NS ns1.example.net.\n",
            "1: @ IN SOA ns1.example.net. root.example.com. 1 7200 900 1209600 3600\n2: @ IN NS ns1.example.net.\n3: www A 192.0.2.1\n",
        ])
    func otherFormats(_ text: String) {
        let problems = PublicZone.problems(PublicZone.report(of: text, origin: "example.com."))
        #expect(problems.map { $0.prefix(4) } == ["Z142"])
    }

    @Test("A reverse zone without its SOA record is not taken for a listing with line numbers")
    func reverseNames() {
        let text = "1 PTR a.example.com.\n2 PTR b.example.com.\n3 PTR c.example.com.\n"
        #expect(
            PublicZone.problems(PublicZone.report(of: text, origin: "2.0.192.in-addr.arpa.")).allSatisfy {
                !$0.hasPrefix("Z142")
            })
    }
}
