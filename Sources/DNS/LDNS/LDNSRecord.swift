import CLDNS
import Glibc

/// A resource record of ldns and its memory.
///
/// Only lines that were checked and normalised go in: ldns misreads much of what a zone file may hold, see
/// Sources/DNS/README.md.
struct LDNSRecord: ~Copyable {
    private let record: UnsafeMutablePointer<ldns_rr>

    /// Reads one line `owner TTL class type rdata`, all names in it absolute.
    ///
    /// - Returns: `nil` when ldns refuses the line.
    init?(parsing line: [UInt8]) {
        var text = line.map { CChar(bitPattern: $0) }
        text.append(0)
        var record: UnsafeMutablePointer<ldns_rr>?
        let status = ldns_rr_new_frm_str(&record, text, 0, nil, nil)
        // On an error ldns frees what it had made and leaves the pointer alone.
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

    /// How many fields ldns holds for the RDATA.
    var fieldCount: Int { ldns_rr_rd_count(record) }

    /// The RDATA as ldns prints it, cut into fields; quoted fields keep their quotes.
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

    /// The line ldns prints for RDATA of a type, or `nil` when the octets are not that type's: ldns would take
    /// two octets for an SRV record.
    static func text(ofWire rdata: [UInt8], type: RecordType) -> String? {
        guard rdata.count <= 65535, RecordFormat.of(type).map({ WireCheck.isWellFormed(rdata, as: $0) }) != false else {
            return nil
        }
        // The root as owner, the class IN and a TTL of 0.
        var wire: [UInt8] = [0, UInt8(type.rawValue >> 8), UInt8(type.rawValue & 0xFF), 0, 1, 0, 0, 0, 0]
        wire.append(UInt8(rdata.count >> 8))
        wire.append(UInt8(rdata.count & 0xFF))
        wire.append(contentsOf: rdata)
        var record: UnsafeMutablePointer<ldns_rr>?
        var position = 0
        let status = ldns_wire2rr(&record, wire, wire.count, &position, LDNS_SECTION_ANSWER)
        // On an error ldns frees what it had made.
        guard status == LDNS_STATUS_OK, let record else { return nil }
        defer { ldns_rr_free(record) }
        guard position == wire.count, let printed = ldns_rr2str(record) else { return nil }
        defer { free(printed) }
        return String(cString: printed)
    }

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
