import DNS
import ZoneFile
import ZoneRules

/// The origin of a file and its source. The first that applies is used: option, configuration, SOA record, `$ORIGIN`, name of
/// the file.
public struct OriginDeduction: Sendable, Equatable {
    public let origin: Name?
    public let from: OriginSource
    /// Whether the SOA record is at the root by mistake, and has to be read as that of the zone.
    public let readsRootSOAAtApex: Bool

    /// - Parameters:
    ///   - given: the origin from the command line or the configuration, if any.
    ///   - source: the file.
    public init(given: (origin: Name, from: OriginSource)?, source: SourceFile) {
        let zoneOfRootSOA = RootSOA.zone(of: source)
        readsRootSOAAtApex = zoneOfRootSOA != nil && (given == nil || given?.origin == zoneOfRootSOA)
        if let given {
            origin = given.origin
            from = given.from
            return
        }
        if let zoneOfRootSOA {
            origin = zoneOfRootSOA
            from = .soa
            return
        }
        switch OriginFinder.find(in: source) {
        case .soa(let name):
            origin = name
            from = .soa
        case .directive(let name):
            origin = name
            from = .directive
        case nil:
            origin = FileNameOrigin.guess(path: source.path)
            from = origin == nil ? .none : .filename
        }
    }
}

/// Guesses the origin from the name of a file: `example.com.zone`, `db.example.com`, `example.com.db`, `example.com`.
public enum FileNameOrigin {
    private static let prefixes = ["db.", "pri.", "master.", "named.", "zone."]
    /// File name extensions that are not top-level domains.
    private static let fileExtensions: Set<Substring> = [
        "json", "yaml", "yml", "toml", "xml", "html", "conf", "cfg", "bak", "orig", "old", "tmp", "inc", "include",
        "csv",
        "log", "gz", "tpl",
    ]
    private static let suffixes = [".zone", ".zonefile", ".db", ".dns", ".hosts", ".txt", ".signed"]

    /// Returns the name in the last component of the path; `nil` if that is not a domain name of at least two labels
    /// (`db.192.168.1`).
    public static func guess(path: String) -> Name? {
        var name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        while let suffix = suffixes.first(where: { name.hasSuffix($0) }) { name.removeLast(suffix.count) }
        if let prefix = prefixes.first(where: { name.hasPrefix($0) }) { name.removeFirst(prefix.count) }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy(isHostLabel), let top = labels.last, isTopLevel(top) else {
            return nil
        }
        return Name(name + ".")
    }

    private static func isHostLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count)
            && label.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D || $0 == 0x5F || $0 == 0x2F }
    }

    private static func isTopLevel(_ label: Substring) -> Bool {
        label.utf8.count >= 2 && !fileExtensions.contains(label)
            && (label.hasPrefix("xn--") || label.utf8.allSatisfy { $0 &- 0x61 < 26 })
    }
}
