import Diagnostics
import Foundation
import Linting
import Testing
import ZoneFile

/// Z142. Its examples are whole files, in which a comment for srvlint is impossible.
@Suite("Files of other formats")
struct ForeignFormatTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let what: String
        let bytes: [UInt8]
        var testDescription: String { what }

        init(_ what: String, _ text: String) {
            self.init(what, Array(text.utf8))
        }

        init(_ what: String, _ bytes: [UInt8]) {
            self.what = what
            self.bytes = bytes
        }
    }

    private static let octoDNS =
        "'':\n  - ttl: 300\n    type: A\n    value: 192.0.2.10\nwww:\n  type: CNAME\n  value: example.com.\n"

    static let samples: [Sample] = [
        Sample("JSON from the API of Route 53", "{\n  \"ResourceRecordSets\": [\n    {\"Name\": \"example.com.\"}]}\n"),
        Sample("JSON", "[{\"name\": \"example.com\", \"type\": \"A\", \"content\": \"192.0.2.10\"}]"),
        Sample("YAML in the form of octoDNS", "---\n" + octoDNS),
        Sample("YAML in the form of octoDNS", "# example.com\n" + octoDNS),
        Sample(
            "YAML from Google Cloud DNS",
            "kind: dns#resourceRecordSet\nname: example.com.\nrrdatas:\n- 192.0.2.10\nttl: 300\ntype: A\n"),
        Sample("configuration of Knot", "zone:\n  - domain: example.com\n    file: example.com.zone\n"),
        Sample("configuration of NSD or Unbound", "server:\n    local-data: \"www.example.com. IN A 192.0.2.10\"\n"),
        Sample("a patch", "--- a/example.com.zone\n+++ b/example.com.zone\n@@ -1 +1 @@\n-a IN A 192.0.2.1\n"),
        Sample("a patch", "diff --git a/example.com.zone b/example.com.zone\nindex 1..2 100644\n"),
        Sample("text quoted in a mail", "> $TTL 300\n> @ IN NS ns1.example.net.\n"),
        Sample("text quoted in a mail", "> @ IN NS ns1.example.net.\n> www IN A 192.0.2.10\n"),
        Sample(
            "a listing with line numbers", "     1\t@ IN NS ns1.example.net.\n     2\t\n     3\twww IN A 192.0.2.10\n"),
        Sample("a table in Markdown", "| name | type | value |\n|---|---|---|\n| www | A | 192.0.2.10 |\n"),
        Sample("a zone file of MaraDNS", "example.com. NS ns1.example.net. ~\nwww.% +300 A 192.0.2.10 ~\n"),
        Sample(
            "output of `Get-DnsServerResourceRecord`",
            "HostName  RecordType Type Timestamp TimeToLive RecordData\n--------  ---------- ---- --------- ---------- ----------\n@ NS 2 0 01:00:00 ns1.example.net.\n"
        ),
        Sample(
            "LDIF, an export of a directory",
            "dn: DC=www,DC=example.com,CN=MicrosoftDNS\nchangetype: add\nobjectClass: dnsNode\n"),
        Sample("HTML", "<!DOCTYPE html>\n<html><body>404</body></html>\n"),
        Sample("XML", "\n<?xml version=\"1.0\"?>\n<zone/>\n"),
        Sample("a table of records", "Name,Type,TTL,Value\nexample.com,A,300,192.0.2.10\n"),
        Sample("a table of records", "\"Host\";\"Type\";\"TTL\";\"Data\"\r\n\"www\";\"A\";\"300\";\"192.0.2.10\"\r\n"),
        Sample(
            "a table of records", "Name\tType\tData\tTimestamp\n(same as parent folder)\tHost (A)\t192.0.2.10\tstatic\n"
        ),
        Sample("a table of records", "www.example.com,A,192.0.2.10\nftp.example.com,AAAA,2001:db8::1\n"),
        Sample(
            "a dump of an SQL database",
            "INSERT INTO records (name, type, content) VALUES ('example.com', 'A', '192.0.2.1');\n"),
        Sample("a key or certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n"),
        Sample("a key or certificate", "Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\n"),
        Sample(
            "data of tinydns",
            """
            # example.com
            .example.com:192.0.2.53:a:259200
            =www.example.com:192.0.2.10:86400
            +ftp.example.com:192.0.2.10:86400
            @example.com:192.0.2.25:a:10:86400
            'example.com:v=spf1 mx -all:86400
            Calias.example.com:www.example.com:86400
            :_sip._tcp.example.com:33:\\000\\001:86400
            -old.example.com:192.0.2.1

            """),
        Sample(
            "a hosts file", "127.0.0.1\tlocalhost\n::1\t\tlocalhost ip6-localhost # loopback\nfe80::1%lo0 localhost\n"),
        Sample("configuration of BIND", "//\n// Local zones\n//\n\nzone \"example.com\" {\n\ttype primary;\n};\n"),
        Sample("configuration of BIND", "/* two\n   lines */\nzone \"example.com\" IN {\n\ttype primary;\n};\n"),
        Sample("configuration of BIND", "include \"/etc/bind/named.conf.options\";\n"),
        Sample("configuration of dnsmasq", "# local names\naddress=/example.com/192.0.2.10\ndomain-needed\n"),
        Sample(
            "a script for `nsupdate`",
            "server ns1.example.com\nzone example.com\nupdate add www.example.com 300 A 192.0.2.10\nsend\n"),
        Sample(
            "output of `host` or `nslookup`",
            "example.com has address 192.0.2.10\nexample.com mail is handled by 10 mail.example.com.\n"),
        Sample(
            "output of `host` or `nslookup`",
            "Server:\t\t192.0.2.53\nAddress:\t192.0.2.53#53\n\nName:\texample.com\nAddress: 192.0.2.10\n"),
        Sample(
            "output of `knotc zone-read`",
            "[example.com.] example.com. 3600 NS ns1.example.com.\n[example.com.] www.example.com. 3600 A 192.0.2.10\n"),
        Sample("configuration of Terraform", "resource \"aws_route53_record\" \"www\" {\n  name = \"www\"\n}\n"),
        Sample(
            "configuration of DNSControl",
            "var REG_NONE = NewRegistrar(\"none\");\nD(\"example.com\", REG_NONE,\n    A(\"@\", \"192.0.2.10\")\n);\n"),
        Sample("a template", "{{ ansible_managed | comment }}\n$TTL {{ ttl }}\n@ IN SOA {{ ns }}. {{ mail }}. (\n"),
        Sample(
            "a template", "$TTL 3600\n{% for host in hosts %}\n{{ host.name }} IN A {{ host.address }}\n{% endfor %}\n"),
        Sample(
            "a template", "$TTL 3600\n@ IN NS ns1\n<% @hosts.each do |h| -%>\n<%= h %> IN A 192.0.2.1\n<% end -%>\n"),
        Sample("a template", "$ORIGIN ${DOMAIN}.\n$TTL 3600\nwww IN A ${ADDRESS}\n"),
        Sample("a template", "$TTL 1h\nwww IN CNAME {{ .Values.host }}.\n"),
        Sample("a zone in BIND's raw format", [0, 0, 0, 2, 0, 0, 0, 1, 0x6B, 0x0B, 0x60, 0x93, 0, 0, 0, 0]),
        Sample("a journal of BIND", ";BIND LOG V9.2\n\u{0}\u{0}\u{1}"),
        Sample(
            "a dump of a server's memory",
            ";\n; Start view _default\n;\n;\n; Cache dump of view '_default' (cache _default)\n;\n$DATE 20260508114904\n"
        ),
        Sample("an SQLite database", "SQLite format 3\u{0}\u{10}\u{0}"),
        Sample("a compressed file", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]),
    ]

    private func lint(_ bytes: [UInt8], path: String = "example.com.zone") -> LintReport {
        Linter().lint([ZoneInput(.source(SourceFile(path: path, bytes: bytes)))])
    }

    @Test("A file of another format has one finding, which says what it is", arguments: samples)
    func recognised(_ sample: Sample) throws {
        let report = lint(sample.bytes)
        #expect(report.findings.map(\.rule.code) == ["Z142"])
        let finding = try #require(report.findings.first)
        #expect(finding.message == "the file is \(sample.what), not a zone file")
        #expect(finding.primary.map { !$0.span.range.isEmpty } ?? false)
        #expect(report.files.first?.status == .incomplete)
    }

    @Test(
        "Text that a zone file may begin with is read as one, however wrong it is",
        arguments: [
            "www 3600 IN A 192.0.2.10\n", "192.0.2.1 IN PTR www.example.com.\n", "10 PTR www.example.com.\n",
            "a:b IN A 192.0.2.10\n", "key IN KEY 257 3 13 AAAA\n", "zone IN A 192.0.2.10\n",
            "server 300 A 192.0.2.10\n",
            "@example.com IN MX 10 mail\n", "=www 300 IN A 192.0.2.10\n", "; {\"a\": 1}\nwww 300 IN A 192.0.2.10\n",
            "# note: x\n# and: y\nwww 300 IN A 192.0.2.10\n", "// note\n$TTL 3600\n", "name\n",
            "<www> IN A 192.0.2.10\n",
            "  www IN A 192.0.2.10\n", "[AGE:3] 600 IN A 192.0.2.10\n", "$ORIGIN example.com.\n{ \"a\": 1 }\n",
            "name: x\n",
            "name,type,ttl 300 IN A 192.0.2.10\n",
            // Placeholders in comments and in quoted text, and modifiers of `$GENERATE`.
            "; {{ ansible_managed }}\nwww 300 IN A 192.0.2.10\n", "www 300 IN A 192.0.2.10 ; <%= x %>\n",
            "a 300 IN TXT \"{{ x }} ${y}\"\n", "$GENERATE 1-9 h${0,3,d} A 192.0.2.$\n", "a{b} 300 IN A 192.0.2.1\n",
        ])
    func zoneText(_ text: String) {
        #expect(!lint(Array(text.utf8)).findings.contains { $0.rule.code == "Z142" })
    }

    @Test("No prefix of a zone file is taken for another format")
    func prefixes() {
        let text = """
            ; Zone file
            example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
                NS ns1.example.net.

            """
        let bytes = Array(text.utf8)
        for length in 0...bytes.count {
            #expect(!lint(Array(bytes.prefix(length))).findings.contains { $0.rule.code == "Z142" }, "\(length) bytes")
        }
    }
}
