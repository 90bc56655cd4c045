import DNS
import Federation
import Testing

/// The grammar of the specification (appendices, "Server Name").
@Suite struct ServerNameTests {
    @Test(arguments: [
        ("example.com", "example.com", nil),
        ("EXAMPLE.com:8448", "EXAMPLE.com", 8448),
        ("a", "a", nil),
        ("localhost:1", "localhost", 1),
        ("xn--bcher-kva.example", "xn--bcher-kva.example", nil),
        ("1.2.3.4.5", "1.2.3.4.5", nil),
        ("256.1.1.1:1", "256.1.1.1", 1),
        ("1.2.3", "1.2.3", nil),
        ("-a.test", "-a.test", nil),
        ("example.com:00443", "example.com", 443),
        ("example.com:0", "example.com", 0),
        ("example.com:99999", "example.com", 99999),
    ])
    func namesAreRead(_ text: String, _ host: String, _ port: Int?) throws {
        let name = try ServerName(text)
        #expect(name.host == .name(host))
        #expect(name.port == port)
        #expect(name.hostText == host)
        #expect(name.text == text)
        #expect(name.description == text)
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1", "192.0.2.1", nil),
        ("192.0.2.1:443", "192.0.2.1", "192.0.2.1", 443),
        ("[2001:db8::1]", "2001:db8::1", "[2001:db8::1]", nil),
        ("[2001:DB8:0::1]:8448", "2001:db8::1", "[2001:DB8:0::1]", 8448),
        ("[::ffff:192.0.2.1]", "::ffff:192.0.2.1", "[::ffff:192.0.2.1]", nil),
        ("[::]:1", "::", "[::]", 1),
    ])
    func addressesAreRead(_ text: String, _ address: String, _ hostText: String, _ port: Int?) throws {
        let name = try ServerName(text)
        #expect(name.host == .address(try #require(IPAddress(address))))
        #expect(name.port == port)
        // A Host header has the original text.
        #expect(name.hostText == hostText)
        #expect(name.dnsName == nil)
    }

    @Test(arguments: [
        ("", ServerNameProblem.empty),
        ("@user:example.com", .sigil("@")),
        ("#room:example.com", .sigil("#")),
        ("!room:example.com", .sigil("!")),
        ("$event", .sigil("$")),
        ("https://example.com", .url),
        ("example.com/", .url),
        ("example.com:443/path", .url),
        ("[2001:db8::1", .bracketNotClosed),
        ("[2001:db8::1]8448", .textAfterBracket("8448")),
        ("[192.0.2.1]", .notIPv6("192.0.2.1")),
        ("[]", .notIPv6("")),
        ("[2001:db8::1%eth0]", .notIPv6("2001:db8::1%eth0")),
        ("[::1::]", .notIPv6("::1::")),
        ("2001:db8::1", .addressWithoutBrackets),
        ("::1", .addressWithoutBrackets),
        ("example.com:1:2", .severalColons),
        (":8448", .hostMissing),
        ("example.com:", .portMissing),
        ("[::1]:", .portMissing),
        ("example.com:https", .portNotNumber("https")),
        ("example.com:+1", .portNotNumber("+1")),
        ("example.com: 1", .portNotNumber(" 1")),
        ("example.com:٣", .portNotNumber("٣")),
        ("example.com:100000", .portTooLong("100000")),
        ("example.com:008448", .portTooLong("008448")),
        ("a_b.example", .character("_", host: "a_b.example")),
        (" example.com", .character(" ", host: " example.com")),
        ("exa mple.com", .character(" ", host: "exa mple.com")),
        ("bücher.example", .character("ü", host: "bücher.example")),
        ("user%example.com", .character("%", host: "user%example.com")),
        ("a\u{0}b", .character("\u{0}", host: "a\u{0}b")),
        ("example.com\n", .character("\n", host: "example.com\n")),
        ("example.com.", .trailingDot),
        ("example.com.:443", .trailingDot),
        ("a..example", .emptyLabel),
        (".example", .emptyLabel),
        (".", .emptyLabel),
        ("example.com..", .emptyLabel),
    ])
    func whatIsOutsideTheGrammarIsNamed(_ text: String, _ problem: ServerNameProblem) {
        #expect(throws: problem) { try ServerName(text) }
        #expect(!problem.words.isEmpty)
        #expect(!problem.help.isEmpty)
    }

    @Test func lengthsAreLimitedByTheDNS() throws {
        let label = String(repeating: "a", count: 63)
        let longest = [label, label, label, String(repeating: "b", count: 61)].joined(separator: ".")
        #expect(try ServerName(longest).dnsName != nil)
        #expect(throws: ServerNameProblem.labelTooLong(label + "a")) { try ServerName(label + "a.example") }
        let long = Array(repeating: "a", count: 128).joined(separator: ".") + "b"
        #expect(long.utf8.count == 256)
        #expect(throws: ServerNameProblem.tooLong(256)) { try ServerName(long) }
    }

    @Test func unusablePortsAreRecognised() throws {
        #expect(try ServerName("example.com:0").usablePort == nil)
        #expect(try ServerName("example.com:65536").usablePort == nil)
        #expect(try ServerName("example.com:65535").usablePort == 65535)
        #expect(try ServerName("example.com:1").usablePort == 1)
    }

    @Test func namesAreComparedAsWritten() throws {
        #expect(try ServerName("example.com") != ServerName("example.com:8448"))
        #expect(try ServerName("example.com") != ServerName("Example.com"))
        #expect(try ServerName("Example.com").isLowercase == false)
        #expect(try ServerName("example.com").isLowercase)
    }

    @Test func helpHasTheALabelsOfAnInternationalName() {
        let problem = ServerNameProblem.character("ü", host: "bücher.Example")
        #expect(problem.help == "write the A-label form, `xn--bcher-kva.example`")
        // A label that Punycode cannot encode gets the general help.
        #expect(ServerNameProblem.character("_", host: "a_b").words.contains("underscore"))
    }
}
