import DNS

/// A line that `host` prints: `www.example.com has address 192.0.2.10`.
enum HostOutput {
    /// The record that the line means.
    static func record(_ words: [String]) -> String? {
        guard words.count > 3 else { return nil }
        let (owner, rest) = (words[0].hasSuffix(".") ? words[0] : words[0] + ".", Array(words.dropFirst()))
        switch rest.dropLast().joined(separator: " ") {
        case "has address", "has IPv6 address":
            return IPAddress(rest[rest.count - 1][...]).map {
                "\(owner) IN \($0.isIPv6 ? "AAAA" : "A") \(rest[rest.count - 1])"
            }
        case "is an alias for": return "\(owner) IN CNAME \(ForeignLine.absolute(rest[rest.count - 1]))"
        default: break
        }
        if rest.count == 7, rest[..<3].elementsEqual(["has", "SRV", "record"]) {
            return "\(owner) IN SRV \(rest[3...5].joined(separator: " ")) \(ForeignLine.absolute(rest[6]))"
        }
        guard rest.count == 6, rest[..<4].elementsEqual(["mail", "is", "handled", "by"]), UInt16(rest[4]) != nil else {
            return nil
        }
        return "\(owner) IN MX \(rest[4]) \(ForeignLine.absolute(rest[5]))"
    }
}
