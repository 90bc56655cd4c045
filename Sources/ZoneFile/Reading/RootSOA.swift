import DNS

/// Recognises a zone whose SOA record is at the root by mistake: `@ IN SOA` below `$ORIGIN .`, while all other records are in
/// the zone, as in the exports of Cloudflare of 2016 to 2018.
public enum RootSOA {
    /// Returns the zone that the other records are in; `nil` if the SOA record is not at the root, or belongs there.
    ///
    /// The first record decides for almost every file. Only after such an SOA record the rest of the file is read.
    public static func zone(of source: SourceFile) -> Name? {
        var scanner = EntryScanner(source)
        defer { scanner.deallocate() }
        var isRootOrigin = false
        while scanner.next() {
            guard scanner.tokenCount > 0, !scanner.entryFlags.contains(.control) else { continue }
            let first = text(0, scanner, source)
            if first.hasPrefix("$"), !scanner.isIndented {
                guard first.uppercased() == "$ORIGIN", scanner.tokenCount > 1 else { continue }
                isRootOrigin = text(1, scanner, source) == "."
                continue
            }
            guard isRootOrigin, first == "@", !scanner.isIndented, let primary = primaryServer(scanner, source) else {
                return nil
            }
            return commonZone(&scanner, source, primary)
        }
        return nil
    }

    /// The primary server of the SOA record; `nil` if the entry is another record.
    private static func primaryServer(_ scanner: EntryScanner, _ source: SourceFile) -> Name? {
        for index in 1..<min(4, scanner.tokenCount) where text(index, scanner, source).uppercased() == "SOA" {
            return index + 1 < scanner.tokenCount ? Name(text(index + 1, scanner, source), origin: .root) : nil
        }
        return nil
    }

    /// The longest name that all owners after the SOA record are at or below.
    private static func commonZone(_ scanner: inout EntryScanner, _ source: SourceFile, _ primary: Name) -> Name? {
        var origin = Name.root
        var common: Name?
        while scanner.next() {
            guard scanner.tokenCount > 0 else { continue }
            let first = text(0, scanner, source)
            if scanner.isIndented {
                // It inherits the root.
                if common == nil { return nil }
                continue
            }
            if first.hasPrefix("$") {
                guard first.uppercased() == "$ORIGIN", scanner.tokenCount > 1 else { continue }
                guard let name = Name(text(1, scanner, source), origin: origin) else { return nil }
                origin = name
                continue
            }
            guard let owner = first == "@" ? origin : Name(first, origin: origin) else { continue }
            common = common.map { shared($0, owner) } ?? owner
            // The root, or names of several top-level domains or of a registry.
            if common.map({ $0.labels.count < 2 }) ?? true { return nil }
        }
        // With records only at `www.example.com.`, the primary server may name the zone.
        guard let common, primary.labels.count >= 2, common.isSubdomain(of: primary) else { return common }
        return primary
    }

    private static func shared(_ left: Name, _ right: Name) -> Name {
        var name = left
        while !right.isSubdomain(of: name), let parent = name.parent { name = parent }
        return name
    }

    private static func text(_ index: Int, _ scanner: EntryScanner, _ source: SourceFile) -> String {
        source.text(in: scanner.tokens[index].content)
    }
}
