import DNS

// `$ORIGIN`, `$TTL` (RFC 2308 §4), and BIND's `$INCLUDE`, `$GENERATE` and `$DATE`.

extension ZoneReader {
    static let directives = ["$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"]

    /// Whether the entry, which begins with a dollar sign, is a directive. One that BIND reads as a record, because white space
    /// precedes it, is reported and read as what it was meant to be.
    mutating func isDirective() -> Bool {
        guard scanner.isIndented else { return true }
        let name = scanner.tokens[0]
        let text = bytes(name)
        guard scanner.tokenCount > 1,
            text.foldedEquals("$ORIGIN") || text.foldedEquals("$TTL") || text.foldedEquals("$INCLUDE")
                || text.foldedEquals("$GENERATE")
        else { return false }
        report(
            .indentedDirective, name.range, related: SourceSpan(source, scanner.entryStart..<Int(name.start)))
        return true
    }

    /// Reads the entry, which begins with a dollar sign, as a directive.
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
            let joined = Self.directives.first { word.count > $0.count && word.uppercased().hasPrefix($0) }
            let nearest = joined ?? Spelling.nearest(to: word, among: Self.directives)
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
        var index = 1
        // `$TTL = 3600`, as in configuration files.
        if scanner.tokenCount > 2,
            bytes(scanner.tokens[1]).foldedEquals("=") || bytes(scanner.tokens[1]).foldedEquals(":")
        {
            report(.invalidDirective(reason: "only a space is allowed before the argument"), scanner.tokens[1].range)
            index = 2
        }
        if scanner.tokenCount > index + 1 {
            if isForeignComment(scanner.tokens[index + 1]) {
                skipForeignComment(from: index + 1)
            } else {
                let extra = Int(scanner.tokens[index + 1].start)..<Int(scanner.tokens[scanner.tokenCount - 1].end)
                report(.invalidDirective(reason: "only one argument is allowed"), extra)
            }
        }
        return scanner.tokens[index]
    }

    /// Reports a name or mnemonic in quotes, unless the missing closing quote is reported anyway.
    mutating func noteQuotes(_ token: Token, _ owner: NameID?) {
        guard token.flags.contains(.quoted), !token.flags.contains(.unterminated) else { return }
        report(.quotedName, token.range, owner: owner)
    }

    /// Reports a name with bytes outside ASCII, which was read as those bytes. They are valid in the instance names of
    /// DNS-SD (RFC 6763 §4.1.1), and not in the labels of services.
    mutating func noteNonASCII(_ token: Token, _ name: NameID, owner: NameID? = nil) {
        guard token.flags.contains(.nonASCII),
            !names.hasTransport(atOrAbove: names.parent(of: name)) || hasServiceLabelOutsideASCII(token)
        else { return }
        report(.nonASCIIName, token.range, owner: owner)
    }

    /// Whether a label that begins with an underscore has bytes outside ASCII.
    private func hasServiceLabelOutsideASCII(_ token: Token) -> Bool {
        let labels = bytes(token).split(separator: UInt8(ascii: "."))
        return zip(labels, labels.dropFirst()).contains { label, next in
            // Other labels, such as subtypes in front of `_sub`, may have any text (RFC 6763 §7.2).
            (label.first == UInt8(ascii: "_") || label.starts(with: "＿".utf8)) && label.contains { $0 >= 0x80 }
                && (UnsafeBufferPointer(rebasing: next).foldedEquals("_tcp")
                    || UnsafeBufferPointer(rebasing: next).foldedEquals("_udp"))
        }
    }
}
