import Testing

/// One after the other: most of them wait for what must not come, and a machine busy with all of them at once would
/// keep what must come from coming in time.
@Suite("DNS over the network", .serialized)
enum DNSTests {}
