import DNS

extension NameTable {
    /// Whether the first label is a transport of DNS-SD, `_tcp` or `_udp`.
    public func isTransport(_ name: NameID) -> Bool {
        withLabel(of: name) { $0.foldedEquals("_tcp") || $0.foldedEquals("_udp") }
    }

    /// Whether a label is a transport of DNS-SD. Instances below it have names of any text (RFC 6763 §4.1).
    public func hasTransport(atOrAbove name: NameID) -> Bool {
        var current = name
        while depth(of: current) > 0 {
            if isTransport(current) { return true }
            current = parent(of: current)
        }
        return false
    }
}
