import Testing

@testable import Network

@Suite struct HTTPURLTests {
    /// The examples of RFC 3986 §5.4, except those for other schemes and unsupported features.
    @Test(arguments: [
        ("g", "/b/c/g"), ("./g", "/b/c/g"), ("g/", "/b/c/g/"), ("/g", "/g"), ("?y", "/b/c/d;p?y"), ("g?y", "/b/c/g?y"),
        ("#s", "/b/c/d;p?q"), ("g#s", "/b/c/g"), ("g?y#s", "/b/c/g?y"), (";x", "/b/c/;x"), ("g;x", "/b/c/g;x"),
        ("g;x?y#s", "/b/c/g;x?y"), ("", "/b/c/d;p?q"), (".", "/b/c/"), ("./", "/b/c/"), ("..", "/b/"), ("../", "/b/"),
        ("../g", "/b/g"), ("../..", "/"), ("../../", "/"), ("../../g", "/g"), ("../../../g", "/g"),
        ("../../../../g", "/g"), ("/./g", "/g"), ("/../g", "/g"), ("g.", "/b/c/g."), (".g", "/b/c/.g"),
        ("g..", "/b/c/g.."), ("..g", "/b/c/..g"), ("./../g", "/b/g"), ("./g/.", "/b/c/g/"), ("g/./h", "/b/c/g/h"),
        ("g/../h", "/b/c/h"), ("g;x=1/./y", "/b/c/g;x=1/y"), ("g;x=1/../y", "/b/c/y"), ("g?y/./x", "/b/c/g?y/./x"),
        ("g?y/../x", "/b/c/g?y/../x"), ("g#s/../x", "/b/c/g"),
    ])
    func `references resolve as RFC 3986 says`(reference: String, target: String) throws {
        let base = try HTTPURL("https://a/b/c/d;p?q")
        #expect(try base.resolving(reference).description == "https://a\(target)")
    }

    @Test(arguments: [
        ("https://Example.TEST", "https://example.test/"), ("https://example.test:443/", "https://example.test/"),
        ("http://example.test:443/", "http://example.test:443/"),
        ("https://[2001:DB8::1]:8448/x", "https://[2001:db8::1]:8448/x"),
        ("https://example.test?x", "https://example.test/?x"),
        ("https://example.test/\u{FC}", "https://example.test/%C3%BC"),
        (" https://example.test/a b ", "https://example.test/a%20b"),
        ("https://example.test:/", "https://example.test/"),
    ])
    func `one URL has one spelling`(text: String, spelling: String) throws {
        #expect(try HTTPURL(text).description == spelling)
    }

    @Test func `a URL cannot smuggle a second request`() {
        #expect(throws: URLProblem.controlCharacter) { try HTTPURL("https://example.test/\r\nGET /x") }
        #expect(throws: URLProblem.controlCharacter) { try HTTPURL(host: "example.test", path: "/\n") }
        #expect(throws: URLProblem.self) { try HTTPURL(host: "example.test/x#", path: "/") }
        #expect(throws: URLProblem.tooLong) { try HTTPURL("https://a/" + String(repeating: "x", count: 9000)) }
    }
}
