/// Name server software that loads a zone, as chosen with `--target`.
public enum NameServerSoftware: String, CaseIterable, Sendable, Comparable {
    case bind, knot, nsd, powerdns

    /// The name as its authors write it.
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
