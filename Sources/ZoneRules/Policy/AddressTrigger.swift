/// The labels of an address trigger of a response-policy zone, in front of `rpz-ip` and the like: the prefix length, and then
/// the parts of the address in reverse order, with `zz` for `::`.
struct AddressTrigger {
    enum Mistake: Equatable {
        case prefixMissing
        /// An address without its prefix length, or a network as it is written elsewhere. The labels to write instead, and those
        /// if the parts are in reverse already.
        case written(String, reversed: String?)
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
        if let mistake = written(labels) { return mistake }
        let mistake = unreadable(labels)
        // `192.0.2.1.32` and `2001.db8.zz.32`, in the order of addresses
        guard mistake != nil, unreadable(labels.reversed()) == nil else { return mistake }
        return .written(labels.reversed().joined(separator: "."), reversed: nil)
    }

    private static func unreadable(_ labels: [String]) -> Mistake? {
        guard let first = labels.first, labels.count > 1 else { return .prefixMissing }
        let parts = Array(labels.dropFirst())
        let isIPv4 = parts.count == 4 && !parts.contains("zz")
        let limit = isIPv4 ? 32 : 128
        guard let prefix = number(first, upTo: limit), prefix > 0 else { return .prefixLength(limit: limit) }
        return isIPv4 ? ipv4(parts, prefix) : ipv6(parts, prefix)
    }

    /// `1.2.0.192` without the prefix length in front of it, and `192.0.2.0/24`.
    private static func written(_ labels: [String]) -> Mistake? {
        guard labels.count == 4 else { return nil }
        let last = labels[3].split(separator: "/", omittingEmptySubsequences: false)
        guard labels.prefix(3).allSatisfy({ number($0, upTo: 255) != nil }), number(String(last[0]), upTo: 255) != nil
        else { return nil }
        if last.count == 1 {
            let (forward, reversed) = (labels.reversed().joined(separator: "."), labels.joined(separator: "."))
            return .written("32.\(forward)", reversed: "32.\(reversed)")
        }
        guard last.count == 2, let prefix = number(String(last[1]), upTo: 32), prefix > 0 else { return nil }
        let meant = ["\(prefix)", "\(last[0])"] + labels.prefix(3).reversed()
        return mistake(meant) == nil ? .written(meant.joined(separator: "."), reversed: nil) : nil
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
