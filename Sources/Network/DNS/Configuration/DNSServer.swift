import DNS
import NIOCore

/// The address and the port of a name server.
public struct DNSServer: Hashable, Sendable {
    public var address: IPAddress
    public var port: UInt16

    public init(_ address: IPAddress, port: UInt16 = 53) {
        self.address = address
        self.port = port
    }

    /// Reads `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53` or `[2001:db8::53]:5353`.
    ///
    /// - Returns: `nil` for anything else, including names, because looking up a resolver would need a resolver.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        if let address = IPAddress(text) {
            self.init(address)
            return
        }
        let host: Substring
        let rest: Substring
        if text.first == "[" {
            guard let bracket = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<bracket]
            rest = text[text.index(after: bracket)...]
            guard host.contains(":") else { return nil }
        } else {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            host = text[..<colon]
            rest = text[colon...]
        }
        guard let address = IPAddress(host) else { return nil }
        if rest.isEmpty {
            self.init(address)
            return
        }
        let digits = rest.dropFirst()
        guard rest.first == ":", (1...5).contains(digits.count), digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
            let port = UInt16(digits), port > 0
        else { return nil }
        self.init(address, port: port)
    }

    /// The address for sockets.
    var socketAddress: SocketAddress? {
        try? SocketAddress(packedIPAddress: ByteBuffer(bytes: address.octets), port: Int(port))
    }
}

extension DNSServer: CustomStringConvertible {
    /// `192.0.2.53:53`, `[2001:db8::53]:53`.
    public var description: String {
        address.isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}
