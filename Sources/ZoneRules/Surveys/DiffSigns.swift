import DNS
import Diagnostics
import ZoneFile

/// Records with the `+` of a diff in front of their owners.
struct DiffSigns {
    /// The records of consecutive lines, in the order of the file.
    private(set) var blocks: [[RecordID]] = []
    private var owners: [NameID: Int] = [:]
    private let zone: Zone

    /// No patch that is pasted into a zone file has more lines.
    private static let limit = 1_000

    /// - Parameter zone: read once, so only if it has an owner with this sign.
    init(_ zone: Zone) {
        self.zone = zone
        var found: [RecordID] = []
        for id in zone.records.indices where Self.hasSign(id, zone) {
            found.append(id)
            guard found.count <= Self.limit else { return }
        }
        for id in found {
            if let last = blocks.last?.last, isNextLine(id, after: last) {
                blocks[blocks.count - 1].append(id)
            } else {
                blocks.append([id])
            }
        }
        // A service or another name may have the sign on purpose, a host may not (RFC 1123 §2.1).
        blocks = blocks.filter { $0.contains { CheckNames.hasHostOwner(zone.records[$0].type) } }
        for (number, block) in blocks.enumerated() {
            for id in block { owners[zone.records[id].owner] = owners[zone.records[id].owner] ?? number }
        }
    }

    /// The number of the block with the owner.
    func block(with owner: NameID) -> Int? { owners[owner] }

    /// The signs of a block.
    func signs(_ block: [RecordID]) -> [SourceSpan] {
        block.compactMap { id in
            zone.fields(of: id).owner.map {
                SourceSpan($0.span.source, $0.span.range.lowerBound..<$0.span.range.lowerBound + 1)
            }
        }
    }

    /// Whether the sign is in the first column, and a letter, a digit or an underscore is after it.
    private static func hasSign(_ id: RecordID, _ zone: Zone) -> Bool {
        let (record, source) = (zone.records[id], zone.sources[Int(zone.records[id].source)])
        let start = Int(record.start)
        guard start + 1 < source.count, source[start] == UInt8(ascii: "+"), !source.isGenerated else { return false }
        let next = source[start + 1]
        return asciiLowercased(next) &- 0x61 < 26 || next &- 0x30 < 10 || "_@*".utf8.contains(next)
    }

    private func isNextLine(_ id: RecordID, after last: RecordID) -> Bool {
        let (record, before) = (zone.records[id], zone.records[last])
        guard record.source == before.source else { return false }
        let source = zone.sources[Int(record.source)]
        return source.location(of: Int(record.start)).line == zone.fields(of: last).span.end.line + 1
    }
}
