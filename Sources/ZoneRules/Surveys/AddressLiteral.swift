import DNS
import ZoneFile

/// An IP address in place of a domain name, as a zone file writes it: with or without a final dot.
enum AddressLiteral: Equatable {
    case ipv4(UInt32)
    case ipv6(UInt128)

    init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let found: AddressLiteral? = bytes.withUnsafeBufferPointer { bytes in
            IPv4Text.read(bytes).map { .ipv4($0) } ?? IPv6Text.read(bytes).map { .ipv6($0) }
        }
        guard let found else { return nil }
        self = found
    }

    /// Reads a target, with or without brackets.
    init?(target: some StringProtocol) {
        self.init(Self.bare(String(target)))
    }

    /// Reads the target of an NS, CNAME, DNAME, PTR, MX or SRV record. `nil` if the name exists, or is that of an address: names of
    /// reverse zones look like addresses.
    init?(targetOf id: RecordID, in zone: Zone) {
        let target = zone.records[id].target
        guard Self.mayBe(target, in: zone), !zone.exists(target), !zone.unread.mayContain(target, nil),
            ReverseName.address(of: zone.names.name(target)) == nil,
            let text = DottedName.target(of: id, in: zone)?.text,
            let literal = AddressLiteral(target: text)
        else { return nil }
        self = literal
    }

    /// Whether the first label of a target is a number, or has a colon or an angle bracket.
    static func mayBe(_ name: NameID, in zone: Zone) -> Bool {
        zone.names.withLabel(of: name) { label in
            label.allSatisfy { $0 &- 0x30 < 10 } || label.contains(UInt8(ascii: ":"))
                || label.first == UInt8(ascii: "<")
        }
    }

    /// The text of a target without brackets of either kind, without the final dot and without a port.
    static func bare(_ text: String) -> String {
        var text = text[...]
        if text.last == "." { text = text.dropLast() }
        if text.first == "<", text.last == ">" { text = text.dropFirst().dropLast() }
        if let port = port(of: text) { text = text.dropLast(port.count + 1) }
        if text.first == "[", text.last == "]" { text = text.dropFirst().dropLast() }
        return String(text)
    }

    /// The port of `192.0.2.10:8448` and `[2001:db8::10]:8448`. Without brackets, the last group of an IPv6 address looks like one.
    static func port(of text: some StringProtocol) -> String? {
        let text = text.last == "." ? String(text.dropLast()) : String(text)
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let (host, port) = (text[..<colon], text[text.index(after: colon)...])
        guard !port.isEmpty, port.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
            host.hasPrefix("[") && host.hasSuffix("]") || !host.contains(":")
        else { return nil }
        return String(port)
    }

    var recordType: RecordType {
        switch self {
        case .ipv4: .a
        case .ipv6: .aaaa
        }
    }
}
