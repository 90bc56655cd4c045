import Diagnostics

/// A rule about one zone. Each is one file: its description, page, examples, check and messages.
public protocol ZoneRule: Rule {
    /// Checks one zone and reports what it finds.
    static func check(_ context: ZoneContext, into findings: inout FindingSink)
}
