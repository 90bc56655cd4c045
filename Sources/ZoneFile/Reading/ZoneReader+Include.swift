import DNS

// `$INCLUDE file [origin]` (RFC 1035 §5.1), with BIND's rules where the RFC is silent.

extension ZoneReader {
    /// Reads the entry as `$INCLUDE`.
    mutating func readInclude() {
        // Files are loaded in the order of the directives, as the limits for all of them require.
        guard assumed == nil else {
            isUndecided = true
            return
        }
        let directive = scanner.tokens[0]
        guard scanner.tokenCount >= 2 else {
            report(.invalidDirective(reason: "the file name after `$INCLUDE` is missing"), directive.range)
            return noteUnreadBranch()
        }
        let argument = scanner.tokens[1]
        guard scanner.tokenCount <= 3 || isForeignComment(scanner.tokens[3]) else {
            let extra = Int(scanner.tokens[3].start)..<Int(scanner.tokens[scanner.tokenCount - 1].end)
            report(.invalidDirective(reason: "only a file name and an origin are allowed"), extra)
            return noteUnreadBranch(.unknownOrigin)
        }
        guard let nestedOrigin = readIncludeOrigin() else {
            return noteUnreadBranch(.unknownOrigin)
        }
        follow(argument, below: nestedOrigin)
        // A record without an owner after the directive gets the owner before it, which is easy to overlook.
        inherited.originDirective = SourceSpan(source, directive.range)
    }

    /// The origin argument, or the origin in force.
    private mutating func readIncludeOrigin() -> NameID? {
        guard scanner.tokenCount >= 3, !isForeignComment(scanner.tokens[2]) else {
            return NameID(inherited.origin)
        }
        let token = scanner.tokens[2]
        switch nameReader.read(token.content, escaped: token.flags.contains(.escaped), origin: inherited.origin) {
        case .success(let name):
            noteNonASCII(token, name)
            return name
        case .failure(let failure):
            report(.init(failure.problem), failure.range)
            return nil
        }
    }

    private mutating func follow(_ argument: Token, below nestedOrigin: NameID) {
        guard let loader = includes.loader else {
            report(.includeNotFollowed(reason: "no other files are available"), argument.range)
            return noteUnreadBranch(nestedOrigin)
        }
        guard includes.open.count < IncludeStack.depthLimit else {
            report(.includeTooDeep(limit: IncludeStack.depthLimit), argument.range)
            return noteUnreadBranch(nestedOrigin)
        }
        guard log.sources.count <= IncludeStack.countLimit else {
            report(.includeLimit(limit: IncludeStack.countLimit), argument.range)
            return noteUnreadBranch(nestedOrigin)
        }
        switch loader.load(source.path(in: argument.content), in: source) {
        case .read(let file, let identity, let folder):
            guard !includes.contains(identity) else {
                report(.includeLoop, argument.range)
                return noteUnreadBranch(nestedOrigin)
            }
            if let folder { report(.relativeInclude(folder: folder), argument.range) }
            includes.open.append(identity)
            log.includedFiles.insert(identity)
            let span = SourceSpan(source, argument.range)
            // BIND warns after any origin argument, and after an `$ORIGIN` before the directive.
            let hasOrigin = scanner.tokenCount >= 3 && !isForeignComment(scanner.tokens[2])
            let directive = hasOrigin ? SourceSpan(source, scanner.tokens[0].range) : inherited.originDirective
            let included = SourceFile(file, provenance: .included(by: span))
            readNested(included, origin: nestedOrigin, after: directive)
            includes.open.removeLast()
        case .notReadable(let reason):
            report(.includeNotReadable(reason: reason), argument.range)
            noteUnreadBranch(nestedOrigin)
        case .notAllowed(let reason):
            report(.includeNotFollowed(reason: reason), argument.range)
            noteUnreadBranch(nestedOrigin)
        }
    }
}
