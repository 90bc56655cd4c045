import DNS

extension Zone {
    /// The RDATA in wire form, names uncompressed and in lower case: equal for records that mean the same, however
    /// they are written. Of types that only one server knows, the fields as written.
    ///
    /// To compare many records, ask for ``repeatedRecords``.
    public func rdata(of id: RecordID) -> [UInt8] {
        RDATAReader(self).rdata(of: id) ?? []
    }

    /// The whole lines that the record's entry takes up in its source, comments and line end included.
    public func lines(of id: RecordID) -> SourceSpan {
        let source = sources[Int(records[id].source)]
        var scanner = EntryScanner(source, from: Int(records[id].start), upTo: cut(of: records[id]) ?? .max)
        defer { scanner.deallocate() }
        _ = scanner.next()
        return SourceSpan(source, Int(records[id].start)..<max(Int(records[id].start), scanner.position))
    }
}

/// Reads the RDATA of records of a zone again, in canonical form (RFC 4034 §6.2, with the names of every type in lower
/// case: RFC 4343 has them equal whatever DNSSEC signs).
final class RDATAReader {
    // A class for its deinit: the scanner's buffer is freed with it. One for many records, so that a scanner is made
    // for each source and not for each record.
    private let zone: Zone
    private var scanner: EntryScanner
    private var source: UInt16 = 0
    private var coder = RDATACoder()
    private var fields: [FieldText] = []
    private var origin: (id: NameID, name: Name?)

    init(_ zone: Zone) {
        self.zone = zone
        scanner = EntryScanner(zone.sources[0])
        origin = (.unknownOrigin, nil)
    }

    deinit {
        scanner.deallocate()
    }

    /// `nil` if it cannot be read a second time, which only what ``ZoneProblem`` reported can bring about.
    func rdata(of id: RecordID) -> [UInt8]? {
        let record = zone.records[id]
        readFields(record)
        guard !ServerPrivateType.contains(record.type) else { return asWritten() }
        guard encode(record.type, origin: originName(of: id)) else { return nil }
        var wire = coder.wire
        Self.lowercaseNames(in: &wire, of: record.type)
        return wire
    }

    private func readFields(_ record: ZoneRecord) {
        let end = zone.cut(of: record) ?? .max
        if record.source != source {
            scanner.deallocate()
            scanner = EntryScanner(zone.sources[Int(record.source)])
            source = record.source
        }
        scanner.skip(to: Int(record.start), upTo: end)
        _ = scanner.next()
        if scanner.entryFlags.contains(.nonASCII) { _ = scanner.splitAtForeignSpaces() }
        fields.removeAll(keepingCapacity: true)
        for index in 0..<scanner.tokenCount {
            let start = scanner.tokens[index].start
            guard start >= record.rdata, start < end else { continue }
            let content = scanner.tokens[index].content
            let bytes = UnsafeBufferPointer(start: scanner.base + content.lowerBound, count: content.count)
            fields.append(FieldText(bytes: bytes, isQuoted: scanner.tokens[index].flags.contains(.quoted)))
        }
    }

    private func encode(_ type: RecordType, origin: Name?) -> Bool {
        func encode(_ count: Int) -> RDATAProblem? {
            fields.withUnsafeBufferPointer {
                coder.encode(type, fields: UnsafeBufferPointer(rebasing: $0[..<count]), origin: origin)
            }
        }
        guard let problem = encode(fields.count) else { return true }
        // A comment in another language's form, or lines an unclosed parenthesis ran into: the reader left them out too.
        guard case .extra = problem.kind, problem.fieldIndex < fields.count else { return false }
        return encode(problem.fieldIndex) == nil
    }

    private func originName(of id: RecordID) -> Name? {
        let current = zone.origin(inForceAt: id)
        if current != origin.id { origin = (current, current == .unknownOrigin ? nil : zone.names.name(current)) }
        return origin.name
    }

    private func asWritten() -> [UInt8] {
        var octets: [UInt8] = []
        for field in fields { octets += [field.isQuoted ? 1 : 0] + Array(field.bytes) + [0] }
        return octets
    }

    /// Puts the names in a wire-form RDATA in lower case, as far as the fields before them have lengths of their own.
    static func lowercaseNames(in wire: inout [UInt8], of type: RecordType) {
        guard let format = RecordFormat.of(type) else { return }
        var at = 0
        for field in format.fields {
            switch field.kind {
            case .name, .signer:
                while at < wire.count, wire[at] != 0 {
                    let end = min(at + 1 + Int(wire[at]), wire.count)
                    for index in at + 1..<end { wire[index] = asciiLowercased(wire[index]) }
                    at = end
                }
                at += 1
            case .uint8, .algorithm, .syncScheme, .gatewayType: at += 1
            case .uint16, .recordType: at += 2
            case .uint32, .seconds, .time, .ipv4: at += 4
            case .string, .substitution: at += at < wire.count ? 1 + Int(wire[at]) : 0
            default: return
            }
        }
    }
}
