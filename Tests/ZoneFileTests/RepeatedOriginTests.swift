import DNS
import Testing
import ZoneFile

@Suite("Names that repeat the origin")
struct RepeatedOriginTests {
    /// The intended target of the zone's SRV record, found with and without the record.
    private func intendedTarget(_ text: String, origin: String = "example.com.") throws -> [String?] {
        let source = SourceFile(path: "zone", text: "$TTL 60\n" + text)
        let zone = Zone(reading: source, options: ReadingOptions(origin: Name(origin)))
        let id = Int(try #require(zone.records(ofType: .srv).first))
        let target = zone.records[id].target
        return [zone.nameWithoutRepeatedOrigin(target, writtenIn: id), zone.nameWithoutRepeatedOrigin(target)]
            .map { $0?.description }
    }

    @Test(
        "A name written in full without its final dot is recognised",
        arguments: [
            ("_a._tcp IN SRV 0 0 1 matrix.example.com", "matrix.example.com."),
            ("_a._tcp IN SRV 0 0 1 Matrix.EXAMPLE.com", "matrix.example.com."),
            ("_a._tcp IN SRV 0 0 1 example.com", "example.com."),
            ("$ORIGIN sub.example.com.\n_a._tcp IN SRV 0 0 1 host.example.com", "host.example.com."),
            ("$ORIGIN sub.example.com.\n_a._tcp IN SRV 0 0 1 host.sub.example.com", "host.sub.example.com."),
            ("$ORIGIN sub.example.com.\n_a._tcp IN SRV 0 0 1 sub.example.com", "sub.example.com."),
        ])
    func repeated(text: String, expected: String) throws {
        #expect(try intendedTarget(text) == [expected, expected])
    }

    @Test(
        "Other names are not recognised",
        arguments: [
            "_a._tcp IN SRV 0 0 1 matrix", "_a._tcp IN SRV 0 0 1 matrix.example.com.",
            "_a._tcp IN SRV 0 0 1 mail.example.net", "_a._tcp IN SRV 0 0 1 a.b", "_a._tcp IN SRV 0 0 1 myexample.com",
            "_a._tcp IN SRV 0 0 1 .", "_a._tcp IN SRV 0 0 1 matrix.example.net.",
        ])
    func notRepeated(text: String) throws {
        #expect(try intendedTarget(text) == [nil, nil])
    }

    @Test("A name that intentionally contains the zone's name is not recognised")
    func noOriginThere() throws {
        #expect(try intendedTarget("_a._tcp IN SRV 0 0 1 example.com._report._dmarc")[1] == nil)
    }

    @Test("Nothing is recognised in the root zone")
    func noApex() throws {
        #expect(try intendedTarget("_a._tcp IN SRV 0 0 1 a.com", origin: ".") == [nil, nil])
    }

    @Test("The origin in force is the last one before the record")
    func originInForce() throws {
        let text = """
            $TTL 60
            a IN A 192.0.2.1
            $ORIGIN one.example.com.
            b IN A 192.0.2.1
            $ORIGIN two.example.com.
            c IN A 192.0.2.1
            """
        let zone = Zone(
            reading: SourceFile(path: "zone", text: text),
            options: ReadingOptions(origin: Name("example.com."))
        )
        let origins = zone.records.indices.map { zone.names.text(zone.origin(inForceAt: $0)) }
        #expect(origins == ["example.com.", "one.example.com.", "two.example.com."])
    }
}
