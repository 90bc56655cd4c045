import DNS
import Testing
import ZoneFile

@Suite("Addresses of records")
struct AddressTests {
    @Test(
        "The address of a record is the same, however it is written",
        arguments: [
            ("A 192.0.2.1", "192.0.2.1"), ("A 192.0.2.1;x", "192.0.2.1"), ("A ( 192.0.2.1 )", "192.0.2.1"),
            ("A (192.0.2.1)", "192.0.2.1"), ("A \\# 4 C0000201", "192.0.2.1"),
            ("AAAA 2001:DB8::A", "2001:db8::a"), ("AAAA ::ffff:192.0.2.1\t; x", "::ffff:192.0.2.1"),
            ("AAAA \\# 16 20010DB8000000000000000000000001", "2001:db8::1"), ("AAAA 2001:db8::1\r", "2001:db8::1"),
        ])
    func address(_ text: String, _ expected: String) throws {
        let zone = Zone(
            reading: SourceFile(path: "zone", text: "h 3600 IN \(text)\nt 3600 IN TXT 192.0.2.1\n"),
            options: ReadingOptions(origin: Name("example.com.")))
        try #require(zone.records.count == 2)
        #expect(zone.address(of: 0)?.description == expected)
        #expect(zone.address(of: 0) == IPAddress(octets: zone.rdata(of: 0)))
        #expect(zone.address(of: 1) == nil)
    }
}
