import DNS

extension Zone {
    /// The RDATA in wire form, with uncompressed names in lower case. It is equal for records with the same data in any
    /// notation. For types that only one server product knows, the fields as they are in the file.
    ///
    /// To compare many records, use ``repeatedRecords``.
    public func rdata(of id: RecordID) -> [UInt8] {
        RDATAReader(self).rdata(of: id) ?? []
    }

    /// The whole lines of the record's entry in its source, including comments and the line end.
    public func lines(of id: RecordID) -> SourceSpan {
        let source = sources[Int(records[id].source)]
        var scanner = EntryScanner(source, from: Int(records[id].start), upTo: endOfUnclosedEntry(records[id]) ?? .max)
        defer { scanner.deallocate() }
        _ = scanner.next()
        return SourceSpan(source, Int(records[id].start)..<max(Int(records[id].start), scanner.position))
    }
}

/// Reads the RDATA of records of a zone again, with uncompressed names.
public final class RDATAReader {
    // A class, because its deinit frees the scanner's buffer. Used for many records, so that a scanner is created for each
    // source and not for each record.
    private let zone: Zone
    private let form: Form
    private var scanner: EntryScanner
    private var source: UInt16 = 0
    private var coder = RDATACoder()
    private var fields: [FieldText] = []
    private var origin: (id: NameID, name: Name?)
    /// What is signed has the letters of the file; `nil` if those do not matter.
    private let spellings: OriginSpellings?

    public enum Form: Sendable {
        /// The names of all types are in lower case, because RFC 4343 compares all names without case.
        case comparable
        /// What is signed and hashed (RFC 4034 §6.2): only the types that it lists have their names in lower case.
        case canonical
    }

    public convenience init(_ zone: Zone) {
        self.init(zone, .comparable)
    }

    public init(_ zone: Zone, _ form: Form) {
        self.zone = zone
        self.form = form
        scanner = EntryScanner(zone.sources[0])
        origin = (.unknownOrigin, nil)
        spellings = form == .canonical ? zone.originSpellings(of: zone) : nil
    }

    deinit {
        scanner.deallocate()
    }

    /// The RDATA of a record; `nil` if it cannot be read again, which only happens after a ``ZoneProblem``.
    public func rdata(of id: RecordID) -> [UInt8]? {
        let record = zone.records[id]
        readFields(record)
        guard !ServerPrivateType.contains(record.type) else { return fieldOctets() }
        guard encode(record.type, origin: originName(of: id)) else { return nil }
        var wire = coder.wire
        if form == .comparable || Self.hasCanonicalNames(record.type) {
            Self.lowercaseNames(in: &wire, of: record.type)
        }
        return wire
    }

    private func readFields(_ record: ZoneRecord) {
        let end = zone.endOfUnclosedEntry(record) ?? .max
        if record.source != source {
            scanner.deallocate()
            scanner = EntryScanner(zone.sources[Int(record.source)])
            source = record.source
        }
        scanner.skip(to: Int(record.start), upTo: end)
        _ = scanner.next()
        if scanner.entryFlags.contains(.nonASCII) { _ = scanner.splitAtUnicodeSpaces() }
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
        // A comment of another language, or lines after an unclosed parenthesis, which the reader ignored too.
        guard case .extra = problem.kind, problem.fieldIndex < fields.count else { return false }
        return encode(problem.fieldIndex) == nil
    }

    private func originName(of id: RecordID) -> Name? {
        if let spelled = spellings?.origin(inForceAt: id, of: zone) { return spelled }
        let current = zone.origin(inForceAt: id)
        if current != origin.id { origin = (current, current == .unknownOrigin ? nil : zone.names.name(current)) }
        return origin.name
    }

    private func fieldOctets() -> [UInt8] {
        var octets: [UInt8] = []
        for field in fields { octets += [field.isQuoted ? 1 : 0] + Array(field.bytes) + [0] }
        return octets
    }

    /// Whether names are converted to lower case before signing (RFC 4034 §6.2). NSEC is in that list by mistake (RFC 6840
    /// §5.1), and newer types do not belong to it (RFC 3597 §7).
    private static func hasCanonicalNames(_ type: RecordType) -> Bool {
        switch type.rawValue {
        // NS, MD, MF, CNAME, SOA, MB, MG, MR, PTR, MINFO, MX, RP, AFSDB, RT, SIG, PX, NXT, SRV, NAPTR, KX, A6, DNAME, RRSIG
        case 2...9, 12, 14, 15, 17, 18, 21, 24, 26, 30, 33, 35, 36, 38, 39, 46: true
        default: false
        }
    }

    /// Converts the names in RDATA in wire form to lower case, up to the first field whose length is not known.
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
