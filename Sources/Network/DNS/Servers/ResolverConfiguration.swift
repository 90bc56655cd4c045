import DNS

/// What `/etc/resolv.conf` says about resolvers (resolv.conf(5)).
public struct ResolverConfiguration: Equatable, Sendable {
    public var servers: [DNSServer] = []
    /// `options timeout:N`, in seconds.
    public var timeout: Int?
    /// `options attempts:N`.
    public var attempts: Int?
    /// `options rotate`.
    public var rotates = false

    /// The C library takes the first three and so do people who write the file.
    static let maximumServers = 3

    /// Reads the text of a file. What it does not know it passes over, as the C library does.
    public init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            guard let first = line.first, first != "#", first != ";" else { continue }
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            switch words.first {
            case "nameserver":
                // `fe80::1%eth0` is left out: a zone index has no place in an address for all of the network.
                guard words.count > 1, let address = IPAddress(words[1]), servers.count < Self.maximumServers else {
                    continue
                }
                servers.append(DNSServer(address))
            case "options":
                for option in words.dropFirst() { read(option: option) }
            default: continue
            }
        }
        // With no resolver named, the one on this machine is meant.
        if servers.isEmpty { servers = [DNSServer(.v4(0x7F00_0001))] }
    }

    private mutating func read(option: Substring) {
        let parts = option.split(separator: ":", maxSplits: 1)
        switch (parts.first, parts.count) {
        // The C library's own limits.
        case ("timeout", 2): timeout = Int(parts[1]).map { min(max($0, 1), 30) } ?? timeout
        case ("attempts", 2): attempts = Int(parts[1]).map { min(max($0, 1), 5) } ?? attempts
        case ("rotate", 1): rotates = true
        default: break
        }
    }
}
