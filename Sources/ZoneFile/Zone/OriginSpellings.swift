import DNS
import Synchronization

/// The origins of a zone in the letters of the directives that set them.
///
/// A ``NameTable`` has names in lower case. But a signature of an NSEC or HTTPS record is over the letters of the file (RFC
/// 6840 §5.1, RFC 3597 §7), and those of a relative name are completed by the origin.
struct OriginSpellings: Sendable {
    /// For each change of the origin in a source: the name, or `nil` if it is in lower case.
    private var changes: [[Name?]] = []
    /// The origin at the start of the zone file; `nil` if it is in lower case.
    private let first: Name?

    /// - Returns: `nil` if all origins are in lower case.
    init?(_ zone: Zone) {
        guard zone.apex != .unknownOrigin else { return nil }
        first = zone.givenOrigin.flatMap { $0.wire.contains(where: Self.isCapital) ? $0 : nil }
        var numbers: [ObjectIdentifier: Int] = [:]
        for (number, source) in zone.sources.enumerated() {
            // What includes or generates a source was read before it.
            let directive = source.directive
            let outer = directive.flatMap { numbers[ObjectIdentifier($0.source)] }
            var current = origin(at: directive?.range.lowerBound ?? 0, ofSource: outer ?? 0, zone)
            var list: [Name?] = []
            for change in zone.originChanges[number] {
                // After an `$INCLUDE` or `$GENERATE`, the origin is what it was before.
                let entry =
                    change.offset == 0
                    ? directive.flatMap { Entry($0.source, around: $0.range.lowerBound) }
                    : Entry(source, endingAt: change.offset)
                let name = zone.names.name(change.origin)
                // If the directive is not understood here, the name in lower case remains.
                current = [entry?.origin(below: current), current].compactMap(\.self).first { $0 == name } ?? name
                list.append(current.wire.contains(where: Self.isCapital) ? current : nil)
            }
            changes.append(list)
            numbers[ObjectIdentifier(source)] = number
        }
        guard first != nil || changes.contains(where: { $0.contains { $0 != nil } }) else { return nil }
    }

    /// The origin at an offset of a source that was read already.
    private func origin(at offset: Int, ofSource number: Int, _ zone: Zone) -> Name {
        let count = number < changes.count ? zone.originChangeCount(before: offset, in: number) : 0
        guard count > 0 else { return first ?? zone.names.name(zone.apex) }
        return changes[number][count - 1] ?? zone.names.name(zone.originChanges[number][count - 1].origin)
    }

    private static func isCapital(_ octet: UInt8) -> Bool { asciiLowercased(octet) != octet }

    /// The origin of relative names in the record; `nil` if it is in lower case.
    func origin(inForceAt id: RecordID, of zone: Zone) -> Name? {
        let record = zone.records[id]
        let count = zone.originChangeCount(before: Int(record.start), in: Int(record.source))
        return count == 0 ? first : changes[Int(record.source)][count - 1]
    }
}

/// Makes ``OriginSpellings`` once for all readers of a zone.
final class OriginSpellingsMemo: Sendable {
    private let value = Mutex<OriginSpellings??>(nil)

    func callAsFunction(of zone: Zone) -> OriginSpellings? {
        value.withLock { value in
            if let known = value { return known }
            let made = OriginSpellings(zone)
            value = .some(made)
            return made
        }
    }
}

/// The fields of a directive.
private struct Entry {
    private let fields: [[UInt8]]
    private let end: Int

    /// The number of lines that a directive may have.
    private static let lineLimit = 16

    /// Reads the directive on the line with the offset, or on one of the lines before it.
    init?(_ source: SourceFile, around offset: Int) {
        var start = min(offset, source.count)
        for _ in 0..<Self.lineLimit {
            while start > 0, source[start - 1] != 0x0A, source[start - 1] != 0x0D { start -= 1 }
            if start < source.count, source[start] == UInt8(ascii: "$") {
                var scanner = EntryScanner(source, from: start)
                defer { scanner.deallocate() }
                _ = scanner.next()
                fields = (0..<scanner.tokenCount).map { index in
                    let content = scanner.tokens[index].content
                    return Array(UnsafeBufferPointer(start: scanner.base + content.lowerBound, count: content.count))
                }
                end = scanner.position
                return
            }
            guard start > 0 else { return nil }
            start -= 1
        }
        return nil
    }

    /// Reads the directive that ends at the offset, where the next line begins.
    init?(_ source: SourceFile, endingAt offset: Int) {
        guard offset > 0 else { return nil }
        self.init(source, around: offset < source.count || source[offset - 1] == 0x0A ? offset - 1 : offset)
        guard end == offset else { return nil }
    }

    /// The origin that the directive sets; `nil` if it sets none.
    func origin(below previous: Name) -> Name? {
        guard let first = fields.first else { return nil }
        let index: Int
        switch String(decoding: first, as: UTF8.self).uppercased() {
        case "$ORIGIN": index = 1
        case "$INCLUDE": index = 2
        default: return nil
        }
        guard index < fields.count else { return nil }
        return Name(String(decoding: fields[index], as: UTF8.self), origin: previous)
    }
}

extension SourceFile {
    /// The directive that includes or generates the text.
    fileprivate var directive: SourceSpan? {
        switch provenance {
        case .given: nil
        case .included(let span), .generated(let span, _, _): span
        }
    }
}
