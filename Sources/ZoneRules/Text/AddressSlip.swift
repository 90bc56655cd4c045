import DNS
import Diagnostics

/// What somebody did who wrote something else than the address an A or AAAA record needs.
struct AddressSlip {
    let label: String
    let why: String
    let help: String

    private static let refused = "name servers refuse the record, and with it the zone"

    /// - Returns: `nil` if nothing better can be said than what was expected.
    init?(_ text: String, in type: RecordType) {
        let isA = type == .a
        let other = isA ? RecordType.aaaa : .a
        if isA, let bare = Self.withoutLeadingZeros(text) {
            label = "a part begins with 0"
            why = "some software reads such a part as octal, so name servers refuse it"
            help = "write `\(bare)`, if the parts are decimal"
        } else if Self.isAddress(text, of: other) {
            label = isA ? "an IPv6 address" : "an IPv4 address"
            why = "A records hold IPv4 addresses, AAAA records IPv6 addresses; name servers refuse the zone otherwise"
            help = "make it \(Words.record(other)), or write an \(isA ? "IPv4" : "IPv6") address"
        } else if text.hasSuffix("."), Self.isAddress(String(text.dropLast()), of: type) {
            label = "ends in a dot"
            why = "only names end in a dot; \(Self.refused)"
            help = "remove the final dot"
        } else if let cut = text.firstIndex(where: { $0 == "/" || $0 == "%" || isA && $0 == ":" }),
            Self.isAddress(String(text[..<cut]), of: type)
        {
            label = "more than an address"
            why = "an address record holds no port, prefix length or zone; \(Self.refused)"
            help = "remove \(Words.quoted(text[cut...]))"
        } else if text.contains(where: \.isLetter), text.contains("."), !text.contains(":") {
            label = "a name, not an address"
            why = Self.refused
            help = "write the address, or make it a CNAME record if the owner has no other records"
        } else {
            return nil
        }
    }

    private static func isAddress(_ text: String, of type: RecordType) -> Bool {
        var text = text
        return text.withUTF8 { type == .a ? IPv4Text.read($0) != nil : IPv6Text.read($0) != nil }
    }

    /// The IPv4 address that is meant if its parts are decimal.
    private static func withoutLeadingZeros(_ text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { part in
            let bare = part.drop { $0 == "0" }
            return bare.isEmpty && !part.isEmpty ? "0" : String(bare)
        }
        let bare = parts.joined(separator: ".")
        return bare != text && isAddress(bare, of: .a) ? bare : nil
    }
}
