import CLDNS

/// Owns an ldns packet with a question.
struct LDNSQuery: ~Copyable {
    private let packet: UnsafeMutablePointer<ldns_pkt>

    /// - Returns: `nil` if there is not enough memory.
    init?(_ name: Name, _ type: RecordType, _ recordClass: RecordClass) {
        let wire = name.wire
        guard let name = ldns_rdf_new_frm_data(LDNS_RDF_TYPE_DNAME, wire.count, wire) else { return nil }
        let type = ldns_rr_type(UInt32(type.rawValue))
        let recordClass = ldns_rr_class(UInt32(recordClass.rawValue))
        guard let packet = ldns_pkt_query_new(name, type, recordClass, 0) else {
            ldns_rdf_deep_free(name)
            return nil
        }
        // The packet owns the name from here on.
        self.packet = packet
        // ldns replaces type 0 by A and class 0 by IN.
        let record = ldns_rr_list_rr(ldns_pkt_question(packet), 0)
        ldns_rr_set_type(record, type)
        ldns_rr_set_class(record, recordClass)
    }

    deinit {
        ldns_pkt_free(packet)
    }

    func set(id: UInt16, recursionDesired: Bool, checkingDisabled: Bool, dnssecOK: Bool, payloadSize: UInt16?) {
        ldns_pkt_set_id(packet, id)
        ldns_pkt_set_rd(packet, recursionDesired ? 1 : 0)
        ldns_pkt_set_cd(packet, checkingDisabled ? 1 : 0)
        guard let payloadSize else { return }
        ldns_pkt_set_edns_udp_size(packet, payloadSize)
        if dnssecOK { ldns_pkt_set_edns_do(packet, 1) }
    }

    func wire() -> [UInt8]? {
        guard let buffer = ldns_buffer_new(512) else { return nil }
        defer { ldns_buffer_free(buffer) }
        guard ldns_pkt2buffer_wire(buffer, packet) == LDNS_STATUS_OK, let start = ldns_buffer_begin(buffer) else {
            return nil
        }
        return Array(UnsafeBufferPointer(start: start, count: ldns_buffer_position(buffer)))
    }
}
