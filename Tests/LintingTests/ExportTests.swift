import DNS
import Diagnostics
import Foundation
import Linting
import Testing
import ZoneFile

@Suite("Exports of programs and providers, and the zone files of distributions")
struct ExportTests {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../fixtures/exports")

    /// The findings above info. Where there are none, `named-checkzone` loads the file; where there are errors, it does not,
    /// except for Azure, whose names are only wrong.
    private static let expected: [(path: String, problems: [String])] = [
        ("azure/example.com.txt", ["Z240 8:15"]),
        ("bind/full.txt", []), ("bind/relative.txt", []),
        ("bsd/empty.db", []), ("bsd/localhost-reverse.db", []),
        ("cli53/example.com.txt", ["Z141 5:9"]),
        ("cloudflare/example.com.txt", ["Z241 10:1"]),
        ("cpanel/example.com.db", []),
        ("dig/kdig.txt", []), ("dig/transfer.txt", []),
        ("digitalocean/example.com.txt", []), ("gandi/example.com.txt", []), ("godaddy/example.com.txt", []),
        ("hetzner/example.com.txt", []), ("ovh/example.com.txt", []), ("pdnsutil/example.com.txt", []),
        ("plesk/example.com", []),
        ("redhat/named.ca", []), ("redhat/named.empty", []), ("redhat/named.localhost", []),
        ("redhat/named.loopback", []),
        ("windows/2.0.192.in-addr.arpa.dns", ["Z128 6:25", "Z141 16:27", "Z141 17:25"]),
        ("windows/cache.dns", []),
        ("windows/corp.example.com.dns", ["Z128 6:25", "Z141 24:25"]),
    ]

    private func lint(_ text: String, path: String = "example.com.zone") -> LintReport {
        Linter().lint([ZoneInput(.source(SourceFile(path: path, text: text)))])
    }

    @Test("An export has one finding for each cause, and none where name servers load it", arguments: expected)
    func export(_ path: String, _ problems: [String]) throws {
        let bytes = Array(try Data(contentsOf: Self.directory.appending(path: path)))
        let report = Linter().lint([ZoneInput(.source(SourceFile(path: path, bytes: bytes)))])
        #expect(PublicZone.problems(report) == problems)
        #expect(report.findings.count { $0.severity == .info && $0.rule.code.hasPrefix("Z3") } == 0)
    }

    @Test("Every export in the fixtures is in the table")
    func complete() throws {
        let files = FileManager.default.enumerator(at: Self.directory, includingPropertiesForKeys: [.isRegularFileKey])
        let found = (files?.compactMap { $0 as? URL } ?? []).filter {
            !$0.hasDirectoryPath && $0.lastPathComponent != "README.md"
        }
        #expect(found.count == Self.expected.count)
    }

    @Test("The files of a distribution are silent with the origin that its configuration gives them")
    func origins() throws {
        for (file, origin) in [
            ("redhat/named.localhost", "localhost."), ("redhat/named.loopback", "1.0.0.127.in-addr.arpa."),
            ("redhat/named.loopback", "localhost.localdomain."), ("redhat/named.empty", "0.in-addr.arpa."),
            ("bsd/empty.db", "10.in-addr.arpa."), ("bsd/localhost-reverse.db", "127.in-addr.arpa."),
        ] {
            let bytes = Array(try Data(contentsOf: Self.directory.appending(path: file)))
            let input = ZoneInput(
                .source(SourceFile(path: file, bytes: bytes)), origin: Name(origin).map { ($0, .config) })
            let found = Linter().lint([input]).findings.filter { $0.severity > .info }.map(\.rule.code)
            #expect(found.isEmpty, "\(file) as \(origin)")
        }
    }

    @Test("A serial of 0 is still reported in a zone that has more than local records")
    func serial() {
        let zone =
            "$ORIGIN example.com.\n$TTL 1D\n@ SOA ns1.example.net. h.example.com. 0 1D 1H 1W 3H\n NS @\n A 127.0.0.1\n"
        #expect(PublicZone.problems(lint(zone + "www A 192.0.2.10\n")) == ["Z204 3:39"])
        #expect(PublicZone.problems(lint(zone)).isEmpty)
    }

    @Test("The records after refresh times are checked as if these were not there")
    func refreshTimes() {
        let report = lint(
            """
            $ORIGIN example.com.
            $TTL 3600
            @ SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
              NS  ns1.example.net.
            www     [AGE:3636580] 600 A 192.0.2.10
            _x._tcp [AGE:3636580] 600 SRV 0 0 99999 www
                    [Aging:3636580] 600 SRV 0 0 443 ftp

            """)
        #expect(PublicZone.problems(report) == ["Z141 5:9", "Z105 6:35", "S302 7:41"])
    }

    @Test("A thousand refresh times are one finding with one fix, and do not fill the list of problems")
    func manyRefreshTimes() throws {
        let lines = (0..<20_000).map { "h\($0) [AGE:3636580] 600 A 192.0.2.10\n" }.joined()
        let report = lint("$ORIGIN example.com.\n$TTL 3600\n" + lines)
        let found = report.findings.filter { $0.rule.code == "Z141" }
        #expect(found.count == 1)
        #expect(found.first?.related.count == 3)
        #expect(found.first?.related.last?.label == "also here, and in 19996 more lines")
        #expect(!report.findings.contains { $0.rule.code == "X104" })
        #expect(report.files.first?.records == 20_000)
    }

    @Test("A TSIG record is a note in the output of `dig` and an error elsewhere, and never hides what is missing")
    func signature() {
        let zone = """
            example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
            example.com. 3600 IN NS ns1.example.net.
            example.com. 3600 IN MX 10 mail.example.com.
            key. 0 ANY TSIG hmac-sha256. 1700000000 300 4 AAAAAA== 1 NOERROR 0
            key. 0 ANY SIG 0 13 0 0 1700000000 1690000000 1 key. AAAA
            example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600

            """
        #expect(PublicZone.problems(lint(zone)) == ["Z244 3:28", "Z141 4:12"])
        #expect(PublicZone.problems(lint("; <<>> DiG 9.18.49 <<>> example.com AXFR\n" + zone)) == ["Z244 4:28"])
    }

    @Test("A class ANY, an unknown type and brackets that belong to no export are reported as before")
    func lookalikes() {
        let report = lint(
            """
            $ORIGIN example.com.
            x 300 IN A 192.0.2.10
            a 300 ANY A 192.0.2.10
            b 300 IN WINS 192.0.2.10
            c 300 [AGE] A 192.0.2.10
            d 300 [AGE:x] A 192.0.2.10
            e 300 AWS A 192.0.2.10

            """)
        #expect(PublicZone.problems(report) == ["Z123 3:7", "Z101 4:10", "Z101 5:7", "Z101 6:7", "Z101 7:7"])
    }

    @Test("An SOA record at the root is that of the zone only if all other records are in one")
    func rootSOA() {
        let soa = "$ORIGIN .\n$TTL 300\n@ IN SOA ns1.example.com. root.example.com. 1 7200 3600 1209600 300\n"
        let zone = soa + "example.com. IN NS ns1.example.net.\nwww.example.com. IN A 192.0.2.10\n"
        #expect(lint(zone).files.first?.origin == "example.com.")
        #expect(PublicZone.problems(lint(zone)) == ["Z143 3:1"])
        // The root zone itself, with the owner of its NS records written or inherited.
        for text in [
            ". IN NS a.root-servers.net.\ncom. IN NS a.gtld-servers.net.\n",
            "  IN NS a.root-servers.net.\nwww.example.com. IN A 192.0.2.1\n",
        ] {
            #expect(lint(soa + text).files.first?.origin == ".")
            #expect(!lint(soa + text).findings.contains { $0.rule.code == "Z143" })
        }
        // Records of several zones.
        let several = soa + "a.example. IN A 192.0.2.1\nb.example. IN A 192.0.2.1\n"
        #expect(!lint(several).findings.contains { $0.rule.code == "Z143" })
    }

    @Test("With only a host below the zone, the primary server tells the zone")
    func rootSOAOfOneHost() {
        let text =
            "$ORIGIN .\n@ 300 IN SOA example.com. root.example.com. 1 7200 3600 1209600 300\nwww.example.com. 300 IN A 192.0.2.10\n"
        #expect(lint(text, path: "x").files.first?.origin == "example.com.")
    }

    @Test("A transfer that failed is incomplete, so that nothing is concluded from it")
    func brokenTransfer() {
        let head = "; <<>> DiG 9.18.49 <<>> @192.0.2.53 example.com AXFR\n;; global options: +cmd\n"
        #expect(PublicZone.problems(lint(head + "; Transfer failed.\n")) == ["Z144 3:1"])
        #expect(PublicZone.problems(lint(head)) == ["Z144 1:1"])
        let part = """
            example.com. 3600 IN SOA ns1.example.com. hostmaster.example.com. 1 7200 3600 1209600 3600
            example.com. 3600 IN NS ns1.example.com.
            example.com. 3600 IN MX 10 mail.example.com.
            ; Transfer failed.

            """
        #expect(PublicZone.problems(lint(head + part)) == ["Z144 6:1"])
    }
}
