import DNS

/// Finds out from its own text which zone a file holds, before it is read in earnest.
public enum OriginFinder {
    /// An origin and what told it.
    public enum Found: Sendable, Equatable {
        /// The owner of the SOA record, absolute or made so by an absolute `$ORIGIN`.
        case soa(Name)
        /// An absolute `$ORIGIN` before the first record.
        case directive(Name)
    }

    /// Looks for the SOA record, then for an `$ORIGIN`. Stops at the SOA record, which is nearly always the first.
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
            if first.hasPrefix("$"), !scanner.startsBlank {
                guard first.uppercased() == "$ORIGIN", scanner.tokenCount > 1 else { continue }
                let argument = source.text(in: scanner.tokens[1].content)
                origin = absolute(argument, below: origin)
                if !sawRecord { beforeFirstRecord = origin }
                continue
            }
            if isSOA(scanner, source) {
                if let origin, repeats(first, origin) { return .soa(origin) }
                let owner = scanner.startsBlank ? nil : absolute(first, below: origin)
                if let owner { return .soa(owner) }
                if origin == nil, !scanner.startsBlank, let whole = writtenInFull(first) { return .soa(whole) }
                break
            }
            sawRecord = true
        }
        return beforeFirstRecord.map { .directive($0) }
    }

    /// Whether one of the first fields that can be a type is SOA.
    private static func isSOA(_ scanner: EntryScanner, _ source: SourceFile) -> Bool {
        for index in (scanner.startsBlank ? 0 : 1)..<min(4, scanner.tokenCount) {
            let range = scanner.tokens[index].content
            let text = UnsafeBufferPointer(start: scanner.base + range.lowerBound, count: range.count)
            if text.foldedEquals("SOA") { return true }
            if RecordType(mnemonic: text) != nil { return false }
        }
        return false
    }

    /// Whether the owner is the origin without its final dot: `example.com IN SOA` below `$ORIGIN example.com.` is a slip
    /// (Z241), and the zone is not `example.com.example.com.`.
    private static func repeats(_ owner: String, _ origin: Name) -> Bool {
        origin != .root && !owner.hasSuffix(".") && Name(owner) == origin
    }

    /// The name an owner with a dot inside means where there is no origin: `example.com IN SOA` has lost its final dot
    /// (Z241), and nothing else the zone could be called is near.
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
