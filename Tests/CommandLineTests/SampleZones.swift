/// Zones whose findings must not change with new rules.
enum SampleZones {
    static let beginning = """
        $ORIGIN example.com.
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
        @ IN NS ns1.example.net.
        @ IN NS ns2.example.net.
        web IN A 192.0.2.10

        """

    static let good = beginning + "_submission._tcp IN SRV 10 0 8448 web\n"
    /// One error, S301, at 8:35.
    static let bad = beginning + "matrix IN CNAME web\n_submission._tcp IN SRV 10 0 8448 matrix\n"
    /// A part of a zone without its origin.
    static let fragment = "matrix 3600 IN CNAME web.example.net.\n_submission._tcp 3600 IN SRV 10 0 8448 matrix\n"
}
