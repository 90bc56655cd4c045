import CLDNS
import Glibc

/// Owns a resource record of ldns.
///
/// Only checked and normalised lines may be parsed: ldns misreads much of what a zone file may contain, see
/// Sources/DNS/README.md.
struct LDNSRecord: ~Copyable {
    private let record: UnsafeMutablePointer<ldns_rr>

    /// Parses one line `owner TTL class type rdata` with absolute names.
    ///
    /// - Returns: `nil` if ldns refuses the line.
    init?(parsing line: [UInt8]) {
        var text = line.map { CChar(bitPattern: $0) }
        text.append(0)
        var record: UnsafeMutablePointer<ldns_rr>?
        let status = ldns_rr_new_frm_str(&record, text, 0, nil, nil)
        // On an error ldns frees what it allocated, and does not set the pointer.
        guard status == LDNS_STATUS_OK, let record else { return nil }
        self.record = record
    }

    deinit {
        ldns_rr_free(record)
    }

    /// The wire form of the RDATA, uncompressed.
    func rdata() -> [UInt8]? {
        guard let buffer = ldns_buffer_new(512) else { return nil }
        defer { ldns_buffer_free(buffer) }
        guard ldns_rr_rdata2buffer_wire(buffer, record) == LDNS_STATUS_OK, let start = ldns_buffer_begin(buffer) else {
            return nil
        }
        return Array(UnsafeBufferPointer(start: start, count: ldns_buffer_position(buffer)))
    }

    /// The number of RDATA fields in the ldns record.
    var fieldCount: Int { ldns_rr_rd_count(record) }

    /// The fields of the RDATA as ldns prints them. Quoted fields keep their quotes.
    func fields() -> [[UInt8]]? {
        guard let text = text() else { return nil }
        // Owner, TTL, class and type come first.
        return Array(LDNSRecord.split(text).dropFirst(4))
    }

    /// The whole record as ldns prints it.
    func text() -> [UInt8]? {
        guard let printed = ldns_rr2str(record) else { return nil }
        defer { free(printed) }
        return Array(String(cString: printed).utf8)
    }

    /// The line that ldns prints for RDATA that is known to be well-formed for its type.
    static func text(ofCheckedWire rdata: [UInt8], type: RecordType) -> String? {
        // The root as owner, the class IN and a TTL of 0.
        var wire: [UInt8] = [0, UInt8(type.rawValue >> 8), UInt8(type.rawValue & 0xFF), 0, 1, 0, 0, 0, 0]
        wire.append(UInt8(rdata.count >> 8))
        wire.append(UInt8(rdata.count & 0xFF))
        wire.append(contentsOf: rdata)
        var record: UnsafeMutablePointer<ldns_rr>?
        var position = 0
        let status = ldns_wire2rr(&record, wire, wire.count, &position, LDNS_SECTION_ANSWER)
        // On an error ldns frees what it allocated.
        guard status == LDNS_STATUS_OK, let record else { return nil }
        defer { ldns_rr_free(record) }
        guard position == wire.count, let printed = ldns_rr2str(record) else { return nil }
        defer { free(printed) }
        return String(cString: printed)
    }

    /// Splits a line at white space outside quotes.
    static func split(_ text: [UInt8]) -> [[UInt8]] {
        var fields: [[UInt8]] = []
        var field: [UInt8] = []
        var inQuotes = false
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\\"), index + 1 < text.count {
                field.append(byte)
                index += 1
                field.append(text[index])
            } else if !inQuotes, byte == 0x20 || byte == 0x09 || byte == 0x0A {
                if !field.isEmpty { fields.append(field) }
                field = []
            } else {
                if byte == UInt8(ascii: "\""), inQuotes || field.isEmpty { inQuotes.toggle() }
                field.append(byte)
            }
            index += 1
        }
        if !field.isEmpty { fields.append(field) }
        return fields
    }
}
