import DNS

extension SPFRecord {
    /// A part of the record because of which every reader rejects or ignores something.
    struct Problem {
        enum Kind {
            case prefix
            /// The beginning resembles `v=spf1`. `corrected` is set if the record is valid with it.
            case version(corrected: String?)
            /// `v=spf1` for the second time.
            case versionRepeated
            /// A dash that is not `-`, as word processors write it.
            case dash
            /// A space between `include:` and its domain, or between `ip4:` and its address.
            case spaceBeforeValue(isAddress: Bool)
            /// A space between `-` and `all`.
            case spaceAfterQualifier
            /// A domain with a scheme, an `@` or an asterisk.
            case domainUnusual(String)
            /// Commas or semicolons between the terms. The range is from the first to the last of them.
            case commas
            case mechanismUnknown(nearest: String?)
            case domainMissing
            case domainInvalid(String)
            case networkInvalid(version: Int)
            /// `ip4:192.0.2.0-192.0.2.31`, and the networks that it consists of.
            case addressRange(networks: [String])
            case prefixLength(String)
            case valueUnexpected
            case modifierInsteadOfMechanism(String)
            case modifierRepeated
            /// Mechanisms after `all`, or `redirect` anywhere beside it (RFC 7208 §5.1).
            case ignoredBesideAll
        }

        let kind: Kind
        let range: Range<Int>
        let text: String

        /// The dashes and the minus sign that are not `-`.
        static let dashes: Set<Character> = [
            "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}",
        ]

        /// The valid text that was probably intended.
        var correction: String? {
            let corrected: String
            switch kind {
            case .mechanismUnknown(let nearest):
                guard let nearest else { return nil }
                let qualifier = text.prefix { "+-?~".contains($0) }.prefix(1)
                let rest = text.drop { "+-?~".contains($0) }.drop { !":/=".contains($0) }
                let after = rest.first == "=" ? ":" + rest.dropFirst() : String(rest)
                corrected = qualifier + nearest + after
            case .modifierInsteadOfMechanism(let name): corrected = name + ":" + text.dropFirst(name.utf8.count + 1)
            case .version(let right): return right
            case .prefix: return nil
            case .addressRange(let networks):
                guard !networks.isEmpty else { return nil }
                return networks.map { text.prefix { "+-?~".contains($0) } + "ip4:\($0)" }.joined(separator: " ")
            case .dash: corrected = "-" + text.drop { Self.dashes.contains($0) }
            case .spaceBeforeValue, .spaceAfterQualifier: corrected = text.filter { $0 != " " }
            case .commas:
                corrected = text.split { $0 == "," || $0 == ";" || $0 == " " }.joined(separator: " ")
                let isWhole = corrected.lowercased().hasPrefix("v=spf1 ")
                let record = SPFRecord(Array((isWhole ? corrected : "v=spf1 \(corrected)").utf8))
                return record?.problems.isEmpty ?? false ? corrected : nil
            case .prefixLength:
                // `ip4:192.0.2.0/255.255.255.0`
                guard text.lowercased().contains("ip4:"), let slash = text.firstIndex(of: "/"),
                    let mask = IPAddress(text[text.index(after: slash)...]),
                    !mask.isIPv6
                else { return nil }
                let bits = mask.octets.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                let length = (~bits).leadingZeroBitCount
                // A short mask would allow a large part of the Internet.
                guard length >= 16, bits == UInt32.max << UInt32(32 - length) else { return nil }
                corrected = text[..<slash] + "/\(length)"
            case .networkInvalid(let version):
                // `ip4:2001:db8::1` and `ip6:192.0.2.1`
                guard let colon = text.firstIndex(of: ":") else { return nil }
                let value = text[text.index(after: colon)...]
                if IPAddress(value.prefix { $0 != "/" }) == nil {
                    // `ip4:mail.example.com`
                    guard let mechanism = Self.mechanism(for: value) else { return nil }
                    corrected = text.prefix { "+-?~".contains($0) } + "\(mechanism):" + value
                } else {
                    let other = version == 4 ? 6 : 4
                    corrected = text[..<colon].dropLast() + "\(other)" + text[colon...]
                }
            case .domainInvalid(let domain):
                // `a:192.0.2.1`
                let name = text.drop { "+-?~".contains($0) }.prefix { $0 != ":" }.lowercased()
                guard ["a", "mx"].contains(name), let address = IPAddress(Substring(domain)),
                    let value = text.firstRange(of: ":\(domain)")
                else { return nil }
                // The prefix length of `a` and `mx` is that of IPv4 addresses, `//` that of IPv6 addresses.
                let length = text[value.upperBound...]
                guard length.isEmpty || !address.isIPv6 && !length.hasPrefix("//") else { return nil }
                corrected = text.prefix { "+-?~".contains($0) } + "ip\(address.isIPv6 ? 6 : 4):\(domain)\(length)"
            default: return nil
            }
            let record = SPFRecord(Array("v=spf1 \(corrected)".utf8))
            return record.map { $0.problems.isEmpty && $0.terms.count == 1 } ?? false ? corrected : nil
        }

        /// The mechanism for a name that is written in place of an address: `ip4:mail.example.com` and `ip4:_spf.example.net`.
        private static func mechanism(for name: Substring) -> String? {
            let labels = name.split(separator: ".", omittingEmptySubsequences: false)
            guard labels.count > 1, TopLevelDomains.contains((labels.last ?? "").utf8.map(asciiLowercased)),
                labels.dropFirst().allSatisfy(isHostLabel)
            else { return nil }
            if labels[0].hasPrefix("_") { return "include" }
            return isHostLabel(labels[0]) ? "a" : nil
        }

        private static func isHostLabel(_ label: Substring) -> Bool {
            !label.isEmpty && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy {
                    asciiLowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-")
                }
        }

        /// Whether readers do not take the value for an SPF record.
        var isBeginning: Bool {
            switch kind {
            case .prefix, .version: true
            default: false
            }
        }
    }
}
