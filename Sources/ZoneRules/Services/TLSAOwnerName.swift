/// The first labels of an owner that were meant as the port and the protocol of a TLSA record (RFC 6698 §3).
struct TLSAOwnerName {
    /// The number of labels.
    let count: Int
    /// The text to write in place of them.
    let text: String

    private static let protocols: Set = ["tcp", "udp", "sctp"]

    /// - Parameter labels: the labels of the owner below the apex, in lower case.
    /// - Returns: `nil` if the port or the protocol is not certain.
    init?(meantBy labels: [String]) {
        guard let first = labels.first else { return nil }
        // `_443_tcp` and `443-tcp`
        let words = first.split { "_-".contains($0) }.map(String.init)
        if words.count == 2, let port = Self.number(words[0]), Self.protocols.contains(words[1]) {
            (count, text) = (1, "_\(port)._\(words[1])")
            return
        }
        guard words.count == 1 else { return nil }
        let second = labels.dropFirst().first?.filter { !"_-".contains($0) } ?? ""
        if Self.protocols.contains(second), let port = Self.number(words[0]) ?? ServicePorts.port(named: words[0]) {
            // `443._tcp`, `_443.tcp`, `_443._tcp_` and `_smtp._tcp`
            (count, text) = (2, "_\(port)._\(second)")
        } else if Self.protocols.contains(words[0]), let port = Self.number(second) {
            (count, text) = (2, "_\(port)._\(words[0])")
        } else if Self.isPort(first) {
            (count, text) = (1, "\(first)._tcp")
        } else {
            return nil
        }
    }

    /// Whether the owner begins with a port and a protocol.
    static func isRight(_ labels: [String]) -> Bool {
        labels.count > 1 && isPort(labels[0]) && isProtocol(labels[1])
    }

    static func isPort(_ label: String) -> Bool {
        label.first == "_" && number(label.dropFirst()) != nil
    }

    /// Whether one of the first labels is a protocol, with or without its underscore, beside something like a port or service.
    static func isSimilar(_ labels: [String]) -> Bool {
        if labels.prefix(3).contains(where: isProtocol) { return true }
        guard let first = labels.first else { return false }
        let words = first.split { "_-".contains($0) }
        if words.count == 2, first.contains("_") {
            return number(words[0]) != nil && protocols.contains(String(words[1]))
        }
        return isPort(first) && labels.count > 1 && protocols.contains(labels[1].filter { !"_-".contains($0) })
    }

    private static func isProtocol(_ label: String) -> Bool {
        label.first == "_" && protocols.contains(String(label.dropFirst()))
    }

    private static func number(_ text: some StringProtocol) -> UInt16? {
        guard text.first != "0", text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return UInt16(text)
    }
}
