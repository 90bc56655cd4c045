import DNS

/// Unicode spaces, which are not white space to a name server: pasted from web pages and word processors.
enum UnicodeSpace {
    /// The length in UTF-8 of the space at `offset`; 0 if there is none. The source is padded, so reading past its end is
    /// safe.
    static func length(at offset: Int, base: UnsafePointer<UInt8>) -> Int {
        scalar(at: offset, base: base) == nil ? 0 : (base[offset] == 0xC2 ? 2 : 3)
    }

    /// Whether a run of spaces has no width, and is inside a word. Only such a run is not visible as a space.
    static func isInvisible(_ run: Range<Int>, base: UnsafePointer<UInt8>) -> Bool {
        func isInWord(_ byte: UInt8) -> Bool {
            [ByteClass.ordinary, ByteClass.nonASCII].contains(ByteClass.table[Int(byte)])
        }
        guard run.lowerBound > 0, isInWord(base[run.lowerBound - 1]), isInWord(base[run.upperBound]) else {
            return false
        }
        return stride(from: run.lowerBound, to: run.upperBound, by: 3).allSatisfy { at in
            let scalar = scalar(at: at, base: base)
            return scalar == "\u{200B}" || scalar == "\u{FEFF}"
        }
    }

    /// Whether spaces at the start of a line are directly in front of an owner, and so are not meant as an indentation. In front of a
    /// TTL, a class or a type, they are.
    static func isBeforeOwner(_ offset: Int, base: UnsafePointer<UInt8>) -> Bool {
        var at = offset
        while case let length = length(at: at, base: base), length > 0 { at += length }
        let start = at
        while [ByteClass.ordinary, ByteClass.nonASCII, ByteClass.backslash].contains(ByteClass.table[Int(base[at])]),
            length(at: at, base: base) == 0
        {
            at += 1
        }
        let word = UnsafeBufferPointer(start: base + start, count: at - start)
        if case .success = TTLText.read(word) { return false }
        return !word.isEmpty && RecordClass(mnemonic: word) == nil && RecordType(mnemonic: word) == nil
    }

    /// The space at `offset`: no-break, ogham, typographic, ideographic and zero-width spaces, line and paragraph
    /// separators, and the byte order mark.
    static func scalar(at offset: Int, base: UnsafePointer<UInt8>) -> Unicode.Scalar? {
        switch (base[offset], base[offset + 1], base[offset + 2]) {
        case (0xC2, 0xA0, _), (0xC2, 0x85, _): Unicode.Scalar(base[offset + 1])
        case (0xE1, 0x9A, 0x80): "\u{1680}"
        case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF):
            Unicode.Scalar(0x2000 + UInt32(base[offset + 2] - 0x80))
        case (0xE2, 0x81, 0x9F): "\u{205F}"
        case (0xE3, 0x80, 0x80): "\u{3000}"
        case (0xEF, 0xBB, 0xBF): "\u{FEFF}"
        default: nil
        }
    }
}
