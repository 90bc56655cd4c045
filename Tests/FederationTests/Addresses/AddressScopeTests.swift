import DNS
import Federation
import Testing

/// The registries of special-purpose addresses (RFC 6890), tested at the limits of every network.
@Suite struct AddressScopeTests {
    @Test(arguments: [
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255",
        "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
        "223.255.255.255", "8.8.8.8", "2001:db7:ffff::1", "2001:db9::", "2606:4700::1", "::ffff:8.8.8.8", "fbff::",
        "3fff:1000::", "2002:808:808::1", "64:ff9b::8.8.8.8", "::ffff:0:8.8.8.8", "64:ff9b:2::1", "2001:1::1",
        "2001:1::2",
        "2001:1::3", "2001:3::1", "2001:4:112::1", "2001:30::1", "2001:200::1", "100:0:0:2::1", "5eff::1", "5f01::1",
        "::8.8.8.8", "192.88.98.255", "192.88.100.0",
    ])
    func publicAddresses(_ text: String) throws {
        let scope = AddressScope(try #require(IPAddress(text)))
        #expect(scope == .publicAddress)
        #expect(!scope.isBlocked && !scope.isInternal && scope.internalKind == nil)
    }

    @Test(arguments: [
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
        "127.255.255.255", "169.254.0.0", "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0",
        "192.0.0.255", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "224.0.0.0",
        "239.255.255.255", "240.0.0.0", "255.255.255.255", "::", "::1", "fc00::", "fdff:ffff::1", "fe80::1",
        "febf:ffff::", "ff00::", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "127.0.53.53", "192.88.99.1",
        "fec0::1", "feff::",
        "::10.0.0.1", "2002:a00:1::1", "::2",
    ])
    func blockedAddresses(_ text: String) throws {
        let scope = AddressScope(try #require(IPAddress(text)))
        #expect(scope.isBlocked && scope.isInternal && scope.internalKind != nil)
    }

    @Test(arguments: [
        ("64:ff9b::10.0.0.1", "the NAT64 form of a private address"),
        ("64:ff9b::169.254.169.254", "the NAT64 form of a link-local address"),
        ("::ffff:0:127.0.0.1", "the translated form of a loopback address"),
        ("64:ff9b:1::1", "a NAT64 address of the local network"),
        ("64:ff9b:1:ffff::", "a NAT64 address of the local network"), ("100::", "a discard-only address"),
        ("100::ffff:ffff:ffff:ffff", "a discard-only address"), ("100:0:0:1::", "a dummy address"),
        ("2001::1", "a Teredo address"), ("2001:0:ffff::", "a Teredo address"),
        ("2001:2::1", "a benchmarking address"), ("2001:10::1", "an ORCHID"), ("2001:2f:ffff::", "an ORCHID"),
        ("2001:1::4", "an address of IETF protocol assignments"),
        ("2001:1ff:ffff::", "an address of IETF protocol assignments"), ("5f00::", "a segment identifier"),
        ("5f00:ffff::", "a segment identifier"),
    ])
    func specialAddressesAreInternalButInNoBlockList(_ text: String, _ kind: String) throws {
        let scope = AddressScope(try #require(IPAddress(text)))
        #expect(scope == .special(kind))
        #expect(scope.isInternal && !scope.isBlocked)
    }

    @Test(arguments: ["192.0.2.1", "198.51.100.255", "203.0.113.0", "2001:db8::1", "3fff::1", "::ffff:192.0.2.1"])
    func addressesOfExamplesStandForOthers(_ text: String) throws {
        let scope = AddressScope(try #require(IPAddress(text)))
        #expect(scope == .documentation)
        #expect(!scope.isBlocked)
    }

    @Test func aNameCollisionIsNotALoopbackAddress() throws {
        #expect(AddressScope(try #require(IPAddress("127.0.53.53"))) == .nameCollision)
        #expect(AddressScope(try #require(IPAddress("127.0.53.54"))) == .local("a loopback address"))
    }
}
