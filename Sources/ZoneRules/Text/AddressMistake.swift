import DNS
import Diagnostics

/// The likely mistake behind text that is not a valid address for an A or AAAA record.
struct AddressMistake {
    let label: String
    let why: String
    let help: String
    /// The address, if there is only one sensible reading of the text.
    private(set) var address: String?
    /// Whether no other address can be meant.
    private(set) var isCertain = true
    /// The name of the host that is written in place of its address, with a final dot.
    private(set) var name: String?
    /// Whether it is a valid address for the other of the two types.
    private(set) var isOfOtherFamily = false
    /// Whether one of its four numbers is over 255.
    private(set) var hasLargeNumber = false

    private static let refused = "name servers refuse to load the zone"

    /// Creates a description of the mistake, or returns `nil` if it is not a known one.
    init?(_ text: String, in type: RecordType) {
        let isA = type == .a
        let other = isA ? RecordType.aaaa : .a
        if isA, let bare = Self.withoutLeadingZeros(text) {
            label = "a part starts with 0"
            why = "some software reads that part as octal, so \(Self.refused)"
            help = "write `\(bare)` if the parts are decimal"
        } else if Self.isAddress(text, of: other) {
            label = isA ? "an IPv6 address" : "an IPv4 address"
            why = "an A record has an IPv4 address, an AAAA record an IPv6 address; \(Self.refused)"
            isOfOtherFamily = true
            help = "change the type to `\(other)`, or write an \(isA ? "IPv4" : "IPv6") address"
        } else if let list = Self.list(text, of: type) {
            label = "a list of addresses"
            why = "an address record has one address; \(Self.refused)"
            help = "write each address in a record of its own: \(list)"
        } else if let plain = LookalikeLetters.ascii(text), Self.isAddress(plain, of: type) {
            label = "has digits or signs of another script"
            why = Self.refused
            help = "write `\(plain)`, in ASCII"
            address = plain
        } else if text.hasSuffix("."), Self.isAddress(String(text.dropLast()), of: type) {
            label = "ends with a dot"
            why = "only domain names end with a dot; \(Self.refused)"
            help = "remove the final dot"
            address = String(text.dropLast())
        } else if text.hasPrefix("["), text.hasSuffix("]"),
            Self.isAddress(String(text.dropFirst().dropLast()), of: type)
        {
            label = "an address in brackets"
            why = "brackets belong to URLs; \(Self.refused)"
            help = "remove the brackets"
            address = String(text.dropFirst().dropLast())
        } else if text.hasPrefix("<"), text.hasSuffix(">"),
            Self.isAddress(String(text.dropFirst().dropLast()), of: type)
        {
            label = "an address in angle brackets"
            why = "an address record has only the address; \(Self.refused)"
            help = "remove the angle brackets"
            address = String(text.dropFirst().dropLast())
        } else if isA, text.contains(","), Self.isAddress(text.replacingCommas, of: type) {
            label = "commas in place of dots"
            why = Self.refused
            help = "write `\(text.replacingCommas)`"
            address = text.replacingCommas
        } else if isA, let digits = Self.withDigits(text) {
            label = "a letter in place of a digit"
            why = Self.refused
            help = "write `\(digits)` if that is the address"
            address = digits
            isCertain = false
        } else if let cut = text.firstIndex(where: { $0 == "/" || $0 == "%" || isA && $0 == ":" }),
            Self.isAddress(String(text[..<cut]), of: type)
        {
            label = "an address followed by other text"
            why = "an address record has no port, prefix length or IPv6 zone index; \(Self.refused)"
            help = "remove \(Words.quoted(text[cut...]))"
            address = String(text[..<cut])
            // A network or a link-local address was perhaps meant, and not the address of a host.
            isCertain = text[cut] == ":"
        } else if let inURL = Self.hostOfURL(text), Self.isAddress(inURL, of: type) {
            label = "a URL"
            why = "an address record has only the address; \(Self.refused)"
            help = "write `\(inURL)`"
            address = inURL
        } else if let wrong = isA ? Self.wrongNumbers(text) : Self.wrongGroups(text) {
            label = wrong.label
            why = Self.refused
            help = wrong.help
            hasLargeNumber = isA && label.hasSuffix("over 255")
        } else if let (inside, other) = Self.amongMarkup(text, of: type) {
            label = "an address beside other text"
            why = Self.refused
            help = "remove \(Words.quoted(other))"
            address = inside
        } else if text.contains(where: \.isLetter), text.contains("."), !text.contains(":"), !Self.isLikeAddress(text) {
            label = "a name, not an address"
            why = Self.refused
            help = "write the address, or change the type to `CNAME` if the owner has no other records"
            name = Self.wholeName(text)
        } else {
            return nil
        }
    }

    /// The name with its final dot; `nil` if it may be relative.
    private static func wholeName(_ text: String) -> String? {
        if text.hasSuffix(".") { return text }
        let top = text.split(separator: ".").last ?? ""
        return TopLevelDomains.contains(top.utf8.map(asciiLowercased)) ? text + "." : nil
    }

    /// Returns the address with digits in place of the letters that look like them.
    private static func withDigits(_ text: String) -> String? {
        let digits = String(text.map { $0 == "O" || $0 == "o" ? "0" : $0 == "l" || $0 == "I" ? "1" : $0 })
        guard digits != text, text.contains(where: \.isNumber) else { return nil }
        return isAddress(digits, of: .a) ? digits : withoutLeadingZeros(digits)
    }

    /// The address in text with a tag of HTML or a quotation mark in front of it or behind it, and the first of these.
    private static func amongMarkup(_ text: String, of type: RecordType) -> (address: String, other: String)? {
        let inside = text.replacing(#/<[^<>]*>/#, with: "").filter { !"\"'`”“’‘".contains($0) }
        guard inside != text, isAddress(inside, of: type), let range = text.firstRange(of: inside) else { return nil }
        let (before, after) = (text[..<range.lowerBound], text[range.upperBound...])
        return (inside, String(before.isEmpty ? after : before))
    }

    /// Whether text has four parts, of which at least three are numbers.
    private static func isLikeAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.count { !$0.isEmpty && $0.allSatisfy(\.isNumber) } >= 3
    }

    /// Returns the data of the records for addresses with commas between them.
    private static func list(_ text: String, of type: RecordType) -> String? {
        let addresses = text.split(separator: ",").map(String.init)
        guard (2...8).contains(addresses.count), addresses.allSatisfy({ isAddress($0, of: type) }) else { return nil }
        return Words.list(addresses.map { "`\(type) \($0)`" })
    }

    /// The host between `http://` and the path.
    private static func hostOfURL(_ text: String) -> String? {
        guard let scheme = text.firstRange(of: "://"), text[..<scheme.lowerBound].allSatisfy(\.isLetter) else {
            return nil
        }
        return String(text[scheme.upperBound...].prefix { $0 != "/" })
    }

    static func isAddress(_ text: String, of type: RecordType) -> Bool {
        var text = text
        return text.withUTF8 { type == .a ? IPv4Text.read($0) != nil : IPv6Text.read($0) != nil }
    }

    /// Returns the IPv4 address without leading zeros, as its parts read in decimal.
    private static func withoutLeadingZeros(_ text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { part in
            let bare = part.drop { $0 == "0" }
            return bare.isEmpty && !part.isEmpty ? "0" : String(bare)
        }
        let bare = parts.joined(separator: ".")
        return bare != text && isAddress(bare, of: .a) ? bare : nil
    }
}

extension String {
    fileprivate var replacingCommas: String { String(map { $0 == "," ? "." : $0 }) }
}
