import DNS

// `$INCLUDE file [origin]` (RFC 1035 §5.1), with BIND's rules where the RFC is silent.

extension ZoneReader {
    /// Files within files.
    static let includeDepthLimit = 10
    /// Files in all: two files that each include two more, ten deep, would be a thousand.
    static let includeCountLimit = 5_000

    /// Reads the entry as `$INCLUDE`.
    mutating func readInclude() {
        let directive = scanner.tokens[0]
        guard scanner.tokenCount >= 2 else {
            isComplete = false
            return report(.invalidDirective(reason: "`$INCLUDE` needs the name of a file"), directive.range)
        }
        let argument = scanner.tokens[1]
        guard scanner.tokenCount <= 3 || isForeignComment(scanner.tokens[3]) else {
            isComplete = false
            let extra = Int(scanner.tokens[3].start)..<Int(scanner.tokens[scanner.tokenCount - 1].end)
            return report(.invalidDirective(reason: "a file and an origin are all that `$INCLUDE` takes"), extra)
        }
        guard let nestedOrigin = readIncludeOrigin() else {
            isComplete = false
            return
        }
        follow(argument, below: nestedOrigin)
        // The record after the directive goes on with the owner before it, which is easy to overlook.
        originDirective = SourceSpan(source, directive.range)
    }

    /// The origin argument, or the origin in force.
    private mutating func readIncludeOrigin() -> UInt32? {
        guard scanner.tokenCount >= 3, !isForeignComment(scanner.tokens[2]) else { return origin }
        let token = scanner.tokens[2]
        switch nameReader.read(token.content, escaped: token.flags.contains(.escaped), origin: origin) {
        case .success(let name):
            noteNonASCII(token, name)
            return name.rawValue
        case .failure(let failure):
            report(failure.kind, failure.range)
            return nil
        }
    }

    private mutating func follow(_ argument: Token, below nestedOrigin: UInt32) {
        guard let includes else {
            isComplete = false
            return report(.includeNotFollowed(reason: "there are no files to follow it to"), argument.range)
        }
        guard openFiles.count < Self.includeDepthLimit else {
            isComplete = false
            return report(.includeTooDeep(limit: Self.includeDepthLimit), argument.range)
        }
        guard sources.count <= Self.includeCountLimit else {
            isComplete = false
            return report(.includeLimit(limit: Self.includeCountLimit), argument.range)
        }
        switch includes.load(source.path(in: argument.content), in: source) {
        case .read(let file, let identity, let folder):
            guard !openFiles.contains(identity), identity != self.identity else {
                isComplete = false
                return report(.includeLoop, argument.range)
            }
            if let folder { report(.relativeInclude(folder: folder), argument.range) }
            openFiles.append(identity)
            includedFiles.insert(identity)
            let span = SourceSpan(source, argument.range)
            // As BIND warns of it: for an origin argument whatever it says, and for an `$ORIGIN` before the directive.
            let hasOrigin = scanner.tokenCount >= 3 && !isForeignComment(scanner.tokens[2])
            let directive = hasOrigin ? SourceSpan(source, scanner.tokens[0].range) : originDirective
            let included = SourceFile(file, provenance: .included(by: span))
            readNested(included, origin: nestedOrigin, after: directive)
            openFiles.removeLast()
        case .notReadable(let reason):
            isComplete = false
            report(.includeNotReadable(reason: reason), argument.range)
        case .notAllowed(let reason):
            isComplete = false
            report(.includeNotFollowed(reason: reason), argument.range)
        }
    }
}
