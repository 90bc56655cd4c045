import DNS

/// Arithmetic of serial numbers (RFC 1982).
public enum SerialNumber {
    /// Whether secondaries consider `new` newer than `old`.
    public static func isIncrease(from old: UInt32, to new: UInt32) -> Bool {
        let difference = new &- old
        return difference > 0 && difference < 1 << 31
    }
}

extension Zone {
    /// The serial of the SOA record at the apex; `nil` if there is no record, or it cannot be read.
    public var serial: UInt32? {
        records(at: apex, type: .soa).first.flatMap(serial)
    }

    private func serial(of soa: RecordID) -> UInt32? {
        let rdata = rdata(of: soa)
        guard rdata.count >= 22 else { return nil }
        return rdata[(rdata.count - 20)..<(rdata.count - 16)].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Why the serial of a zone cannot be edited.
    public enum SerialObstacle: Error, Sendable {
        /// There is no SOA record at the apex, or it could not be read.
        case noSOA
        /// The zone has several SOA records, with different serials.
        case severalSerials
        /// The SOA record is in the generic form (RFC 3597), or is made by `$GENERATE`.
        case noField
    }

    /// The serial, and its fields in the text: one for each SOA record at the apex. The output of a zone transfer ends with the
    /// record that it begins with (RFC 5936 §2.2).
    public func serialFields() throws(SerialObstacle) -> (serial: UInt32, fields: [SourceSpan]) {
        let records = records(at: apex, type: .soa)
        guard let serial else { throw .noSOA }
        var spans: [SourceSpan] = []
        for soa in records {
            guard self.serial(of: soa) == serial else { throw .severalSerials }
            let rdata = fields(of: soa).rdata
            // In the generic form, the serial is not a field of its own.
            guard rdata.count == 7, !self.records[soa].flags.contains(.genericRDATA) else { throw .noField }
            if case .generated = rdata[2].span.source.provenance { throw .noField }
            let (span, isQuoted) = (rdata[2].span, rdata[2].isQuoted)
            let digits = isQuoted ? span.range.lowerBound + 1..<span.range.upperBound - 1 : span.range
            spans.append(SourceSpan(span.source, digits))
        }
        return (serial, spans)
    }
}
