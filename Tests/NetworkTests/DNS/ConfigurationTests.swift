import DNS
import Network
import Testing

extension DNSTests {
    @Suite("Which servers are queried")
    struct ConfigurationTests {
        @Test(
            "only an address with or without a port is accepted",
            arguments: [
                ("192.0.2.53", "192.0.2.53:53"),
                ("192.0.2.53:5353", "192.0.2.53:5353"),
                ("2001:db8::53", "[2001:db8::53]:53"),
                ("[2001:db8::53]", "[2001:db8::53]:53"),
                ("[2001:db8::53]:5353", "[2001:db8::53]:5353"),
                ("", nil), ("ns1.example.com", nil), ("192.0.2.53:", nil), ("192.0.2.53:0", nil),
                ("192.0.2.53:65536", nil),
                ("192.0.2.53:+53", nil), ("[192.0.2.53]:53", nil), ("[2001:db8::53", nil), ("[2001:db8::53]5353", nil),
                ("192.0.2.53:53:53", nil), ("192.0.2.053", nil),
            ] as [(String, String?)])
        func address(_ text: String, _ expected: String?) {
            #expect(DNSServer(text)?.description == expected)
        }

        @Test("resolv.conf is read as by the C library")
        func file() {
            let configuration = ResolverConfiguration(
                """
                # nameserver 192.0.2.1
                ; nameserver 192.0.2.2
                search example.com
                nameserver 192.0.2.53
                nameserver\t2001:db8::53
                nameserver fe80::1%eth0
                nameserver resolver.example.com
                nameserver
                nameserver 192.0.2.54
                nameserver 192.0.2.55
                options ndots:2 timeout:3 attempts:9 rotate timeout:x
                """
            )
            #expect(
                configuration.servers.map(\.description) == ["192.0.2.53:53", "[2001:db8::53]:53", "192.0.2.54:53"])
            #expect(configuration.timeout == 3)
            #expect(configuration.attempts == 5)
            #expect(configuration.rotates)
            let options = DNSClientOptions(configuration)
            #expect(options.attemptTimeout == .seconds(3))
            #expect(options.attempts == 5)
            #expect(ResolverConfiguration("").servers.map(\.description) == ["127.0.0.1:53"])
        }
    }
}
