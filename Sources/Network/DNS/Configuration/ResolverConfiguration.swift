import DNS

/// The settings of `/etc/resolv.conf` (resolv.conf(5)).
public struct ResolverConfiguration: Equatable, Sendable {
    public var servers: [DNSServer] = []
    /// `options timeout:N`, in seconds.
    public var timeout: Int?
    /// `options attempts:N`.
    public var attempts: Int?
    /// `options rotate`.
    public var rotates = false

    /// The C library uses the first three, and so does this program.
    static let maximumServers = 3

    /// Reads the text of the file. Unknown lines are ignored, as by the C library.
    public init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            guard let first = line.first, first != "#", first != ";" else { continue }
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            switch words.first {
            case "nameserver":
                // `fe80::1%eth0` is ignored: addresses with a zone index are not supported.
                guard words.count > 1, let address = IPAddress(words[1]), servers.count < Self.maximumServers else {
                    continue
                }
                servers.append(DNSServer(address))
            case "options":
                for option in words.dropFirst() { read(option: option) }
            default: continue
            }
        }
        // Without any resolver, the default is the one on this machine.
        if servers.isEmpty { servers = [DNSServer(.v4(0x7F00_0001))] }
    }

    private mutating func read(option: Substring) {
        let parts = option.split(separator: ":", maxSplits: 1)
        switch (parts.first, parts.count) {
        // The same limits as in the C library.
        case ("timeout", 2): timeout = Int(parts[1]).map { min(max($0, 1), 30) } ?? timeout
        case ("attempts", 2): attempts = Int(parts[1]).map { min(max($0, 1), 5) } ?? attempts
        case ("rotate", 1): rotates = true
        default: break
        }
    }
}
