import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile

/// Mistakes after which only one value can be meant. The fix writes it.
@Suite("The fix writes the value that was meant")
struct MeantValueTests {
    @Test(
        "There is one finding, and the line after its fix is this",
        arguments: [
            // Fields of records that cannot be read
            ("h IPSECKEY 10 2 2 192.0.2.3 AQNRU3mG\n", "Z104 7:15", "h IPSECKEY 10 1 2 192.0.2.3 AQNRU3mG\n"),
            ("h IPSECKEY 10 1 2 2001:db8::1 AQNRU3mG\n", "Z104 7:15", "h IPSECKEY 10 2 2 2001:db8::1 AQNRU3mG\n"),
            ("h L64 10 2001:db8:1140:1000::\n", "Z104 7:10", "h L64 10 2001:db8:1140:1000\n"),
            ("h LOC 52.3730 N 4.8922 E 0m\n", "Z104 7:7", "h LOC 52 22 22.800 N 4 53 31.920 E 0m\n"),
            ("h CERT X509 0 0 MIIDFTCC\n", "Z104 7:8", "h CERT PKIX 0 0 MIIDFTCC\n"),
            (
                "_dns.mail SVCB 1 mail alpn=h2 dohpath=/dns-query\n", "Z104 7:31",
                "_dns.mail SVCB 1 mail alpn=h2 dohpath=/dns-query{?dns}\n"
            ),
            (
                "h NAPTR 100 10 \"S\" \"SIP+D2U\" _sip._udp.example.net.\n", "Z102 7:30",
                "h NAPTR 100 10 \"S\" \"SIP+D2U\" \"\" _sip._udp.example.net.\n"
            ),
            (
                "h NAPTR 100 10 \"u\" \"E2U+sip\" \"!^.*$!sip:info@example.com\" .\n", "Z104 7:30",
                "h NAPTR 100 10 \"u\" \"E2U+sip\" \"!^.*$!sip:info@example.com!\" .\n"
            ),
            (
                "_25._tcp.mail TLSA 3 1 1 n1JVdIKNARthQ8xfYSB1B31EQcJXuQuZn50xmrLNmhM=\n", "Z104 7:26",
                "_25._tcp.mail TLSA 3 1 1 9f525574828d011b6143cc5f612075077d4441c257b90b999f9d319ab2cd9a13\n"
            ),
            (
                "2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90._openpgpkey OPENPGPKEY AQNRU3mG\n",
                "Z109 7:1", "2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db._openpgpkey OPENPGPKEY AQNRU3mG\n"
            ),
            (
                "mail HTTPS 1 . ipv4hint=192.0.2.25,2001:db8::25\nmail AAAA 2001:db8::25\n", "Z104 7:16",
                "mail HTTPS 1 . ipv4hint=192.0.2.25 ipv6hint=2001:db8::25\nmail AAAA 2001:db8::25\n"
            ),
            ("@ NSEC3PARAM 1 0 0\n", "Z102 7:18", "@ NSEC3PARAM 1 0 0 -\n"),
            // Values that are published, but that no one can use
            (
                "_25._tcp.mail TLSA 3 1 1 \(String(repeating: "0d6fce13", count: 16))\n", "Z275 7:24",
                "_25._tcp.mail TLSA 3 1 2 \(String(repeating: "0d6fce13", count: 16))\n"
            ),
            ("mail HTTPS 0 . alpn=h2,h3\n", "Z277 7:12", "mail HTTPS 1 . alpn=h2,h3\n"),
            ("@ CAA 0 issue \"https://letsencrypt.org/\"\n", "Z274 7:15", "@ CAA 0 issue \"letsencrypt.org\"\n"),
            (
                "@ IN CAA 0 issue \"letsencrypt.org, digicert.com\"\n", "Z274 7:18",
                "@ IN CAA 0 issue \"letsencrypt.org\"\n IN CAA 0 issue \"digicert.com\"\n"
            ),
            (
                "@ CAA 0 issuewildcard \"letsencrypt.org\"\n", "Z273 7:9", "@ CAA 0 issuewild \"letsencrypt.org\"\n"
            ),
            (
                "@ NAPTR 1 1 \"a\" \"x-eduroam:radius.tls\" \"\" _radsec._tcp\n_radsec._tcp SRV 0 0 2083 mail\n",
                "Z252 7:43",
                "@ NAPTR 1 1 \"s\" \"x-eduroam:radius.tls\" \"\" _radsec._tcp\n_radsec._tcp SRV 0 0 2083 mail\n"
            ),
            // Text about mail
            (
                "@ TXT \"v=spf1 ip4:192.0.2.0-192.0.2.31 -all\"\n", "Z266 7:15",
                "@ TXT \"v=spf1 ip4:192.0.2.0/27 -all\"\n"
            ),
            (
                "@ TXT \"v=spf1 ip4:192.0.2.4-6 -all\"\n", "Z266 7:15",
                "@ TXT \"v=spf1 ip4:192.0.2.4/31 ip4:192.0.2.6 -all\"\n"
            ),
            ("@ TXT \"v=spf1; mx; ip4:192.0.2.25; -all\"\n", "Z266 7:8", "@ TXT \"v=spf1 mx ip4:192.0.2.25 -all\"\n"),
            (
                "@ TXT \"v=spf1 a -all include:_spf.example.net\"\n", "Z266 7:22",
                "@ TXT \"v=spf1 a include:_spf.example.net -all\"\n"
            ),
            ("@ TXT \"SPF: v=spf1 mx -all\"\n", "Z266 7:8", "@ TXT \"v=spf1 mx -all\"\n"),
            (
                "_dmarc TXT \"v=DMARC1 p=reject; rua=mailto:a@example.com\"\n", "Z270 7:13",
                "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:a@example.com\"\n"
            ),
            ("_dmarc TXT \"v=DMARC1; p=none; pct=100%\"\n", "Z270 7:35", "_dmarc TXT \"v=DMARC1; p=none; pct=100\"\n"),
            ("_dmarc TXT \"Value: v=DMARC1; p=none\"\n", "Z270 7:13", "_dmarc TXT \"v=DMARC1; p=none\"\n"),
            ("_dmarc TXT \"\\\"v=DMARC1; p=none\\\"\"\n", "Z270 7:12", "_dmarc TXT \"v=DMARC1; p=none\"\n"),
            ("@ TXT \"v=DMARC1; p=none\"\n", "Z298 7:1", "_dmarc TXT \"v=DMARC1; p=none\"\n"),
            ("_mta-sts TXT \"v=STSv1; id=2026-01-15;\"\n", "Z246 7:27", "_mta-sts TXT \"v=STSv1; id=20260115;\"\n"),
            (
                "s._domainkey TXT \"v=DKIM1, k=ed25519, p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n",
                "Z271 7:26",
                "s._domainkey TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n"
            ),
            (
                "_domainkey.s TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n", "Z298 7:1",
                "s._domainkey TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n"
            ),
        ])
    func fix(_ lines: String, _ position: String, _ fixed: String) {
        let report = PublicZone.report(of: PublicZone.head + lines)
        #expect(PublicZone.problems(report) == [position])
        #expect(FixedZone(PublicZone.head + lines).text == PublicZone.head + fixed)
    }

    @Test("An alias into a delegated part of a network gets the label of the delegation")
    func delegatedNetwork() {
        let text = """
            $ORIGIN 2.0.192.in-addr.arpa.
            $TTL 3600
            @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
            @ IN NS ns1.example.net.
            @ IN NS ns2.example.net.
            64/26 IN NS ns1.example.net.
            64/26 IN NS ns2.example.org.
            65 IN CNAME 65.64-26
            66 IN CNAME 66.64/26

            """
        #expect(PublicZone.problems(PublicZone.report(of: text)) == ["Z223 8:13"])
        #expect(
            FixedZone(Array(text.utf8), origin: "2.0.192.in-addr.arpa.").text
                == text.replacing("65.64-26", with: "65.64/26"))
    }
}
