import CLDNS

/// Records of messages. The caller must have checked the names and their pointers, and the end of the record, which ldns
/// must not read past.
extension LDNSRecord {
    /// Reads the owner and the RDATA of the record at `start`, with uncompressed names.
    ///
    /// - Returns: `nil` if ldns refuses the record, or does not end at `end`.
    static func read(
        _ message: UnsafeBufferPointer<UInt8>,
        from start: Int,
        to end: Int
    ) -> (owner: [UInt8], rdata: [UInt8])? {
        var record: UnsafeMutablePointer<ldns_rr>?
        var position = start
        let status = ldns_wire2rr(&record, message.baseAddress, end, &position, LDNS_SECTION_ANSWER)
        // On an error ldns frees what it allocated.
        guard status == LDNS_STATUS_OK, let record else { return nil }
        defer { ldns_rr_free(record) }
        guard position == end else { return nil }
        var rdata: [UInt8] = []
        for index in 0..<ldns_rr_rd_count(record) { append(ldns_rr_rdf(record, index), to: &rdata) }
        var owner: [UInt8] = []
        append(ldns_rr_owner(record), to: &owner)
        return (owner, rdata)
    }

    private static func append(_ field: UnsafeMutablePointer<ldns_rdf>?, to bytes: inout [UInt8]) {
        guard let field, let data = ldns_rdf_data(field) else { return }
        bytes += UnsafeBufferPointer(start: data, count: ldns_rdf_size(field))
    }
}
