import ZoneFile

/// The value of a TXT record as its readers see it: all strings of the record, with nothing between them.
struct TextValue {
    let bytes: [UInt8]

    init(of id: RecordID, in zone: Zone) {
        let record = zone.records[id]
        if let range = WholeString.range(of: record, in: zone) {
            bytes = zone.sources[Int(record.source)].withBytes { Array($0[range]) }
            return
        }
        var bytes: [UInt8] = []
        let rdata = zone.rdata(of: id)
        var at = 0
        while at < rdata.count {
            let end = min(at + 1 + Int(rdata[at]), rdata.count)
            bytes += rdata[at + 1..<end]
            at = end
        }
        self.bytes = bytes
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Returns the span of a part of the value in the file, or of the whole data if its notation differs from the value.
    static func span(of range: Range<Int>, in id: RecordID, _ zone: Zone) -> SourceSpan {
        let fields = zone.fields(of: id)
        guard let first = fields.rdata.first, let last = fields.rdata.last else { return fields.type.span }
        let source = first.span.source
        let whole = SourceSpan(source, first.span.range.lowerBound..<last.span.range.upperBound)
        guard !range.isEmpty, !zone.records[id].flags.contains(.genericRDATA) else { return whole }
        var (start, offset): (Int?, Int) = (nil, 0)
        for field in fields.rdata {
            let content = field.span.range.lowerBound + (field.isQuoted ? 1 : 0)
            let count = field.span.range.count - (field.isQuoted ? 2 : 0)
            guard field.text.utf8.count == count, !field.text.utf8.contains(UInt8(ascii: "\\")) else { return whole }
            if start == nil, range.lowerBound < offset + count { start = content + range.lowerBound - offset }
            if let start, range.upperBound <= offset + count {
                return SourceSpan(source, start..<content + range.upperBound - offset)
            }
            offset += count
        }
        return whole
    }
}
