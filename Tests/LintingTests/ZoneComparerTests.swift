import DNS
import Linting
import ServerRules
import TestSupport
import Testing
import ZoneFile

@Suite("What changes of zones mean")
struct ZoneComparerTests {
    private static let zone = """
        $ORIGIN example.com.
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster 1 7200 3600 1209600 3600
        @ IN NS ns1.example.net.
        matrix IN A 192.0.2.1
        other IN A 192.0.2.2
        _matrix-fed._tcp IN SRV 10 0 8448 matrix

        """

    private func compare(_ old: [String], _ new: [String], servers: [ServerInput] = []) -> ComparisonReport {
        func inputs(_ texts: [String], _ name: String) -> [ZoneInput] {
            texts.enumerated().map { ZoneInput(.source(SourceFile(path: "\(name)/z\($0)", text: $1))) }
        }
        return ZoneComparer(ZoneLoader(), servers: servers).compare(inputs(old, "old"), inputs(new, "new"))
    }

    @Test("a new SRV target changes the route of all implementations, and not the certificate of the specification")
    func target() throws {
        let report = compare([Self.zone], [Self.zone.replacing("8448 matrix", with: "443 other")])
        let change = try #require(report.servers.first)
        #expect(report.servers.count == 1 && change.serverName == "example.com")
        #expect(change.before.specification.destinations.map(\.host) == ["matrix.example.com."])
        #expect(change.after.specification.destinations.map(\.port) == [443])
        #expect(change.affected.contains { $0.name == .synapse } && change.losing.isEmpty && change.gaining.isEmpty)
        #expect(!change.newNames.contains { $0.isSpecified })
        #expect(change.assumesNoDocument)
    }

    @Test("without the address of the target, servers can no longer connect, and back")
    func lost() throws {
        let broken = Self.zone.replacing("matrix IN A 192.0.2.1\n", with: "")
        let change = try #require(compare([Self.zone], [broken]).servers.first)
        #expect(change.losing.contains { $0.name == .synapse } && change.isLostToAll)
        let back = try #require(compare([broken], [Self.zone]).servers.first)
        #expect(back.gaining.map(\.name) == change.losing.map(\.name) && back.losing.isEmpty)
    }

    @Test("without SRV records, the certificate name stays and the route falls back")
    func fallback() throws {
        let without = Self.zone.replacing("_matrix-fed._tcp IN SRV 10 0 8448 matrix\n", with: "@ IN A 192.0.2.9\n")
        let change = try #require(compare([Self.zone], [without]).servers.first)
        #expect(change.after.specification.destinations.first?.host == "example.com")
        #expect(change.newNames.filter(\.isSpecified).isEmpty)
    }

    @Test("a change of other records says nothing about Matrix servers")
    func unrelated() {
        let report = compare([Self.zone], [Self.zone.replacing("192.0.2.2", with: "192.0.2.3")])
        #expect(report.servers.isEmpty && report.hasChanges && !report.isPartlyUnknown)
    }

    @Test("after an unreadable address, nobody is said to lose the server")
    func unreadable() {
        let report = compare([Self.zone], [Self.zone.replacing("192.0.2.1\n", with: "192.0.2.1x\n")])
        #expect(report.servers.allSatisfy { $0.losing.isEmpty })
        #expect(!report.hasChanges && report.isPartlyUnknown)
        #expect(report.reading.findings.map(\.rule.code) == ["Z104"])
    }

    @Test("zones are matched by origin, whatever their file is called")
    func origins() {
        let net = Self.zone.replacing("$ORIGIN example.com.", with: "$ORIGIN example.net.")
        let org = Self.zone.replacing("$ORIGIN example.com.", with: "$ORIGIN example.org.")
        let report = compare([Self.zone, net], [org, Self.zone])
        #expect(report.summary.zonesAdded == 1 && report.summary.zonesRemoved == 1)
        #expect(report.zones.count(where: { $0.difference?.changes.isEmpty ?? false }) == 1)
    }

    @Test("of many servers with the same setup, those whose records change are compared, and the rest is counted")
    func many() {
        let names = (0..<60).map { "s\($0)" }
        let records = names.map { name in
            ["_matrix-fed", "_matrix"].map { "\($0)._tcp.\(name) SRV 10 0 8448 matrix\n" }.joined()
        }
        let old = Self.zone.replacing("192.0.2.", with: "93.184.215.") + records.joined()
        let new = old.replacing("tcp.s59 SRV 10 0 8448 matrix", with: "tcp.s59 SRV 10 0 8448 other")
        let report = compare([old], [new])
        #expect(report.servers.map(\.serverName) == ["s59.example.com"])
        #expect(report.serversNotCompared == 0 && !report.isPartlyUnknown)
        func inputs(_ text: String) -> [ZoneInput] { [ZoneInput(.source(SourceFile(path: "z", text: text)))] }
        var comparer = ZoneComparer(ZoneLoader())
        comparer.serverLimit = 1
        let limited = comparer.compare(inputs(old), inputs(new))
        #expect(limited.servers.map(\.serverName) == ["s59.example.com"])
        #expect(limited.serversNotCompared == 60 && limited.isPartlyUnknown)
    }
}
