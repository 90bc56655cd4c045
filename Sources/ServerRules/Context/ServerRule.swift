import Diagnostics

/// A rule about a server name and where it leads.
///
/// It checks evidence from zone files, from given documents, or from the network. It performs no input or output.
public protocol ServerRule: Rule {
    /// Checks one server name and reports what it finds.
    static func check(_ context: ServerContext, into findings: inout FindingSink)
}
