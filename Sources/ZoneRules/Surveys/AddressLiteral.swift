import DNS

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
        var text = target[...]
        if text.last == "." { text = text.dropLast() }
        if text.first == "[", text.last == "]" { text = text.dropFirst().dropLast() }
        self.init(text)
    }

    var recordType: RecordType {
        switch self {
        case .ipv4: .a
        case .ipv6: .aaaa
        }
    }
}
