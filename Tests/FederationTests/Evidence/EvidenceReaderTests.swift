import DNS
import Federation
import TLSIdentity
import TestSupport
import Testing

/// The problems of hand-written evidence files, each reported at the span between « and ».
@Suite struct EvidenceReaderTests {
    static let dns = "\"name\": \"a.\", \"type\": \"A\", \"status\": \"NOERROR\""

    @Test(arguments: [
        // The document
        ("«[]»", "expected an object for the evidence, found an array"),
        ("«null»", "expected an object for the evidence, found null"),
        ("{\"schema\": «2»}", "expected `schema` 1, which is the only one that this version reads"),
        ("{\"schema\": «\"1\"»}", "expected `schema` 1, which is the only one that this version reads"),
        ("{«\"collcted\"»: 1}", "the evidence has the unknown key `collcted`"),
        ("{\"collected\": «\"today\"»}", "`collected` must be a time such as `2026-11-21T08:00:00Z`"),
        ("{\"collected\": «1795248000»}", "`collected` must be a time such as `2026-11-21T08:00:00Z`"),
        ("{\"dns\": «{}»}", "expected an array for `dns`, found an object"),
        ("{\"tls\": «true»}", "expected an array for `tls`, found true or false"),
        ("{\"https\": [], «\"https\"»: []}", "duplicate key `https`"),
        ("{\"dns\": [}«»", "the evidence is not JSON: expected a JSON value, found `}`"),
        // DNS questions
        ("{\"dns\": [«1»]}", "expected an object for an entry of `dns`, found a number"),
        (
            "{\"dns\": [«{»\"type\": \"A\", \"status\": \"NOERROR\"}]}",
            "an entry of `dns` has no `name`, which is required"
        ),
        (
            "{\"dns\": [«{»\"name\": \"a.\", \"status\": \"NOERROR\"}]}",
            "an entry of `dns` has no `type`, which is required"
        ),
        ("{\"dns\": [«{»\"name\": \"a.\", \"type\": \"A\"}]}", "an entry of `dns` has no `status`, which is required"),
        (
            "{\"dns\": [{\"name\": «1», \"type\": \"A\", \"status\": \"NOERROR\"}]}",
            "expected a string, found a number"
        ),
        (
            "{\"dns\": [{\"name\": «\"a..b\"», \"type\": \"A\", \"status\": \"NOERROR\"}]}",
            "`a..b` is not a domain name"
        ),
        ("{\"dns\": [{\"name\": \"a.\", \"type\": «\"SVR\"», \"status\": \"NOERROR\"}]}", "`SVR` is not a record type"),
        ("{\"dns\": [{\"name\": \"a.\", \"type\": \"A\", \"status\": «\"NOEROR\"»}]}", "`NOEROR` is not a valid value"),
        (
            "{\"dns\": [{\(dns), \"records\": «\"a. 1 IN A 192.0.2.1\"»}]}",
            "expected an array for `records`, found a string"
        ),
        ("{\"dns\": [{\(dns), \"records\": [«1»]}]}", "expected a string, found a number"),
        ("{\"dns\": [{\(dns), \"records\": [«\"a. A 192.0.2.1\"»]}]}", "expected a record, `owner TTL IN TYPE RDATA`"),
        ("{\"dns\": [{\(dns), \"records\": [«\"a..b 1 IN A 192.0.2.1\"»]}]}", "`a..b` is not a domain name"),
        ("{\"dns\": [{\(dns), \"records\": [«\"a. 1h IN A 192.0.2.1\"»]}]}", "`1h` is not a TTL"),
        ("{\"dns\": [{\(dns), \"records\": [«\"a. 2147483648 IN A 192.0.2.1\"»]}]}", "`2147483648` is not a TTL"),
        ("{\"dns\": [{\(dns), \"records\": [«\"a. 1 CH A 192.0.2.1\"»]}]}", "the class `CH` is not IN"),
        ("{\"dns\": [{\(dns), \"records\": [«\"a. 1 IN AA 192.0.2.1\"»]}]}", "`AA` is not a record type"),
        ("{\"dns\": [{\(dns), \"records\": [«\"a. 1 IN A ::1\"»]}]}", "an A record must have one IPv4 address"),
        (
            "{\"dns\": [{\(dns), \"records\": [«\"a. 1 IN AAAA 192.0.2.1\"»]}]}",
            "an AAAA record must have one IPv6 address"
        ),
        ("{\"dns\": [{\(dns), \"records\": [«\"a. 1 IN CNAME b. c.\"»]}]}", "a CNAME record must have one domain name"),
        (
            "{\"dns\": [{\(dns), \"records\": [«\"a. 1 IN SRV 1 2 65536 b.\"»]}]}",
            "an SRV record must have a priority, a weight, a port (0 to 65535) and a target"
        ),
        ("{\"dns\": [{\(dns), \"authority\": [«null»]}]}", "expected a string, found null"),
        ("{\"dns\": [{\(dns), \"transport\": «\"tpc\"»}]}", "`tpc` is not a valid value"),
        ("{\"dns\": [{\(dns), \"server\": «53»}]}", "expected a string, found a number"),
        ("{\"dns\": [{\(dns), \"size\": «-1»}]}", "`size` must be an integer from 0 to 65535"),
        ("{\"dns\": [{\(dns), \"size\": «1.5»}]}", "`size` must be an integer from 0 to 65535"),
        ("{\"dns\": [{\(dns), \"authoritative\": «1»}]}", "expected true or false for `authoritative`, found a number"),
        (
            "{\"dns\": [{\(dns), \"extendedErrors\": [«22»]}]}",
            "expected an object for an entry of `extendedErrors`, found a number"
        ),
        (
            "{\"dns\": [{\(dns), \"extendedErrors\": [{\"code\": «65536»}]}]}",
            "`code` must be an integer from 0 to 65535"
        ),
        ("{\"dns\": [{\(dns), \"milliseconds\": «\"5\"»}]}", "`milliseconds` must be an integer from 0 to 2147483647"),
        ("{\"dns\": [{\(dns), \"phase\": «\"dns\"»}]}", "`dns` is not a valid value"),
        ("{\"dns\": [{\(dns), \"at\": «\"8:00\"»}]}", "`at` must be a time such as `2026-11-21T08:00:00Z`"),
        ("{\"dns\": [{\(dns), \"detail\": «[]»}]}", "expected a string, found an array"),
        ("{\"dns\": [{\(dns), «\"record\"»: []}]}", "an entry of `dns` has the unknown key `record`"),
        (
            "{\"dns\": [{\"name\": \"a.\", \"type\": \"A\", \"status\": \"SERVFAIL\", \"records\": «[\"a. 1 IN A 192.0.2.1\"]»}]}",
            "a failed query cannot have records"
        ),
        // Documents
        ("{\"https\": [«{»\"status\": 200}]}", "an entry of `https` has no `url`, which is required"),
        ("{\"https\": [{\"url\": «\"http://a/\"», \"status\": 200}]}", "the URL must begin with `https://`"),
        ("{\"https\": [«{»\"url\": \"https://a/\"}]}", "the entry has neither `status` nor `error`"),
        ("{\"https\": [{\"url\": \"https://a/\", \"status\": «99»}]}", "`status` must be an integer from 100 to 999"),
        (
            "{\"https\": [{\"url\": \"https://a/\", \"status\": «\"200\"»}]}",
            "`status` must be an integer from 100 to 999"
        ),
        ("{\"https\": [{\"url\": \"https://a/\", \"error\": «\"timed-out\"»}]}", "`timed-out` is not a valid value"),
        (
            "{\"https\": [{\"url\": \"https://a/\", \"status\": 200, \"body\": «{\"m.server\": \"a\"}»}]}",
            "expected a string, found an object"
        ),
        (
            "{\"https\": [{\"url\": \"https://a/\", \"status\": 200, \"bodyHex\": «\"abc\"»}]}",
            "`bodyHex` must be hexadecimal digits, two for each octet"
        ),
        (
            "{\"https\": [{\"url\": \"https://a/\", \"status\": 200, \"bodyHex\": «\"zz\"»}]}",
            "`bodyHex` must be hexadecimal digits, two for each octet"
        ),
        (
            "{\"https\": [{\"url\": \"https://a/\", \"status\": 200, \"address\": «\"a\"»}]}",
            "`address` must be an IPv4 or IPv6 address"
        ),
        (
            "{\"https\": [{\"url\": \"https://a/\", \"status\": 200, \"hops\": [«{»\"status\": 302}]}]}",
            "an entry of `hops` has no `url`, which is required"
        ),
        (
            "{\"https\": [{\"url\": \"https://a/\", \"status\": 200, \"hops\": [{\"url\": \"https://a/\", \"headers\": [«[\"a\"]»]}]}]}",
            "a header must be `[\"name\", \"value\"]`"
        ),
        (
            "{\"https\": [{\"url\": \"https://a/\", \"status\": 200, \"hops\": [{\"url\": \"https://a/\", \"headers\": «{}»}]}]}",
            "expected an array for `headers`, found an object"
        ),
        // Handshakes
        (
            "{\"tls\": [«{»\"port\": 443, \"serverName\": \"a\"}]}",
            "an entry of `tls` has no `address`, which is required"
        ),
        (
            "{\"tls\": [«{»\"address\": \"::1\", \"serverName\": \"a\"}]}",
            "an entry of `tls` has no `port`, which is required"
        ),
        (
            "{\"tls\": [«{»\"address\": \"::1\", \"port\": 443}]}",
            "an entry of `tls` has no `serverName`, which is required"
        ),
        (
            "{\"tls\": [{\"address\": «\"[::1]\"», \"port\": 443, \"serverName\": \"a\"}]}",
            "`address` must be an IPv4 or IPv6 address"
        ),
        (
            "{\"tls\": [{\"address\": \"::1\", \"port\": «0», \"serverName\": \"a\"}]}",
            "`port` must be an integer from 1 to 65535"
        ),
        (
            "{\"tls\": [{\"address\": \"::1\", \"port\": 443, \"serverName\": \"a\", \"certificates\": «\"PEM\"»}]}",
            "expected an array for `certificates`, found a string"
        ),
        // Requests
        (
            "{\"federation\": [«{»\"address\": \"::1\", \"port\": 1, \"path\": \"/\"}]}",
            "an entry of `federation` has no `hostHeader`, which is required"
        ),
        (
            "{\"federation\": [{\"address\": \"::1\", \"port\": 1, \"path\": «null», \"hostHeader\": \"a\"}]}",
            "an entry of `federation` has no `path`, which is required"
        ),
    ])
    func problemsHaveTheirSpan(_ marked: String, _ message: String) throws {
        let (text, ranges) = Self.unmark(marked)
        let (_, problems) = EvidenceReader.read(Array(text.utf8))
        let problem = try #require(problems.first)
        #expect(problem.message == message)
        if message.contains("not JSON") || message.contains("has no `path`") { return }
        #expect(problem.range == ranges, "\(text)")
        #expect(problems.count == 1, "\(problems.map(\.message))")
    }

    private static func unmark(_ marked: String) -> (String, Range<Int>) {
        let start = marked.utf8.firstRange(of: Array("«".utf8)).map {
            marked.utf8.distance(from: marked.startIndex, to: $0.lowerBound)
        }
        let text = marked.replacing("«", with: "")
        let end = text.utf8.firstRange(of: Array("»".utf8)).map {
            text.utf8.distance(from: text.startIndex, to: $0.lowerBound)
        }
        return (text.replacing("»", with: ""), (start ?? 0)..<(end ?? 0))
    }

    @Test(arguments: [
        ("{\"collcted\": 1}", "did you mean `collected`?"),
        ("{\"zone\": 1}", "the known keys are `schema`, `collected`, `dns`, `https`, `tls`, `federation`"),
        ("{\"dns\": [{\"name\": \"a.\", \"type\": \"SVR\", \"status\": \"NOERROR\"}]}", "did you mean `SRV`?"),
        ("{\"dns\": [{\"name\": \"a.\", \"type\": \"A\", \"status\": \"SERVFAL\"}]}", "did you mean `SERVFAIL`?"),
        ("{\"dns\": [{\(dns), \"transport\": \"smoke\"}]}", "use one of `udp`, `tcp`"),
        ("{\"dns\": [{\(dns), \"records\": [\"x\"]}]}", "write a record such as `example.com. 3600 IN A 192.0.2.10`"),
    ])
    func helpProposesTheLikelyText(_ text: String, _ help: String) {
        #expect(EvidenceReader.read(Array(text.utf8)).problems.first?.help == [help])
    }

    @Test func problemsOfAFileOfAnotherKindAreLimited() {
        let text = "{" + (0..<1000).map { "\"key\($0)\": \($0)" }.joined(separator: ",") + "}"
        #expect(EvidenceReader.read(Array(text.utf8)).problems.count == 20)
    }

    @Test func validEntriesAreReadAmongInvalidOnes() {
        let text =
            "{\"dns\": [{\(Self.dns)}, {\"name\": \"b.\"}, {\"name\": \"c.\", \"type\": \"A\", \"status\": \"timeout\"}]}"
        let (evidence, problems) = EvidenceReader.read(Array(text.utf8))
        #expect(evidence.dns.map(\.question.name.description) == ["a.", "c."])
        #expect(problems.count == 2)
    }

    @Test func nullIsTheSameAsAMissingKey() {
        let text = "{\"collected\": null, \"dns\": [{\(Self.dns), \"server\": null, \"records\": null}]}"
        let (evidence, problems) = EvidenceReader.read(Array(text.utf8))
        #expect(problems.isEmpty)
        #expect(evidence.dns.count == 1)
    }

    @Test func writtenEvidenceIsReadBack() throws {
        let evidence = try Self.everything()
        let text = EvidenceWriter.text(evidence)
        let (read, problems) = EvidenceReader.read(Array(text.utf8))
        #expect(problems.map(\.message) == [])
        #expect(EvidenceWriter.text(read) == text)
        #expect(read.collected == evidence.collected)
        #expect(read.dns.map(\.question) == evidence.dns.map(\.question))
        #expect(read.dns.map(\.status) == evidence.dns.map(\.status))
        #expect(read.dns.map(\.records) == evidence.dns.map(\.records))
        #expect(read.dns.map(\.authority) == evidence.dns.map(\.authority))
        #expect(read.dns.map(\.extendedErrors) == evidence.dns.map(\.extendedErrors))
        #expect(read.dns.map(\.circumstances) == evidence.dns.map(\.circumstances))
        #expect(read.dns.map(\.isAuthoritative) == evidence.dns.map(\.isAuthoritative))
        #expect(read.dns.map(\.isAuthentic) == evidence.dns.map(\.isAuthentic))
        #expect(read.dns.map(\.size) == evidence.dns.map(\.size))
        #expect(read.dns.map(\.nameServer) == evidence.dns.map(\.nameServer))
        #expect(read.dns.map(\.zone) == evidence.dns.map(\.zone))
        #expect(read.tls.map(\.speaks) == evidence.tls.map(\.speaks))
        #expect(read.tls.map(\.oldVersions) == evidence.tls.map(\.oldVersions))
        #expect(read.https.map(\.body) == evidence.https.map(\.body))
        #expect(read.https.map(\.hops) == evidence.https.map(\.hops))
        #expect(read.https.map(\.error) == evidence.https.map(\.error))
        #expect(read.https.map(\.address) == evidence.https.map(\.address))
        #expect(read.tls.map(\.certificates) == evidence.tls.map(\.certificates))
        #expect(read.tls.map(\.version) == evidence.tls.map(\.version))
        #expect(read.federation.map(\.headers) == evidence.federation.map(\.headers))
        #expect(read.federation.map(\.body) == evidence.federation.map(\.body))
        #expect(read.https.map(\.skippedAddresses) == evidence.https.map(\.skippedAddresses))
    }

    @Test("a body from an internal address is not written, and is missing rather than empty when read back")
    func withheldBodies() throws {
        var document = HTTPSEntry(url: "https://example.com/", status: 200, body: Array("secret".utf8))
        document.isBodyWithheld = true
        var keys = FederationEntry(
            address: try #require(IPAddress("10.0.0.1")), port: 8448, path: "/", hostHeader: "a", status: 200,
            body: "secret")
        keys.isBodyWithheld = true
        let text = EvidenceWriter.text(Evidence(https: [document], federation: [keys]))
        #expect(!text.contains("secret"))
        let (read, problems) = EvidenceReader.read(Array(text.utf8))
        #expect(problems.isEmpty)
        #expect(read.https.first?.isBodyMissing == true && read.https.first?.body == nil)
        #expect(read.federation.first?.isBodyWithheld == true && read.federation.first?.body == nil)
        let name = try ServerName("example.com")
        let url = WellKnown.url("example.com", .server)
        var missing = HTTPSEntry(url: url, status: 200)
        missing.isBodyWithheld = true
        let unknown = Discovery.route(to: name, EvidenceIndex(Evidence(https: [missing])))
        #expect(unknown.delegation == .notCollected)
        let empty = Discovery.route(to: name, EvidenceIndex(Evidence(https: [HTTPSEntry(url: url, status: 200)])))
        #expect(empty.delegation == .absent)
    }

    @Test func writtenEvidenceHasNoInvisibleCharacters() throws {
        let text = EvidenceWriter.text(try Self.everything())
        let hidden = text.unicodeScalars.filter {
            $0.value < 0x20 && $0 != "\n" || $0.properties.generalCategory == .format
        }
        #expect(hidden.isEmpty)
    }

    private static func skipped(_ address: IPAddress) -> HTTPSEntry {
        var entry = HTTPSEntry(url: "https://example.com/", error: .internalAddress)
        entry.skippedAddresses = [address]
        return entry
    }

    private static func everything() throws -> Evidence {
        let name = try #require(Name("_matrix-fed._tcp.example.com."))
        let address = try #require(IPAddress("2001:db8::1"))
        let strange = "\"\\\n\r\t\u{0}\u{1B}[31m\u{7F}\u{202E}\u{FEFF}\u{2028}\u{E0001}é😀"
        let circumstances = Circumstances(
            at: Timestamp("2026-11-21T08:00:00Z"), milliseconds: 12, phase: .tls, detail: strange)
        let statuses = (DNSStatus.rcodes + DNSStatus.otherWords).compactMap { DNSStatus(word: $0) }
        #expect(statuses.count == DNSStatus.rcodes.count + DNSStatus.otherWords.count)
        return Evidence(
            collected: Timestamp("2026-11-21T08:00:00Z"),
            dns: statuses.map { DNSEntry(Question(name, .srv), $0) } + [
                DNSEntry(
                    Question(name, .srv), .noError,
                    records: [try AnswerRecord("\(name) 300 IN SRV 10 5 8448 a\\032b.example.com.")],
                    authority: ["example.com. 300 IN NS ns.example.com."], server: "192.0.2.53:53",
                    nameServer: Name("ns.example.com."), zone: Name("example.com."), transport: "tcp",
                    size: 512, isAuthoritative: true, isAuthentic: false,
                    extendedErrors: [DNSEntry.ExtendedError(code: 22, text: strange)], circumstances: circumstances)
            ],
            https: ExchangeError.allCases.map { HTTPSEntry(url: "https://example.com/", error: $0) } + [
                HTTPSEntry(
                    url: "https://example.com/\(strange)", address: address,
                    hops: [.init(url: "https://a/", status: 301, headers: [Header("Location", strange)])],
                    status: 200, body: Array(strange.utf8), circumstances: circumstances),
                HTTPSEntry(url: "https://example.com/", status: 200, body: [0xFF, 0x00, 0x22]),
                HTTPSEntry(url: "https://example.com/", status: 200, body: []), skipped(address),
            ],
            tls: [
                TLSEntry(
                    address: address, port: 8448, serverName: "example.com", version: "TLSv1.3",
                    certificates: ["-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"],
                    circumstances: circumstances),
                TLSEntry(
                    address: address, port: 1, serverName: "a", speaks: "HTTP", oldVersions: ["TLSv1"],
                    error: .tlsFailed),
            ],
            federation: [
                FederationEntry(
                    address: address, port: 65535, path: "/_matrix/key/v2/server", hostHeader: "example.com:8448",
                    status: 200, headers: [Header("Content-Type", "application/json")], body: strange,
                    circumstances: circumstances),
                FederationEntry(address: address, port: 1, path: "/", hostHeader: "a", error: .timeout),
            ]
        )
    }
}
