import DNS
import Diagnostics

// Addresses of which only the numbers are wrong.

extension AddressMistake {
    /// What is wrong with the numbers of text that has no other signs than those of an IPv4 address.
    static func wrongNumbers(_ text: String) -> (label: String, help: String)? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isOfNumbers = parts.allSatisfy {
            !$0.isEmpty && $0.count <= 9 && $0.allSatisfy { $0.isASCII && $0.isNumber }
        }
        guard isOfNumbers, parts.count > 1, parts.count < 9 else { return nil }
        guard parts.count == 4 else {
            return ("\(Words.count(parts.count, "number"))", "write the four numbers of the address")
        }
        return parts.first { Int($0) ?? 0 > 255 }.map {
            ("`\($0)` is over 255", "write the right address: each of its four numbers is at most 255")
        }
    }

    /// What is wrong with the groups of text that has no other signs than those of an IPv6 address.
    static func wrongGroups(_ text: String) -> (label: String, help: String)? {
        guard text.contains(":"), text.utf8.count <= 80, text.allSatisfy({ $0.isHexDigit || $0 == ":" }) else {
            return nil
        }
        if text.contains(":::") {
            let shorter = text.replacing(":::", with: "::")
            return (
                "three colons in a row",
                isAddress(shorter, of: .aaaa) ? "write `\(shorter)` if no group is missing" : "write `::` only once"
            )
        }
        if text.ranges(of: "::").count > 1 {
            return ("`::` twice", "write `::` only once, and the groups of zeros elsewhere")
        }
        let groups = text.split(separator: ":")
        if let long = groups.first(where: { $0.count > 4 }) {
            return (
                "\(Words.quoted(long)) has \(long.count) digits", "write at most four digits between two colons"
            )
        }
        guard groups.count != 8 else { return nil }
        return groups.count > 8
            ? ("\(groups.count) groups", "write the eight groups of the address")
            : text.contains("::")
                ? nil : ("\(Words.count(groups.count, "group"))", "write all eight groups, or `::` for groups of zeros")
    }
}
