import DNS

/// Recognises SPF records about which no rule has anything to say, without copying their parts.
///
/// A hosting company publishes an SPF record for every domain. ``SPFRecord`` reads all that are not recognised here, so that
/// the two only have to agree on what is recognised.
struct OrdinarySPF {
    /// The name of the zone, in lower case, with a dot in front and without its final dot.
    private let origin: [UInt8]
    private let hasOtherZones: Bool

    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// - Parameter hasOtherZones: whether the run has other zones, which may show what a record includes.
    init(origin: String, hasOtherZones: Bool) {
        self.origin = Array(origin.utf8)
        self.hasOtherZones = hasOtherZones
    }

    /// Whether the value is an SPF record without a problem, with at most ten lookups (RFC 7208 §4.6.4), that includes nothing
    /// that the run shows.
    func matches(_ value: Bytes) -> Bool {
        guard value.hasFoldedPrefix("v=spf1"), value.count == 6 || value[6] == 0x20 else { return false }
        var (start, lookups, redirects) = (6, 0, 0)
        var sawAll = false
        while start < value.count {
            guard value[start] != 0x20 else {
                start += 1
                continue
            }
            var end = start
            while end < value.count, value[end] != 0x20 { end += 1 }
            // Mechanisms after `all`, and `redirect` beside it, have no effect (RFC 7208 §5.1).
            let term = Bytes(rebasing: value[start..<end])
            guard !sawAll, matches(term, &lookups, &redirects) else { return false }
            sawAll = Self.isAll(term)
            start = end
        }
        return lookups <= 10 && redirects <= (sawAll ? 0 : 1)
    }

    private func matches(_ term: Bytes, _ lookups: inout Int, _ redirects: inout Int) -> Bool {
        let hasQualifier = term[0] == 0x2B || term[0] == 0x2D || term[0] == 0x3F || term[0] == 0x7E
        let start = hasQualifier ? 1 : 0
        var at = start
        while at < term.count, term[at] != UInt8(ascii: ":"), term[at] != UInt8(ascii: "=") { at += 1 }
        let name = Bytes(rebasing: term[start..<at])
        // Z289 reports mechanisms that allow all hosts.
        if Self.isAll(term) { return hasQualifier && term[0] != UInt8(ascii: "+") }
        guard at < term.count else {
            lookups += 1
            return name.foldedEquals("mx") || name.foldedEquals("a") || name.foldedEquals("ptr")
        }
        let rest = Bytes(rebasing: term[(at + 1)...])
        if term[at] == UInt8(ascii: ":"), name.foldedEquals("ip4") { return Self.isNetwork(rest, isIPv6: false) }
        if term[at] == UInt8(ascii: ":"), name.foldedEquals("ip6") { return Self.isNetwork(rest, isIPv6: true) }
        lookups += 1
        if term[at] == UInt8(ascii: "=") {
            redirects += 1
            return name.foldedEquals("redirect") && !hasQualifier && isForeignDomain(rest)
        }
        if name.foldedEquals("include") { return isForeignDomain(rest) }
        return (name.foldedEquals("a") || name.foldedEquals("mx") || name.foldedEquals("exists")) && Self.isDomain(rest)
    }

    /// Whether the term is `all`, alone or after a qualifier.
    private static func isAll(_ term: Bytes) -> Bool {
        if term.foldedEquals("all") { return true }
        return term.count == 4 && "+-?~".utf8.contains(term[0]) && Bytes(rebasing: term[1...]).foldedEquals("all")
    }

    /// Whether no zone of the run has the domain.
    private func isForeignDomain(_ domain: Bytes) -> Bool {
        guard !hasOtherZones, Self.isDomain(domain) else { return false }
        let end = domain.last == UInt8(ascii: ".") ? domain.count - 1 : domain.count
        // The domain may be the origin itself, without the dot in front.
        guard end + 1 >= origin.count else { return true }
        for back in 1...origin.count {
            let byte = back <= end ? asciiLowercased(domain[end - back]) : UInt8(ascii: ".")
            if byte != origin[origin.count - back] { return true }
        }
        return false
    }

    /// Whether the text is a domain without prefix lengths after it.
    private static func isDomain(_ text: Bytes) -> Bool {
        !text.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "@") } && text.first != UInt8(ascii: "*")
            && SPFDomain.isValid(text)
    }

    private static func isNetwork(_ text: Bytes, isIPv6: Bool) -> Bool {
        let slash = text.firstIndex(of: UInt8(ascii: "/"))
        let address = Bytes(rebasing: text[..<(slash ?? text.count)])
        guard isIPv6 ? IPv6Text.read(address) != nil : IPv4Text.read(address) != nil else { return false }
        guard let slash else { return true }
        let length = Bytes(rebasing: text[(slash + 1)...])
        return !length.foldedEquals("0") && SPFDomain.isPrefixLength(length, upTo: isIPv6 ? 128 : 32)
    }
}
