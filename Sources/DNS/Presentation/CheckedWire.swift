extension LDNSRecord {
    /// The line that ldns prints for RDATA in wire form.
    ///
    /// - Returns: `nil` if the octets are not RDATA of the type: ldns would accept two octets as an SRV record.
    static func text(ofWire rdata: [UInt8], type: RecordType) -> String? {
        guard rdata.count <= 65535, RecordFormat.of(type).map({ WireCheck.isWellFormed(rdata, as: $0) }) != false else {
            return nil
        }
        return text(ofCheckedWire: rdata, type: type)
    }

    /// The fields that ldns prints for RDATA in wire form; `nil` if the octets are not RDATA of the type.
    static func fields(ofWire rdata: [UInt8], type: RecordType) -> [[UInt8]]? {
        guard let line = text(ofWire: rdata, type: type) else { return nil }
        // Owner, TTL, class and type come first.
        return Array(split(Array(line.utf8)).dropFirst(4))
    }
}
