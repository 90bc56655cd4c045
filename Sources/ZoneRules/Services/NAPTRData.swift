import DNS

/// The parts of a NAPTR record that decide what clients do next (RFC 3403 §4.1).
struct NAPTRData {
    /// In lower case.
    let flags: String
    /// In lower case.
    let services: String
    let expression: [UInt8]
    let replacement: Name

    init?(_ rdata: [UInt8]) {
        var at = 4
        func string() -> [UInt8]? {
            guard at < rdata.count, at + Int(rdata[at]) < rdata.count else { return nil }
            defer { at += 1 + Int(rdata[at]) }
            return Array(rdata[at + 1..<at + 1 + Int(rdata[at])])
        }
        guard let flags = string(), let services = string(), let expression = string(), at < rdata.count,
            let replacement = Name(wire: rdata[at...])
        else { return nil }
        self.flags = String(decoding: flags, as: UTF8.self).lowercased()
        self.services = String(decoding: services, as: UTF8.self).lowercased()
        self.expression = expression
        self.replacement = replacement
    }
}
