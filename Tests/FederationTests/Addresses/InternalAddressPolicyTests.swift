import DNS
import Federation
import Testing

/// A table of the internal addresses that are contacted.
@Suite struct InternalAddressPolicyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        /// The addresses of the server name.
        var own: String
        var address: String
        /// Whether the address is contacted by default, with `--allow-private`, and with `--no-allow-private`.
        var byServerName: Bool
        var follow = true
        var refuse = false

        var testDescription: String { "\(own.isEmpty ? "no address" : own) → \(address)" }

        init(_ own: String, _ address: String, _ byServerName: Bool, _ follow: Bool = true, _ refuse: Bool = false) {
            (self.own, self.address) = (own, address)
            (self.byServerName, self.follow, self.refuse) = (byServerName, follow, refuse)
        }
    }

    @Test(arguments: [
        // Public and documentation addresses are always followed.
        Row("8.8.8.8", "9.9.9.9", true, true, true),
        Row("10.0.0.1", "9.9.9.9", true, true, true),
        Row("127.0.0.1", "192.0.2.1", true, true, true),
        Row("8.8.8.8", "64:ff9b::9.9.9.9", true, true, true),
        // A public name, or one without an address, cannot lead to internal addresses.
        Row("8.8.8.8", "10.0.0.1", false),
        Row("8.8.8.8", "127.0.0.1", false),
        Row("8.8.8.8", "169.254.169.254", false),
        Row("8.8.8.8", "::ffff:10.0.0.1", false),
        Row("8.8.8.8", "64:ff9b::a00:1", false),
        Row("8.8.8.8", "2002:7f00:1::", false),
        Row("8.8.8.8", "255.255.255.255", false),
        Row("8.8.8.8", "0.0.0.0", false),
        Row("192.0.2.1", "10.0.0.1", false),
        Row("", "10.0.0.1", false),
        Row("", "127.0.0.1", false),
        // A name with one public address is public; its internal addresses are skipped.
        Row("8.8.8.8 10.0.0.1", "10.0.0.1", false),
        Row("2606:4700::1 10.0.0.1", "10.0.0.2", false),
        // All private networks are the same kind.
        Row("10.0.0.1", "10.0.0.1", true),
        Row("10.0.0.1", "192.168.1.1", true),
        Row("10.0.0.1", "172.31.0.1", true),
        Row("10.0.0.1", "100.64.0.1", true),
        Row("10.0.0.1", "fd00::1", true),
        Row("fd00::1", "10.0.0.1", true),
        Row("10.0.0.1 127.0.0.1", "10.0.0.2", true),
        // Loopback, link-local and other internal addresses are followed only if they are addresses of the server name.
        Row("10.0.0.1", "127.0.0.1", false),
        Row("10.0.0.1", "169.254.169.254", false),
        Row("10.0.0.1", "fe80::1", false),
        Row("10.0.0.1", "100.100.100.200", false),
        Row("fd00::1", "fd00:ec2::254", false),
        Row("fd00::1", "fd20:ce::254", false),
        Row("10.0.0.1", "224.0.0.1", false),
        Row("127.0.0.1", "127.0.0.1", true),
        Row("127.0.0.1", "127.0.0.7", false),
        Row("127.0.0.1", "10.0.0.1", false),
        Row("127.0.0.1", "::1", false),
        Row("169.254.1.1", "169.254.1.1", true),
        Row("169.254.1.1", "169.254.169.254", false),
        Row("fe80::1", "fe80::2", false),
        Row("0.0.0.0", "127.0.0.1", false),
    ])
    func admits(_ row: Row) throws {
        let own = try row.own.split(separator: " ").map { try #require(IPAddress($0)) }
        let address = try #require(IPAddress(row.address))
        func admits(_ choice: InternalAddressPolicy.Choice) -> Bool {
            InternalAddressPolicy(choice, ownAddresses: own).admits(address)
        }
        #expect(admits(.byServerName) == row.byServerName)
        #expect(admits(.follow) == row.follow)
        #expect(admits(.refuse) == row.refuse)
    }
}
