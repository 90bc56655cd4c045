/// A name server that a zone may be meant for: what `--target` chooses.
public enum NameServerSoftware: String, CaseIterable, Sendable, Comparable {
    case bind, knot, nsd, powerdns

    /// As its makers write it.
    public var name: String {
        switch self {
        case .bind: "BIND"
        case .knot: "Knot"
        case .nsd: "NSD"
        case .powerdns: "PowerDNS"
        }
    }

    public static func < (left: NameServerSoftware, right: NameServerSoftware) -> Bool {
        left.rawValue < right.rawValue
    }
}
