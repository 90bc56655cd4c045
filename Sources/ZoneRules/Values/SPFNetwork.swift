import DNS

/// The networks and prefix lengths in the mechanisms of an SPF record (RFC 7208 §5.3–§5.6).
enum SPFNetwork {
    /// Returns what is wrong with the text after `ip4` or `ip6`.
    static func problem(of rest: Substring, isIPv6: Bool) -> SPFRecord.Problem.Kind? {
        let parts = rest.dropFirst().split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard rest.first == ":", let address = parts.first, let ip = IPAddress(address), ip.isIPv6 == isIPv6 else {
            return .networkInvalid(version: isIPv6 ? 6 : 4)
        }
        let limit = isIPv6 ? 128 : 32
        guard parts.count > 1, !SPFDomain.isPrefixLength(parts[1], upTo: limit) else { return nil }
        return .prefixLength("\(limit)")
    }

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
