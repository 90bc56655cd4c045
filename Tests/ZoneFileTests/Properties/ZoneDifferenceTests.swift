import DNS
import TestSupport
import Testing
import ZoneFile

@Suite("Differences between zones")
struct ZoneDifferenceTests {
    private static let head = "$ORIGIN example.com.\n$TTL 3600\n@ SOA ns1 hostmaster 1 7200 3600 1209600 3600\n"

    private func zone(_ text: String) -> Zone {
        Zone(
            reading: SourceFile(path: "z", text: text), options: ReadingOptions(origin: Name("example.com.")))
    }

    /// Lines of one record each, with repeated owners and types.
    private func lines(_ random: inout SeededRandom) -> [String] {
        (0..<random.number(1..<40)).map { _ in
            let record = RecordTexts.record(&random)
            let owner = random.pick(["@", "a", "b", "x.a", "*", "é\\.y".replacing("é", with: "e")])
            return "\(owner) \(random.pick([60, 3600])) \(record.type) \(record.data.joined(separator: " "))"
        }
    }

    /// What a zone publishes: the TTL of each record by its owner, type and data.
    private func contents(_ zone: Zone) -> [[UInt8]: UInt32] {
        var contents: [[UInt8]: UInt32] = [:]
        for id in zone.records.indices {
            let (key, ttl) = (key(id, zone), zone.records[id].ttl)
            contents[key] = min(contents[key] ?? ttl, ttl)
        }
        return contents
    }

    private func key(_ id: RecordID, _ zone: Zone) -> [UInt8] {
        let record = zone.records[id]
        return Array("\(zone.names.text(record.owner)) \(record.type) ".utf8) + zone.rdata(of: id)
    }

    @Test("the changes, applied to the old zone, give the new one", arguments: 0..<300)
    func applied(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let first = lines(&random)
        let kept = first.filter { _ in !random.oneIn(3) }
            .map { random.oneIn(5) ? $0.replacing(" 60 ", with: " 61 ") : $0 }
        let old = zone(Self.head + first.joined(separator: "\n") + "\n")
        let new = zone(
            Self.head.replacing(" 1 7200", with: " 2 7200") + (kept + lines(&random)).joined(separator: "\n") + "\n")
        #expect(old.isComplete && new.isComplete)
        let difference = ZoneDifference(from: old, to: new)
        var result = contents(old)
        for change in difference.changes {
            for id in change.removed { #expect(result.removeValue(forKey: key(id, old)) != nil) }
            for id in change.added { #expect(result.updateValue(new.records[id].ttl, forKey: key(id, new)) == nil) }
            for ttl in change.ttlChanges { result[key(ttl.old, old)] = new.records[ttl.new].ttl }
        }
        #expect(result == contents(new))
        #expect(difference.unknown.isEmpty)
        #expect(difference.changes.contains { $0.isSerialOnly })
    }

    @Test("order, case, duplicates and notation of names make no difference", arguments: 0..<300)
    func respelt(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let first = lines(&random)
        var other = first.map { line -> String in
            let fields = line.split(separator: " ", maxSplits: 1)
            let owner = fields[0] == "@" ? "example.com." : random.pick(["\(fields[0])", "\(fields[0]).EXAMPLE.com."])
            return "\(owner.uppercased())\t\(fields[1]) ; comment"
        }
        other += first.prefix(3)
        other.shuffle(using: &random)
        let soa = "@ 3600 IN SOA ( NS1.example.com. hostmaster.EXAMPLE.com. 1 2h 1h 2w 1h )"
        let old = zone(Self.head + first.joined(separator: "\n") + "\n")
        let new = zone("$ORIGIN example.com.\n" + (other + [soa]).joined(separator: "\n") + "\n")
        #expect(ZoneDifference(from: old, to: new).changes.map { "\($0.owner) \($0.type)" } == [])
        #expect(old.hasSameContents(as: new) && new.hasAllContents(of: old))
    }

    @Test("a record that may be in an unreadable line is unknown, not removed")
    func unreadable() throws {
        let old = zone(Self.head + "a A 192.0.2.1\na TXT x\nb A 192.0.2.2\nc A 192.0.2.3\n")
        let new = zone(Self.head + "a A 192.0.2.300\nb NOSUCHTYPE x\n")
        let difference = ZoneDifference(from: old, to: new)
        #expect(difference.unknown.map { "\($0.owner) \($0.type)" } == ["a.example.com. A", "b.example.com. A"])
        #expect(difference.changes.map { "\($0.owner) \($0.type)" } == ["a.example.com. TXT", "c.example.com. A"])
        #expect(difference.newUnread.count == 2 && difference.newUnread.first?.start.line == 4)
    }

    @Test("after an include that was not read, no record counts as removed")
    func unreadInclude() {
        let old = zone(Self.head + "a A 192.0.2.1\n")
        let new = zone(Self.head + "$INCLUDE other\nb A 192.0.2.2\n")
        let difference = ZoneDifference(from: old, to: new)
        #expect(difference.unknown.map(\.owner) == ["a.example.com."])
        #expect(difference.changes.map(\.owner) == ["b.example.com."])
        let back = ZoneDifference(from: new, to: old)
        #expect(back.unknown.map(\.kind) == [.added] && back.changes.map(\.kind) == [.removed])
    }

    @Test("the SOA record comes first, then names in canonical order")
    func order() {
        let old = zone(Self.head)
        let new = zone(
            Self.head.replacing(" 3600\n", with: " 60\n")
                + "z A 192.0.2.1\na.b A 192.0.2.1\nb A 192.0.2.1\n@ A 192.0.2.1\n")
        let owners = ZoneDifference(from: old, to: new).changes.map(\.owner)
        #expect(owners == ["example.com.", "example.com.", "b.example.com.", "a.b.example.com.", "z.example.com."])
    }
}
