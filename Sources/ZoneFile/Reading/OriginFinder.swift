import DNS

/// Deduces from the text of a zone file which zone it contains, before the file is read.
public enum OriginFinder {
    /// An origin and its source.
    public enum Found: Sendable, Equatable {
        /// The owner of the SOA record: absolute, or below an absolute `$ORIGIN`.
        case soa(Name)
        /// An absolute `$ORIGIN` before the first record.
        case directive(Name)
    }

    /// Returns the owner of the SOA record, or else the `$ORIGIN` before the first record.
    ///
    /// Stops at the SOA record, which is almost always the first record.
    public static func find(in source: SourceFile) -> Found? {
        var scanner = EntryScanner(source)
        defer { scanner.deallocate() }
        if source.count >= 3, source.text(in: 0..<3) == "\u{FEFF}" { scanner.skip(to: 3) }
        var origin: Name?
        var beforeFirstRecord: Name?
        var sawRecord = false
        while scanner.next() {
            guard scanner.tokenCount > 0, !scanner.entryFlags.contains(.control) else { continue }
            let first = source.text(in: scanner.tokens[0].content)
            if first.hasPrefix("$"), !scanner.isIndented {
                guard first.uppercased() == "$ORIGIN", scanner.tokenCount > 1 else { continue }
                let argument = source.text(in: scanner.tokens[1].content)
                // Without an origin before it, `$ORIGIN example.com` only lacks its final dot (Z132).
                origin = absolute(argument, below: origin) ?? (origin == nil ? writtenInFull(argument) : nil)
                if !sawRecord { beforeFirstRecord = origin }
                continue
            }
            if isSOA(scanner, source) {
                // `IN SOA` in the first column lacks its owner (Z134), which is then the origin. In `IN IN SOA`, and below the
                // root, it is one.
                if first == "IN", !scanner.isIndented, origin != .root,
                    source.text(in: scanner.tokens[1].content).uppercased() != "IN"
                {
                    return origin.map { .soa($0) }
                }
                if let origin, repeats(first, origin) { return .soa(origin) }
                let owner = scanner.isIndented ? nil : absolute(first, below: origin)
                if let owner { return .soa(owner) }
                if origin == nil, !scanner.isIndented, let whole = writtenInFull(first) { return .soa(whole) }
                break
            }
            sawRecord = true
        }
        return beforeFirstRecord.map { .directive($0) }
    }

    /// Whether the record's type is SOA.
    private static func isSOA(_ scanner: EntryScanner, _ source: SourceFile) -> Bool {
        for index in (scanner.isIndented ? 0 : 1)..<min(4, scanner.tokenCount) {
            let range = scanner.tokens[index].content
            let text = UnsafeBufferPointer(start: scanner.base + range.lowerBound, count: range.count)
            if text.foldedEquals("SOA") { return true }
            if RecordType(mnemonic: text) != nil { return false }
        }
        return false
    }

    /// Whether the owner is the origin without its final dot. `example.com IN SOA` below `$ORIGIN example.com.` is a mistake
    /// (Z241): the zone is not `example.com.example.com.`.
    private static func repeats(_ owner: String, _ origin: Name) -> Bool {
        origin != .root && !owner.hasSuffix(".") && Name(owner) == origin
    }

    /// The name that an owner with a dot inside stands for where there is no origin. In `example.com IN SOA` the final dot
    /// is missing (Z241), and nothing else in the file suggests another origin.
    private static func writtenInFull(_ owner: String) -> Name? {
        owner.contains(".") && !owner.hasSuffix(".") ? Name(owner + ".") : nil
    }

    private static func absolute(_ text: String, below origin: Name?) -> Name? {
        if text == "@" { return origin }
        if text.hasSuffix(".") { return Name(text) }
        guard let origin else { return nil }
        return origin == .root ? Name(text + ".") : Name("\(text).\(origin)")
    }
}
