#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// Tokens and comments.

extension EntryScanner {
    mutating func append(_ start: Int, _ end: Int, _ flags: Token.Flags) {
        entryFlags.formUnion(flags)
        if tokenCount == capacity {
            guard capacity < Self.tokenLimit else {
                isOverlong = true
                return
            }
            let largerCapacity = min(capacity * 4, Self.tokenLimit)
            let larger = UnsafeMutablePointer<Token>.allocate(capacity: largerCapacity)
            larger.moveInitialize(from: tokens, count: tokenCount)
            tokens.deallocate()
            tokens = larger
            capacity = largerCapacity
        }
        (tokens + tokenCount).initialize(
            to: Token(start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end), flags: flags)
        )
        tokenCount += 1
    }

    @inline(__always)
    mutating func ordinaryToken(from start: Int, _ initial: Token.Flags) -> Int {
        var at = start
        var flags = initial
        while true {
            let byteClass = classes[Int(base[at])]
            if byteClass == ByteClass.ordinary {
                at += 1
                continue
            }
            switch byteClass {
            case ByteClass.backslash:
                flags.insert(.escaped)
                at += 1
                // The escaped byte belongs to the token, unless it is a line end.
                if at < count, base[at] != 0x0A, base[at] != 0x0D {
                    if base[at] >= 0x80 { flags.insert(.nonASCII) }
                    at += 1
                }
            case ByteClass.control:
                flags.insert(.control)
                at += 1
            case ByteClass.nonASCII:
                flags.insert(.nonASCII)
                at += 1
            default:
                append(start, at, flags)
                return at
            }
        }
    }

    mutating func quotedToken(from start: Int, _ initial: Token.Flags, _ depth: inout Int) -> Int {
        var at = start + 1
        var flags = initial.union(.quoted)
        while true {
            switch classes[Int(base[at])] {
            case ByteClass.quote:
                append(start, at + 1, flags)
                return at + 1
            case ByteClass.backslash:
                flags.insert(.escaped)
                at += 1
                if at < count, base[at] != 0x0A, base[at] != 0x0D {
                    if base[at] >= 0x80 { flags.insert(.nonASCII) }
                    at += 1
                }
            case ByteClass.nonASCII:
                flags.insert(.nonASCII)
                at += 1
            case ByteClass.control:
                if base[at] == 0 { flags.insert(.control) }
                at += 1
            case ByteClass.carriageReturn where !crEndsLines && base[at + 1] != 0x0A:
                at += 1
            case ByteClass.lineFeed, ByteClass.carriageReturn:
                if let end = closingQuote(after: at) {
                    faults.append(Fault(kind: .quoteSpansLines, start: start, end: at))
                    for byte in base[at..<end] { flags.formUnion(Self.flags(ofQuoted: byte)) }
                    append(start, end, flags)
                    return end
                }
                // The string contains the rest of the line. A closing parenthesis in it was probably not part of it.
                if depth > 0, base[start + 1..<at].contains(UInt8(ascii: ")")) { depth -= 1 }
                faults.append(Fault(kind: .quoteNotClosed, start: start, end: at))
                append(start, at, flags.union(.unterminated))
                return at
            default:
                at += 1
            }
        }
    }

    mutating func skipComment(from start: Int) -> Int {
        var end = count
        if let found = memchr(base + start, crEndsLines ? 0x0D : 0x0A, count - start) {
            end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
        // Also after other text: `; the web server ; srvlint: ignore[S301]`.
        var semicolon = start
        while true {
            var at = semicolon + 1
            while at < end, classes[Int(base[at])] == ByteClass.space || base[at] == UInt8(ascii: ";") { at += 1 }
            if end - at >= 7, UnsafeBufferPointer(start: base + at, count: 7).foldedEquals("srvlint"),
                semicolon > directiveComments.last ?? -1
            {
                directiveComments.append(semicolon)
            }
            guard let found = memchr(base + at, 0x3B, end - at) else { return end }
            semicolon = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }
}

extension UnsafePointer<UInt8> {
    subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: self + range.lowerBound, count: range.count)
    }
}
