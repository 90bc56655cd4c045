import DNS

// `$ORIGIN`, `$TTL` (RFC 2308 §4), and BIND's `$INCLUDE`, `$GENERATE` and `$DATE`.

extension ZoneReader {
    static let directives = ["$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"]

    /// Reads the entry, which begins with a dollar sign in the first column, as a directive.
    mutating func readDirective() {
        let name = scanner.tokens[0]
        let text = bytes(name)
        if text.foldedEquals("$ORIGIN") {
            readOrigin()
        } else if text.foldedEquals("$TTL") {
            readDefaultTTL()
        } else if text.foldedEquals("$INCLUDE") {
            readInclude()
        } else if text.foldedEquals("$GENERATE") {
            readGenerate()
        } else if text.foldedEquals("$DATE") {
            // named writes it into dumps, and ignores it when it reads them.
        } else if text.foldedEquals("$UNICODE") {
            // With this directive, dnspython writes names in Unicode. Here they are read as bytes, like all names.
            report(.foreignDirective, name.range)
        } else {
            let word = source.text(in: name.range)
            let nearest = Spelling.nearest(to: word, among: Self.directives)
            report(.unknownDirective(nearest: nearest), name.range)
            switch nearest {
            case "$TTL":
                unread.note(SourceSpan(source, name.range))
                inherited.hasReportedMissingTTL = true
            case "$ORIGIN": loseOrigin()
            case "$INCLUDE", "$GENERATE": noteUnreadBranch()
            // Its effect on the lines after it is not known.
            default: noteUnreadBranch(.unknownOrigin)
            }
        }
    }

    private mutating func readOrigin() {
        guard let argument = onlyArgument(missing: "the domain name after `$ORIGIN` is missing") else {
            return loseOrigin()
        }
        noteQuotes(argument, nil)
        let escaped = argument.flags.contains(.escaped)
        switch nameReader.read(argument.content, escaped: escaped, origin: inherited.origin) {
        case .success(let name):
            noteNonASCII(argument, name)
            if nameReader.shape.isRelative {
                report(.relativeOrigin, argument.range, owner: name)
                noteDoubtfulOrigin(argument, name)
            }
            setOrigin(name, named: name == .unknownOrigin ? nil : names.name(name))
            inherited.originDirective = SourceSpan(source, scanner.tokens[0].range)
        case .failure(let failure):
            report(.init(failure.problem), failure.range)
            loseOrigin()
        }
    }

    /// Notes that what follows was probably meant to be elsewhere, if the relative origin is a name of the zone written in
    /// full. So neither the names below it as it was read nor those below it as it was meant are known to be absent.
    private mutating func noteDoubtfulOrigin(_ argument: Token, _ name: NameID) {
        guard let meant = nameInZone(writtenInFull: argument), meant != name else { return }
        unread.addDoubt(below: name)
        unread.addDoubt(below: meant)
    }

    private mutating func readDefaultTTL() {
        guard let argument = onlyArgument(missing: "the time after `$TTL` is missing") else {
            inherited.hasReportedMissingTTL = true
            return
        }
        noteQuotes(argument, nil)
        switch TTLText.read(bytes(argument)) {
        case .success(let ttl): inherited.defaultTTL = ttl
        case .failure(let failure):
            report(failure == .invalid ? .invalidTTL : .ttlTooLarge, argument.range)
            inherited.defaultTTL = inherited.defaultTTL ?? 0
        }
    }

    /// Returns the only argument of the directive. Reports a missing argument, and fields after it.
    private mutating func onlyArgument(missing reason: String) -> Token? {
        guard scanner.tokenCount >= 2 else {
            report(.invalidDirective(reason: reason), scanner.tokens[0].range)
            return nil
        }
        if scanner.tokenCount > 2 {
            if isForeignComment(scanner.tokens[2]) {
                skipForeignComment(from: 2)
            } else {
                let extra = Int(scanner.tokens[2].start)..<Int(scanner.tokens[scanner.tokenCount - 1].end)
                report(.invalidDirective(reason: "only one argument is allowed"), extra)
            }
        }
        return scanner.tokens[1]
    }

    /// Reports a name or mnemonic in quotes, unless the missing closing quote is reported anyway.
    mutating func noteQuotes(_ token: Token, _ owner: NameID?) {
        guard token.flags.contains(.quoted), !token.flags.contains(.unterminated) else { return }
        report(.quotedName, token.range, owner: owner)
    }

    /// Reports a name with bytes outside ASCII, which was read as those bytes. They are valid in the instance names of
    /// DNS-SD (RFC 6763 §4.1.1).
    mutating func noteNonASCII(_ token: Token, _ name: NameID, owner: NameID? = nil) {
        guard token.flags.contains(.nonASCII), !isBelowServiceLabel(name) else { return }
        report(.nonASCIIName, token.range, owner: owner)
    }

    private func isBelowServiceLabel(_ name: NameID) -> Bool {
        var above = names.parent(of: name)
        while names.depth(of: above) > 0 {
            let isService = names.withLabel(of: above) { $0.foldedEquals("_tcp") || $0.foldedEquals("_udp") }
            if isService { return true }
            above = names.parent(of: above)
        }
        return false
    }
}
