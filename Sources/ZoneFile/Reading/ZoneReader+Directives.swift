import DNS

// `$ORIGIN`, `$TTL` (RFC 2308 §4), and BIND's `$INCLUDE`, `$GENERATE` and `$DATE`.

extension ZoneReader {
    static let directives = ["$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"]

    /// Reads the entry as a directive; it begins with a dollar sign in the first column.
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
            // named writes it into dumps and ignores it when it reads them back.
        } else if text.foldedEquals("$UNICODE") {
            // dnspython writes names in Unicode where a zone begins so. They are read as the bytes they are.
            report(.foreignDirective, name.range)
        } else {
            let word = source.text(in: name.range)
            let nearest = Spelling.nearest(to: word, among: Self.directives)
            report(.unknownDirective(nearest: nearest), name.range)
            // What it should have done to the lines after it is not known.
            isComplete = false
            if nearest == "$TTL" { hasSaidNoTTL = true }
        }
    }

    private mutating func readOrigin() {
        guard let argument = onlyArgument("`$ORIGIN` needs a domain name") else {
            isComplete = false
            return
        }
        noteQuotes(argument, nil)
        let escaped = argument.flags.contains(.escaped)
        switch nameReader.read(argument.content, escaped: escaped, origin: origin) {
        case .success(let name):
            noteNonASCII(argument, name)
            if nameReader.shape.isRelative { report(.relativeOrigin, argument.range, owner: name) }
            origin = name.rawValue
            originName = name == .unknownOrigin ? nil : names.name(name)
            originDirective = SourceSpan(source, scanner.tokens[0].range)
        case .failure(let failure):
            // The names below it cannot be known.
            isComplete = false
            report(failure.kind, failure.range)
        }
    }

    private mutating func readDefaultTTL() {
        guard let argument = onlyArgument("`$TTL` needs a time, such as `3600` or `1h`") else {
            hasSaidNoTTL = true
            return
        }
        noteQuotes(argument, nil)
        switch TTLText.read(bytes(argument)) {
        case .success(let ttl): defaultTTL = ttl
        case .failure(let failure):
            report(failure == .invalid ? .invalidTTL : .ttlTooLarge, argument.range)
            defaultTTL = defaultTTL ?? 0
        }
    }

    /// The directive's one argument; reports one that is missing, and what follows it.
    private mutating func onlyArgument(_ reason: String) -> Token? {
        guard scanner.tokenCount >= 2 else {
            report(.invalidDirective(reason: reason), scanner.tokens[0].range)
            return nil
        }
        if scanner.tokenCount > 2 {
            if isForeignComment(scanner.tokens[2]) {
                skipForeignComment(from: 2)
            } else {
                let extra = Int(scanner.tokens[2].start)..<Int(scanner.tokens[scanner.tokenCount - 1].end)
                report(.invalidDirective(reason: "nothing may follow its argument"), extra)
            }
        }
        return scanner.tokens[1]
    }

    /// Reports a name or a mnemonic in quotes, unless the fault is that they are not closed.
    mutating func noteQuotes(_ token: Token, _ owner: NameID?) {
        guard token.flags.contains(.quoted), !token.flags.contains(.unterminated) else { return }
        report(.quotedName, token.range, owner: owner)
    }

    /// Reports a name written with bytes outside ASCII; it was read as those bytes. The instance names of DNS-SD are
    /// meant to be (RFC 6763 §4.1.1).
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
