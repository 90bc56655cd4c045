import Testing

/// Run serially: most of them wait for replies that must not arrive, and running all at once on a busy machine could
/// delay the expected ones.
@Suite("DNS over the network", .serialized)
enum DNSTests {}
