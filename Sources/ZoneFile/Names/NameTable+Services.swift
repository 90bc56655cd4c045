import DNS

extension NameTable {
    /// Whether a label is a transport of DNS-SD, `_tcp` or `_udp`. Instances below it have names of any text (RFC 6763 §4.1).
    public func hasTransport(atOrAbove name: NameID) -> Bool {
        var current = name
        while depth(of: current) > 0 {
            if withLabel(of: current, { $0.foldedEquals("_tcp") || $0.foldedEquals("_udp") }) { return true }
            current = parent(of: current)
        }
        return false
    }
}
