import DNS
import ZoneFile

/// The owner of a key or certificate of a mail address: a hash in front of a label of the type (RFC 7929 §3, RFC 8162 §3).
struct MailKeyName {
    /// `nil` if the owner is right, or is another name, to which an alias may lead.
    let fault: Fault?

    enum Fault: Equatable {
        /// There is only the label of the type.
        case noHash
        /// The hash has this number of digits in place of 56.
        case length(Int)
        /// The first label is the name of a user, in place of its hash.
        case user(String, hash: String)
        case notHash
        /// The label behind the hash is another one.
        case label
    }

    /// - Parameter expected: the label of the type, in lower case and without its underscore.
    init(_ owner: NameID, expected: String, _ zone: Zone) {
        let names = zone.names
        guard names.depth(of: owner) > 1 else {
            fault = nil
            return
        }
        let first = names.label(of: owner)
        let second = String(decoding: names.label(of: names.parent(of: owner)), as: UTF8.self).lowercased()
        let text = String(decoding: first, as: UTF8.self).lowercased()
        let isHexadecimal = first.allSatisfy { $0 &- 0x30 < 10 || asciiLowercased($0) &- 0x61 < 6 }
        let isHash = isHexadecimal && first.count == 56
        if second == "_\(expected)" {
            fault = isHash || text == "*" ? nil : Self.wrongHash(text, isHexadecimal: isHexadecimal)
        } else if isHash, ["openpgpkey", "smimecert"].contains(second.filter { $0 != "_" }) {
            fault = .label
        } else {
            fault = text == "_\(expected)" ? .noHash : nil
        }
    }

    private static func wrongHash(_ label: String, isHexadecimal: Bool) -> Fault {
        if isHexadecimal, label.utf8.count >= 40 { return .length(label.utf8.count) }
        let isUser = label.utf8.allSatisfy {
            asciiLowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || "._-+".utf8.contains($0)
        }
        guard isUser, label.utf8.count <= 32 else { return .notHash }
        let octets = SHA.digest(.sha256, of: Array(label.utf8)).prefix(28)
        return .user(label, hash: octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}
