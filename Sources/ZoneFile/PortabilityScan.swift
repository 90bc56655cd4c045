import DNS

/// The constructs of a file that not every name server reads, with their spans.
///
/// Found in a separate pass over the file, which is made only if a portability rule needs it.
public struct PortabilityScan: Sendable {
    /// The occurrences of a construct in the file.
    public struct Form: Sendable {
        /// The occurrences in order, up to a limit.
        public private(set) var spans: [SourceSpan]
        public private(set) var count = 1

        public var first: SourceSpan { spans[0] }
        /// Whether ``spans`` has all the occurrences.
        public var isWhole: Bool { spans.count == count }

        private static let limit = 10_000

        fileprivate init(_ first: SourceSpan) {
            spans = [first]
        }

        /// The form without some of the occurrences; `nil` if none is left.
        public func removing(_ isRemoved: (SourceSpan) -> Bool) -> Form? {
            var form = self
            form.spans.removeAll(where: isRemoved)
            form.count -= spans.count - form.spans.count
            return form.spans.isEmpty ? nil : form
        }

        fileprivate mutating func add(_ span: SourceSpan) {
            count += 1
            if spans.count < Self.limit { spans.append(span) }
        }
    }

    /// A `$GENERATE` directive, from its dollar sign to its last field.
    public private(set) var generate: Form?
    /// The quoted data of a `$GENERATE`, which has several fields.
    public private(set) var quotedGenerateData: Form?
    /// `$DATE`.
    public private(set) var dateDirective: Form?
    /// The quoted path of an `$INCLUDE`, including the quotes.
    public private(set) var quotedInclude: Form?
    /// An origin argument of `$INCLUDE` without a final dot.
    public private(set) var relativeIncludeOrigin: Form?
    /// A line end of carriage return and line feed that is not part of a comment.
    public private(set) var carriageReturns: Form?
    /// A time of several units: `1h30m`. In a TTL field, in `$TTL`, or in an SOA record.
    public private(set) var compoundTTL: Form?
    public private(set) var compoundDefaultTTL: Form?
    public private(set) var compoundTimer: Form?
    /// A name with an unescaped ASCII character that is not a letter, a digit or one of `-_*/`.
    public private(set) var unusualName: Form?

    /// The constructs of each file of the zone, in the order of reading. A file that is included twice is scanned once.
    public static func survey(_ zone: Zone) -> [PortabilityScan] {
        var seen: Set<String> = []
        // What is not a zone file has none of its constructs.
        let unread = Set(zone.problems.filter(\.isOfWholeFile).map { ObjectIdentifier($0.span.source) })
        return zone.sources.compactMap { source in
            if case .generated = source.provenance { return nil }
            if unread.contains(ObjectIdentifier(source)) { return nil }
            return seen.insert(source.path).inserted ? PortabilityScan(of: source) : nil
        }
    }

    private let source: SourceFile

    init(of source: SourceFile) {
        self.source = source
        guard source.count > 0, source.count <= Int(UInt32.max) - SourceFile.padding else { return }
        noteCarriageReturns()
        var scanner = EntryScanner(source)
        defer { scanner.deallocate() }
        while scanner.next() {
            guard scanner.tokenCount > 0 else { continue }
            let tokens = UnsafeBufferPointer(start: scanner.tokens, count: scanner.tokenCount)
            if !scanner.isIndented, source[Int(tokens[0].start)] == UInt8(ascii: "$") {
                noteDirective(tokens)
            } else {
                noteRecord(tokens, hasOwner: !scanner.isIndented)
            }
        }
    }

    private func note(_ form: inout Form?, _ range: Range<Int>) {
        let span = SourceSpan(source, range)
        if form == nil { form = Form(span) } else { form?.add(span) }
    }

    // MARK: - Lines

    private mutating func noteCarriageReturns() {
        var found: Form?
        source.withBytes { bytes in
            var isComment = false
            for (at, byte) in bytes.enumerated() {
                switch byte {
                case UInt8(ascii: ";"): isComment = true
                case 0x0A:
                    if !isComment, at > 0, bytes[at - 1] == 0x0D { note(&found, at - 1..<at + 1) }
                    isComment = false
                default: break
                }
            }
        }
        carriageReturns = found
    }

    // MARK: - Directives

    private mutating func noteDirective(_ tokens: UnsafeBufferPointer<Token>) {
        let word = bytes(tokens[0])
        if word.foldedEquals("$GENERATE") {
            note(&generate, Int(tokens[0].start)..<Int(tokens[tokens.count - 1].end))
            noteGenerateData(tokens)
        } else if word.foldedEquals("$DATE") {
            note(&dateDirective, tokens[0].range)
        } else if word.foldedEquals("$TTL"), tokens.count > 1 {
            if isCompoundTime(tokens[1]) { note(&compoundDefaultTTL, tokens[1].range) }
        } else if word.foldedEquals("$ORIGIN"), tokens.count > 1 {
            noteName(tokens[1])
        } else if word.foldedEquals("$INCLUDE"), tokens.count > 1 {
            if tokens[1].flags.contains(.quoted) { note(&quotedInclude, tokens[1].range) }
            guard tokens.count > 2 else { return }
            noteName(tokens[2])
            if bytes(tokens[2]).last != UInt8(ascii: ".") { note(&relativeIncludeOrigin, tokens[2].range) }
        }
    }

    private mutating func noteGenerateData(_ tokens: UnsafeBufferPointer<Token>) {
        guard tokens.count >= 5, let data = tokens.last, data.flags.contains(.quoted),
            let type = RecordType(mnemonic: bytes(tokens[tokens.count - 2])),
            [.mx, .srv, .soa].contains(type) || NameFields.of(type).contains(where: { $0 > 0 })
        else { return }
        note(&quotedGenerateData, data.range)
    }

    // MARK: - Records

    private mutating func noteRecord(_ tokens: UnsafeBufferPointer<Token>, hasOwner: Bool) {
        var index = 0
        if hasOwner {
            noteName(tokens[0])
            index = 1
        }
        while index < tokens.count {
            let text = bytes(tokens[index])
            if let first = text.first, first &- 0x30 < 10 {
                if isCompoundTime(tokens[index]) { note(&compoundTTL, tokens[index].range) }
            } else if RecordClass(mnemonic: text) == nil {
                break
            }
            index += 1
        }
        guard index < tokens.count, let type = RecordType(mnemonic: bytes(tokens[index])) else { return }
        let data = UnsafeBufferPointer(rebasing: tokens[(index + 1)...])
        for field in NameFields.of(type) where field < data.count { noteName(data[field]) }
        if type == .soa {
            for token in data.dropFirst(3).prefix(4) where isCompoundTime(token) { note(&compoundTimer, token.range) }
        }
    }

    private mutating func noteName(_ token: Token) {
        guard !token.flags.contains(.quoted) else { return }
        let text = bytes(token)
        guard !(text.count == 1 && text[0] == UInt8(ascii: "@")) else { return }
        var at = 0
        while at < text.count {
            let byte = text[at]
            if byte == UInt8(ascii: "\\") {
                at += 2
            } else if Self.isUsual(byte) || byte >= 0x80 {
                at += 1
            } else {
                return note(&unusualName, token.range)
            }
        }
    }

    private static func isUsual(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "/")
    }

    /// Whether the text is a time with more than one unit.
    private func isCompoundTime(_ token: Token) -> Bool {
        let text = bytes(token)
        let units = text.reduce(0) { $0 + ($1 &- 0x30 < 10 ? 0 : 1) }
        guard units > 1, case .success = TTLText.read(text) else { return false }
        return true
    }

    private func bytes(_ token: Token) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: source.base + token.content.lowerBound, count: token.content.count)
    }
}

/// Which RDATA fields of a type are domain names.
private enum NameFields {
    static func of(_ type: RecordType) -> [Int] {
        switch type {
        case .ns, .cname, .dname, .ptr, .nsec: [0]
        case .mx, RecordType(rawValue: 18), RecordType(rawValue: 21), RecordType(rawValue: 36): [1]
        case .srv: [3]
        case .soa, RecordType(rawValue: 14), RecordType(rawValue: 17): [0, 1]
        case RecordType(rawValue: 35): [5]
        case RecordType(rawValue: 64), RecordType(rawValue: 65): [1]
        case .rrsig: [7]
        default: []
        }
    }
}

extension ZoneProblem {
    /// Whether the file was not read because of the problem.
    fileprivate var isOfWholeFile: Bool {
        switch kind {
        case .foreignFormat, .utf16, .binary, .mergeConflict: true
        default: false
        }
    }
}
