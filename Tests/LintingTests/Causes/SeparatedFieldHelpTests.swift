import Diagnostics
import Linting
import TestSupport
import Testing

/// Mistakes at the boundary of two fields, or in the notation of another program, whose help used to be general or wrong.
@Suite("The help writes fields as the zone file needs them")
struct SeparatedFieldHelpTests {
    @Test(
        "There is one finding, with this position and help",
        arguments: [
            // Times
            ("a 5 min A 192.0.2.1\n", "Z101 7:3", "write `5m`"),
            ("a 5 MIN IN A 192.0.2.1\n", "Z101 7:3", "write `5m`"),
            ("a 1/2 Hour IN A 192.0.2.1\n", "Z101 7:3", "write `30m`"),
            ("a TTL=3600 IN A 192.0.2.1\n", "Z101 7:3", "write `3600`"),
            ("a 86,400 IN A 192.0.2.1\n", "Z110 7:3", "write `86400`"),
            (
                "a Auto IN A 192.0.2.1\n", "Z101 7:3",
                "remove it, so that the record has the TTL of `$TTL`, or write the TTL in seconds"
            ),
            // Signs between fields
            ("_sip._tcp SRV 10 5 5060:mail\n", "Z104 7:20", "write `5060 mail`"),
            ("_sip._tcp SRV 10:5:5060:mail\n", "Z104 7:15", "write `10 5 5060 mail`"),
            ("_sip._tcp SRV 10 5 mail.example.net:5060.\n", "Z104 7:20", "write `5060 mail.example.net.`"),
            ("@ MX 10:mail.example.com.\n", "Z104 7:6", "write `10 mail.example.com.`"),
            ("@ MX 10.mail.example.com.\n", "Z104 7:6", "write `10 mail.example.com.`"),
            (
                "@ MX 192.0.2.25\n", "Z102 7:6",
                "add the preference: an MX record has preference and mail server; the mail server must be a host name, not an address"
            ),
            ("b A 192.0.2.1 )\n", "Z106 7:15", "remove it"),
            // Several values
            ("sub NS ns1, mail\n", "Z103 7:8", "write each target in a record of its own: `NS ns1` and `NS mail`"),
            (
                "web A 192.0.2.7\nsub NS mail,web\n", "Z148 8:8",
                "write each in a record of its own: `NS mail` and `NS web`"
            ),
            (
                "@ MX 10 mail, www\n", "Z103 7:6",
                "write each mail server in a record of its own: `MX 10 mail` and `MX 10 www`"
            ),
            (
                "web A 192.0.2.7\n_sip._tcp SRV 1 1 5060 mail web\n", "Z103 8:29",
                "write the other one in a record of its own: `SRV 1 1 5060 web`"
            ),
            ("sub NS mail 192.0.2.25\n", "Z103 7:13", "remove it: `mail` has records of its own"),
            ("sub NS ns.sub 192.0.2.25\n", "Z103 7:15", "write `ns.sub A 192.0.2.25` as a record of its own"),
            // Names in another notation
            (
                "_sip._tcp SRV 1 1 5060 [mail.example.com.](http://mail.example.com.)\n", "Z103 7:24",
                "write `mail.example.com.`"
            ),
            ("_sip._tcp SRV 1 1 5060 mail.example。com。\n", "Z126 7:24", "write `mail.example.com.`, in ASCII"),
            ("＿sip._tcp SRV 1 1 5060 mail\n", "Z126 7:1", "write `_sip._tcp`, in ASCII"),
            ("_mаtrix-fed._tcp SRV 1 1 8448 mail\n", "Z126 7:1", "write `_matrix-fed._tcp`, in ASCII"),
            ("_sip.＿tcp SRV 1 1 5060 mail\n", "Z126 7:1", "write `_sip._tcp`, in ASCII"),
            ("a A 192．0．2．1\n", "Z104 7:5", "write `192.0.2.1`, in ASCII"),
            ("@ MX 10 joe@mail.example.com.\n", "Z262 7:9", "write `mail.example.com.`"),
            ("@ MX 10 joe@example.net\n", "Z262 7:9", "write the name of the mail server"),
            ("mail.example.com: 192.0.2.1\n", "Z101 7:1", "write `mail.example.com. A 192.0.2.1`"),
            ("web.example.com: A 192.0.2.1\n", "Z260 7:1", "remove the colon: `web.example.com.`"),
            // A space in a name, a netmask, and other things behind the data
            ("@ MX 10 mail example.com.\n", "Z103 7:9", "write `mail.example.com.`"),
            ("_sip._tcp SRV 1 1 5060 mail example.com\n", "Z103 7:24", "write `mail.example.com.`"),
            ("a A 192.0.2.1 255.255.255.0\n", "Z103 7:15", "remove it: an A record has only the address"),
            (
                "sub NS ns.sub IN A 192.0.2.3\n", "Z103 7:15",
                "begin a new line with the owner of the second one, such as `ns.sub IN A 192.0.2.3`"
            ),
            (
                "@ SRV _sip._tcp 10 5 5060 mail\n", "Z103 7:7",
                "write it in front of the owner, and only priority, weight, port and target after `SRV`"
            ),
            ("a IPV6 2001:db8::1\n", "Z101 7:3", "write `AAAA` if that is the intended type"),
            ("$TTL 300 $ORIGIN example.com.\n", "Z112 7:10", "begin a new line before `$ORIGIN`"),
            ("@ NAPTR 1 1 \"u\" \"E2U+sip\" \"!^(.*)$!sip:\\1@example.com!\" .\n", "Z108 7:40", "write `\\\\1`"),
            (
                "a.example.com has SRV record 10 5 5060 mail.example.com.\n", "Z101 7:1",
                "write `a.example.com. IN SRV 10 5 5060 mail.example.com.`"
            ),
            // Values that can be meant in one way only
            ("@ APL 192.0.2.0/24 2:2001:db8::/32\n", "Z104 7:7", "write `1:192.0.2.0/24 2:2001:db8::/32`"),
            (
                "@ CAA issue \"ca.example.net\"\n", "Z102 7:7",
                "write `0` as the flags: a CAA record has flags, tag and value"
            ),
            ("a APL 192.0.2.0/24 !2001:db8::/32\n", "Z104 7:7", "write `1:192.0.2.0/24 !2:2001:db8::/32`"),
            ("a EUI48 00:00:5e:00:53:2a\n", "Z104 7:9", "write hyphens in place of the colons"),
            ("@ NSEC3PARAM 1 0 0 \"\"\n", "Z104 7:20", "write `-`"),
            ("a HTTPS 1 mail alpn=\"h2\",\"h3\"\n", "Z104 7:16", "write `alpn=h2,h3`"),
            ("a LOC 4 E 52 N 0m\n", "Z104 7:7", "write `52 N 4 E`"),
            ("@ CSYNC 1 3 NS FOO\n", "Z104 7:16", "write a record type such as NS"),
            ("_dmarc TXT \"v=DMARC1; p=none; rua=a@example.com\"\n", "Z270 7:35", "write `mailto:a@example.com`"),
        ])
    func help(_ lines: String, _ position: String, _ help: String) {
        let report = PublicZone.report(of: PublicZone.head + lines)
        #expect(PublicZone.problems(report) == [position])
        #expect(report.findings.first { $0.severity > .info }?.help == help)
    }
}
