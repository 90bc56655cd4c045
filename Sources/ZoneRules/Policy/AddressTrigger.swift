/// The labels of an address trigger of a response-policy zone, in front of `rpz-ip` and the like: the prefix length, and then
/// the parts of the address in reverse order, with `zz` for `::`.
struct AddressTrigger {
    enum Mistake: Equatable {
        case prefixMissing
        case prefixLength(limit: Int)
        case part(String, isIPv6: Bool)
        case partCount
        /// Bits directly after the prefix are set. The name of the network, if it can be written without doubt.
        case hostBits(network: String?)
    }

    let mistake: Mistake?

    /// - Parameter labels: the labels in the order of the name, without the one that names the kind of trigger.
    init(_ labels: [String]) {
        mistake = Self.mistake(labels)
    }

    private static func mistake(_ labels: [String]) -> Mistake? {
        guard let first = labels.first, labels.count > 1 else { return .prefixMissing }
        let parts = Array(labels.dropFirst())
        let isIPv4 = parts.count == 4 && !parts.contains("zz")
        let limit = isIPv4 ? 32 : 128
        guard let prefix = number(first, upTo: limit), prefix > 0 else { return .prefixLength(limit: limit) }
        return isIPv4 ? ipv4(parts, prefix) : ipv6(parts, prefix)
    }

    private static func ipv4(_ parts: [String], _ prefix: Int) -> Mistake? {
        var address: UInt32 = 0
        for part in parts.reversed() {
            guard let octet = number(part, upTo: 255) else { return .part(part, isIPv6: false) }
            address = address << 8 | UInt32(octet)
        }
        let mask = UInt32.max << UInt32(32 - prefix)
        guard address & ~mask != 0 else { return nil }
        let network = address & mask
        let octets = [0, 8, 16, 24].map { String(network >> $0 & 0xFF) }
        return .hostBits(network: "\(prefix)." + octets.joined(separator: "."))
    }

    private static func ipv6(_ parts: [String], _ prefix: Int) -> Mistake? {
        let gaps = parts.count { $0 == "zz" }
        guard gaps <= 1, gaps == 1 ? parts.count <= 8 : parts.count == 8 else { return .partCount }
        var words: [UInt16] = []
        for part in parts.reversed() {
            if part == "zz" {
                words += [UInt16](repeating: 0, count: 9 - parts.count)
                continue
            }
            guard part.utf8.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }),
                let word = UInt16(part, radix: 16)
            else { return .part(part, isIPv6: true) }
            words.append(word)
        }
        // BIND refuses set bits in the group of 32 that the prefix ends in, and accepts them in later groups.
        let end = (prefix + 31) / 32 * 2
        for (index, word) in words.prefix(end).enumerated() {
            let covered = min(max(prefix - 16 * index, 0), 16)
            let mask = covered == 0 ? 0 : UInt16.max << UInt16(16 - covered)
            if word & ~mask != 0 { return .hostBits(network: nil) }
        }
        return nil
    }

    private static func number(_ text: String, upTo limit: Int) -> Int? {
        // BIND reads leading zeros as decimal, with a warning.
        guard text.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let number = Int(text)
        else { return nil }
        return number <= limit ? number : nil
    }
}
