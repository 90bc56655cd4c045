import Testing

@testable import Federation

@Suite struct ClientDocumentTests {
    private static func document(_ text: String) throws -> ClientDocument {
        try #require(ClientDocument(Array(text.utf8)))
    }

    @Test(arguments: [
        ("https://matrix.example.com", "https://matrix.example.com/_matrix/client/versions"),
        ("https://matrix.example.com/", "https://matrix.example.com/_matrix/client/versions"),
        ("https://Matrix.Example.com:443//", "https://matrix.example.com/_matrix/client/versions"),
        ("https://example.com:8448/sub/path/", "https://example.com:8448/sub/path/_matrix/client/versions"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]/_matrix/client/versions"),
    ])
    func `the URL of the versions is below base_url`(base: String, versions: String) throws {
        let document = try Self.document(#"{"m.homeserver": {"base_url": "\#(base)"}}"#)
        #expect(document.versionsURL == versions)
    }

    @Test(arguments: ["http://matrix.example.com", "matrix.example.com", "", "https://"])
    func `what is not an https URL is not requested`(base: String) throws {
        #expect(try Self.document(#"{"m.homeserver": {"base_url": "\#(base)"}}"#).versionsURL == nil)
    }

    @Test
    func
        `services of other types are not asked, and the old path of the metadata only if the document names an issuer`()
        throws
    {
        let plain = try Self.document(
            """
            {"m.homeserver": {"base_url": "https://a.example"},
             "org.matrix.msc4143.rtc_foci": [{"type": "other", "livekit_service_url": "https://b.example"}, 7]}
            """)
        #expect(plain.callServices.isEmpty)
        #expect(plain.authenticationURLs == ["https://a.example/_matrix/client/v1/auth_metadata"])
        let both = try Self.document(
            """
            {"m.homeserver": {"base_url": "https://a.example"}, "m.authentication": {"issuer": "https://c.example"},
             "org.matrix.msc4143.rtc_foci": [{"type": "livekit", "livekit_service_url": "https://b.example"}]}
            """)
        #expect(both.callServices.map(\.text) == ["https://b.example"])
        #expect(
            both.authenticationURLs == [
                "https://a.example/_matrix/client/v1/auth_metadata",
                "https://a.example/_matrix/client/unstable/org.matrix.msc2965/auth_metadata",
            ])
    }
}
