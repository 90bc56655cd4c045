import Diagnostics
import Linting
import TestSupport
import Testing

/// Text of other files among the records. It has many lines, and one cause.
@Suite("A block of another format is one finding")
struct ForeignBlockTests {
    @Test(
        "All lines of the block are in one finding, which says what they are",
        arguments: [
            (
                "zone \"example.org\" {\n    type master;\n    file \"a.zone\";\n};\n",
                "lines 7 to 10 belong to the configuration of BIND"
            ),
            ("a:\n  type: A\n\n  value: 192.0.2.1\n- b: c\n", "lines 7 to 11 belong to YAML"),
            ("{\n  \"name\": \"a\",\n  \"type\": \"A\"\n}\n", "lines 7 to 10 belong to JSON"),
            (
                "resource \"x\" \"a\" {\n  name = \"a\"\n  records = [\"192.0.2.1\"]\n}\n",
                "lines 7 to 10 belong to a Terraform file"
            ),
            ("diff --git a/zone b/zone\n--- a/zone\n+++ b/zone\n@@ -1,3 +1,4 @@\n", "lines 7 to 10 belong to a patch"),
            (
                "server 192.0.2.53\nzone example.com\nupdate add a. 300 A 192.0.2.2\nsend\n",
                "lines 7 to 10 belong to an `nsupdate` script"
            ),
            ("From: a@example.com\nSubject: new records\n\nplease add these:\n", "lines 7 to 10 belong to an e-mail"),
            ("name,type,value\nftp,A,192.0.2.3\n", "lines 7 to 8 belong to a table"),
            ("[a]\ntype = A\nvalue = 192.0.2.1\n", "lines 7 to 9 belong to a configuration file"),
            (
                "Server:\t192.0.2.53\nAddress:\t192.0.2.53#53\n\nName:\tb.example.com\nAddress: 192.0.2.1\n",
                "lines 7 to 11 belong to the output of `nslookup`"
            ),
        ])
    func block(_ lines: String, _ message: String) {
        let findings = PublicZone.report(of: PublicZone.head + lines + "last A 192.0.2.300\n").findings
            .filter { $0.severity > .info }
        #expect(findings.first?.message == message + ", and are not records")
        // What follows the block is checked.
        #expect(findings.dropFirst().map(\.rule.code) == ["Z104"])
    }

    @Test("Mistakes in adjacent records are not a block")
    func records() {
        let findings = PublicZone.report(of: PublicZone.head + "a AA 192.0.2.1\nb: A 192.0.2.1\nc INA 192.0.2.1\n")
            .findings
        #expect(findings.filter { $0.severity > .info }.count == 3)
    }

    @Test(
        "A single line of another format has its own help",
        arguments: [
            ("a.example.com is an alias for b.example.net.\n", "write `a.example.com. IN CNAME b.example.net.`"),
            (
                "example.com mail is handled by 10 mail.example.com.\n",
                "write `example.com. IN MX 10 mail.example.com.`"
            ),
            ("<pre>\n", "remove the line"),
            ("cat > db.a <<EOF\n", "remove the line"),
            ("{\"Name\":\"a\",\"Type\":\"A\"}\n", "write it as a record: owner, TTL, class, type, data"),
        ])
    func line(_ line: String, _ help: String) {
        let findings = PublicZone.report(of: PublicZone.head + line).findings.filter { $0.severity > .info }
        #expect(findings.map(\.help) == [help])
    }
}
