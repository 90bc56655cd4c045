/// A question for the DNS (RFC 1035 §4.1.2).
public struct Question: Hashable, Sendable, CustomStringConvertible {
    public var name: Name
    public var type: RecordType
    public var recordClass: RecordClass

    public init(_ name: Name, _ type: RecordType, recordClass: RecordClass = .internet) {
        self.name = name
        self.type = type
        self.recordClass = recordClass
    }

    /// `_matrix-fed._tcp.example.com. SRV`, with the class if it is not IN.
    public var description: String {
        recordClass == .internet ? "\(name) \(type)" : "\(name) \(recordClass) \(type)"
    }
}
