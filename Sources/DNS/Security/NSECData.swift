/// The data of an NSEC record (RFC 4034 §4).
public struct NSECData: Sendable {
    /// The owner of the next NSEC record of the chain.
    public let next: Name
    public let types: TypeSet

    /// - Returns: `nil` if the RDATA is not well-formed.
    public init?(_ rdata: [UInt8]) {
        var at = 0
        while at < rdata.count, rdata[at] != 0 { at += 1 + Int(rdata[at]) }
        guard at < rdata.count, let next = Name(wire: rdata[...at]) else { return nil }
        self.next = next
        types = TypeSet(windows: rdata[(at + 1)...])
    }
}
