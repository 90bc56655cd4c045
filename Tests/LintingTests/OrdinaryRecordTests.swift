import DNS
import TestSupport
import Testing
import ZoneFile

@testable import ZoneRules

/// The quick judgements of ordinary records, compared with the thorough ones that they save.
@Suite("Ordinary records are recognised only if a thorough judgement finds nothing")
struct OrdinaryRecordTests {
    private func zone(_ text: String) -> Zone {
        let start = "$TTL 3600\n@ IN SOA ns1.example.net. host.example.net. 1 7200 900 1209600 3600\n"
        let options = ReadingOptions(origin: Name("example.com."))
        return Zone(reading: SourceFile(path: "zone", text: start + text), options: options)
    }

    // MARK: - SPF

    private func isOrdinary(_ value: String, hasOtherZones: Bool = false) -> Bool {
        let ordinary = OrdinarySPF(origin: ".example.com", hasOtherZones: hasOtherZones)
        return Array(value.utf8).withUnsafeBufferPointer { ordinary.matches($0) }
    }

    @Test(
        "A usual SPF record is not read as text",
        arguments: [
            "v=spf1 -all", "v=spf1 mx ip4:192.0.2.1 -all", "V=SPF1 A MX ?ALL", "v=spf1",
            "v=spf1 redirect=_spf.example.org",
            "v=spf1  ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all ",
            "v=spf1 include:_spf.example.org. a:mail.example.net -all",
            "v=spf1 include:notexample.com -all", "v=spf1 exists:%{i}._spf.example.org -all",
            "v=spf1 a a a a a a a a a a ip4:192.0.2.1 ip4:192.0.2.2 -all",
        ])
    func usualSPF(_ value: String) {
        #expect(isOrdinary(value))
    }

    @Test(
        "An SPF record that a rule may report is read as text",
        arguments: [
            "v=spf1 include:example.com -all", "v=spf1 include:_spf.EXAMPLE.com. -all", "v=spf1 redirect=example.com",
            "v=spf1 redirect=a.example.org redirect=b.example.org", "v=spf1 +redirect=a.example.org", "v=spf10 -all",
            "v=spf1 ip4:192.0.2.300 -all", "v=spf1 ip4:2001:db8::1", "v=spf1 ip6:192.0.2.1", "v=spf1 ip4:192.0.2.0/33",
            "v=spf1 ip4:192.0.2.0/024", "v=spf1 ip4: 192.0.2.1", "v=spf1 include:localhost",
            "v=spf1 include: a.example",
            "v=spf1 all:x", "v=spf1 include=a.example.org", "v=spf1 ipv4:192.0.2.1", "v=spf1 a mx,a -all", "v=spf1 +",
            "v=spf1 a a a a a a a a a a a", "v=spf1 a mx a mx a mx a mx a mx redirect=a.example", " v=spf1 -all",
            "\"v=spf1 -all", "v=spf1 a:b/24.example", "v=spf1 include",
            "v=spf1 -all mx", "v=spf1 a ~all -all", "v=spf1 mx +all", "v=spf1 all", "v=spf1 ip4:192.0.2.0/0 -all",
            "v=spf1 -all v=spf1", "v=spf1 redirect=a.example.org -all",
        ])
    func unusualSPF(_ value: String) {
        #expect(!isOrdinary(value))
    }

    @Test(
        "No generated SPF record with a problem or an include of the zone is ordinary",
        arguments: 1...4 as ClosedRange<UInt64>)
    func generatedSPF(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "include:", "redirect=", "exp=", "a", "mx", "ptr", "all", "ip4:", "ip6:", "exists:", "A:", "mx:", "+", "-",
            "~", " ",
            "  ", "/", "/24", "//64", "/33", "/0", "/00", "192.0.2.1", "192.0.2.256", "2001:db8::1", ":", "=", ".",
            "%{i}", "%",
            "example.org", "example.com", "_spf.example.com.", "EXAMPLE.com", "com", "notexample.com", "é", "\u{7F}",
            "9",
        ]
        var ordinary = 0
        for _ in 0..<4_000 {
            var value = "v=spf1"
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                value += random.pick([" ", " ", " ", ""]) + random.pick(pieces)
                if Bool.random(using: &random) { value += random.pick(pieces) }
            }
            guard isOrdinary(value) else { continue }
            ordinary += 1
            let record = SPFRecord(Array(value.utf8))
            #expect(record?.problems.isEmpty == true, "\(value)")
            #expect(record.map { $0.lookups <= 10 } == true, "\(value)")
            let named = record?.terms.filter { $0.name == "include" || $0.name == "redirect" } ?? []
            for domain in named.compactMap({ $0.domain?.lowercased() }) {
                #expect(
                    !("." + domain + ".").hasSuffix(".example.com.") && !domain.hasSuffix(".example.com."), "\(value)")
            }
            #expect(named.isEmpty || !isOrdinary(value, hasOtherZones: true), "\(value)")
        }
        #expect(ordinary > 100)
    }

    @Test(
        "The value of a TXT record is the same, however it is written",
        arguments: [
            (#""a b""#, "a b"), (#""a" ; "b""#, "a"), (#""a";b"#, "a"), (#""a" "b""#, "ab"),
            ("( \"a\"\n \"b\" )", "ab"),
            ("(\"a\"\n)", "a"), (#""a\"b""#, #"a"b"#), (#""a\098""#, "ab"), ("a", "a"), ("\\# 2 0161", "a"),
            ("\"\"", ""),
            ("\"a\"\r", "a"), ("\"a\"\t ", "a"),
        ])
    func text(_ written: String, _ value: String) {
        let zone = zone("t IN TXT \(written)\n")
        #expect(zone.records.count == 2)
        #expect(TextValue(of: 1, in: zone).text == value)
    }

    // MARK: - Owners of SRV records

    @Test("Usual owners of SRV records are not read as text")
    func usualOwners() {
        let owners = [
            "_sip._tcp", "_xmpp-server._tcp", "_xmpp-client._tcp", "_matrix._tcp", "_matrix-fed._tcp.chat", "_sip._tls",
            "_sipfederationtls._tcp", "_ldap._tcp.Default-First-Site-Name._sites.dc._msdcs", "_minecraft._tcp",
            "_ntp._udp",
        ]
        let zone = zone(owners.map { "\($0) SRV 0 0 1 m\n" }.joined())
        for record in zone.records.dropFirst() {
            #expect(SRVOwner.isOrdinary(record.owner, zone.names), "\(zone.names.text(record.owner))")
        }
    }

    @Test("No generated owner with a fault is ordinary", arguments: 1...4 as ClosedRange<UInt64>)
    func generatedOwners(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let labels = [
            "_tcp", "_udp", "_tls", "_sctp", "tcp", "_tcp_", "_t-cp", "_sip", "__sip", "sip", "_sip-", "_si--p", "_12",
            "*", "_",
            "-", "_matrix", "_matrix-fed", "_matrix-identity", "_matri-k", "_matirx", "_matrixfederation", "_metrix",
            "_sub",
            "_sites", "_msdcs", "dc", "_sipfederationtls", "_a-very-long-service", "chat", "_xmpp-client", "_sip_tcp",
            "_MATRIX",
        ]
        let owners = (0..<3_000).map { _ in
            (0..<Int.random(in: 1...4, using: &random)).map { _ in random.pick(labels) }.joined(separator: ".")
        }
        let zone = zone(owners.map { "\($0) SRV 0 0 1 m\n\($0).example.org. SRV 0 0 1 m\n" }.joined())
        var ordinary = 0
        for record in zone.records.dropFirst() where SRVOwner.isOrdinary(record.owner, zone.names) {
            ordinary += 1
            let fault = SRVOwner.fault(of: record.owner, port: record.port, in: zone)
            #expect(fault == nil, "\(zone.names.text(record.owner))")
        }
        #expect(ordinary > 100)
    }

    @Test("Every word within the distance of a Matrix service may be intended", arguments: 1...4 as ClosedRange<UInt64>)
    func intendedServices(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters = Array("abcdefghijklmnopqrstuvwxyz-0".utf8)
        for (word, edits) in [("matrix", 1), ("matrixfed", 2), ("matrixfederation", 3)] {
            for _ in 0..<500 {
                var bytes = Array(word.utf8)
                for _ in 0..<edits {
                    let at = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0...3, using: &random) {
                    case 0: bytes[at] = random.pick(letters)
                    case 1: bytes.remove(at: at)
                    case 2: bytes.insert(random.pick(letters), at: at)
                    default: if at > 0 { bytes.swapAt(at, at - 1) }
                    }
                }
                let label = Array("_".utf8) + bytes
                // More than two other letters than those of `matrix` are another word.
                let shared = Set("matrix".utf8).intersection(bytes).count
                let mayBe = label.withUnsafeBufferPointer(MatrixService.mayBeIntended)
                #expect(mayBe || shared < 4, "\(String(decoding: label, as: UTF8.self))")
            }
        }
        for other in ["_xmpp-client", "_xmpp-server", "_imaps", "_submission", "_autodiscover"] {
            #expect(!Array(other.utf8).withUnsafeBufferPointer(MatrixService.mayBeIntended), "\(other)")
        }
    }

    // MARK: - Host names

    @Test("A name is a host name exactly if no label has a fault", arguments: 1...4 as ClosedRange<UInt64>)
    func hostNames(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let labels = ["www", "a-b", "-a", "a-", "a_b", "_a", "*", "9", "x\\.y", "é", "A", "@"]
        let owners = (0..<500).map { _ in
            (0..<Int.random(in: 1...4, using: &random)).map { _ in random.pick(labels) }.joined(separator: ".")
        }
        let zone = zone(owners.map { "\($0) A 192.0.2.1\n" }.joined())
        let hostNames = HostNames(of: zone)
        for record in zone.records {
            let isHostName = CheckNames.fault(of: record.owner, in: zone) == nil
            #expect(hostNames.contains(record.owner) == isHostName, "\(zone.names.text(record.owner))")
        }
    }
}
