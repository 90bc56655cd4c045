import DNS

/// The networks and prefix lengths in the mechanisms of an SPF record (RFC 7208 §5.3–§5.6).
enum SPFNetwork {
    /// Returns what is wrong with the text after `ip4` or `ip6`.
    static func problem(of rest: Substring, isIPv6: Bool) -> SPFRecord.Problem.Kind? {
        if !isIPv6, rest.first == ":", let networks = networks(ofRange: rest.dropFirst()) {
            return .addressRange(networks: networks)
        }
        let parts = rest.dropFirst().split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard rest.first == ":", let address = parts.first, let ip = IPAddress(address), ip.isIPv6 == isIPv6 else {
            return .networkInvalid(version: isIPv6 ? 6 : 4)
        }
        let limit = isIPv6 ? 128 : 32
        guard parts.count > 1, !SPFDomain.isPrefixLength(parts[1], upTo: limit) else { return nil }
        return .prefixLength("\(limit)")
    }

    /// The networks of `192.0.2.0-192.0.2.31` and `192.0.2.0-31`; `nil` if the text is not a range. Empty if there are many.
    private static func networks(ofRange text: Substring) -> [String]? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = IPAddress(ends[0]), !first.isIPv6 else { return nil }
        let start = number(first)
        var end: UInt64
        if let last = IPAddress(ends[1]), !last.isIPv6 {
            end = number(last)
        } else {
            guard ends[1].utf8.allSatisfy({ $0 &- 0x30 < 10 }), let octet = UInt8(ends[1]) else { return nil }
            end = start & ~0xFF | UInt64(octet)
        }
        guard start <= end else { return nil }
        var (at, networks): (UInt64, [String]) = (start, [])
        while at <= end {
            var size = at == 0 ? UInt64(1) << 32 : at & (~at + 1)
            while at + size - 1 > end { size /= 2 }
            let octets = [24, 16, 8, 0].map { String(at >> $0 & 0xFF) }.joined(separator: ".")
            networks.append(size == 1 ? octets : "\(octets)/\(32 - size.trailingZeroBitCount)")
            at += size
        }
        return networks.count <= 4 ? networks : []
    }

    private static func number(_ address: IPAddress) -> UInt64 { address.octets.reduce(0) { $0 << 8 | UInt64($1) } }

    /// Removes `/24`, `//64` or both from the end of the text after `a` or `mx`.
    static func withoutPrefixLengths(_ text: Substring) -> (rest: Substring, problems: [SPFRecord.Problem.Kind]) {
        var rest = text
        if let start = rest.range(ofLast: "//") {
            guard SPFDomain.isPrefixLength(rest[start.upperBound...], upTo: 128) else {
                return (rest[..<start.lowerBound], [.prefixLength("128")])
            }
            rest = rest[..<start.lowerBound]
        }
        guard let slash = rest.lastIndex(of: "/"), !rest[slash...].contains("}") else { return (rest, []) }
        let isValid = SPFDomain.isPrefixLength(rest[rest.index(after: slash)...], upTo: 32)
        return (rest[..<slash], isValid ? [] : [.prefixLength("32")])
    }
}

extension Substring {
    fileprivate func range(ofLast mark: String) -> Range<Index>? {
        var at = endIndex
        while at > startIndex {
            at = index(before: at)
            if self[at...].hasPrefix(mark), !self[at...].contains("}") { return at..<index(at, offsetBy: mark.count) }
        }
        return nil
    }
}
