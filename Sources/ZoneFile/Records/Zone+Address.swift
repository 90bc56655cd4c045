import DNS

extension Zone {
    /// The address of an A or AAAA record, usually without reading the record again; `nil` for other types.
    public func address(of id: RecordID) -> IPAddress? {
        let record = records[id]
        guard record.type == .a || record.type == .aaaa else { return nil }
        let plain = sources[Int(record.source)].withBytes { bytes -> IPAddress? in
            let start = Int(record.rdata)
            var end = start
            while end < bytes.count, Self.isAddressByte(bytes[end]) { end += 1 }
            let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
            guard record.type == .aaaa else { return IPv4Text.read(text).map(IPAddress.v4) }
            return IPv6Text.read(text).map(IPAddress.v6)
        }
        // In the generic form of RFC 3597.
        return plain ?? IPAddress(octets: rdata(of: id))
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        byte &- 0x2E < 13 && byte != 0x2F || (byte | 0x20) &- 0x61 < 6
    }
}
