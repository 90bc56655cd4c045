import ZoneFile

/// The number of columns of a character on a terminal.
enum CharacterWidth {
    /// Returns 0 for marks on the preceding character, 2 for wide and full-width characters and emoji, otherwise 1.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        // Every character before the combining diacritical marks is one column wide.
        if value < 0x300 { return 1 }
        // Two regional indicators form one flag of two columns.
        if 0x1F1E6...0x1F1FF ~= value { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        // Hangul vowels and final consonants join the preceding syllable.
        if 0x1160...0x11FF ~= value || 0xD7B0...0xD7FF ~= value { return 0 }
        return scalar.properties.isEmojiPresentation || isWide(value) ? 2 : 1
    }

    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= 0x1100 else { return false }
        let index = wide.partitioningIndex { $0.upperBound >= value }
        return index < wide.count && wide[index].contains(value)
    }

    /// Wide and full-width characters (UAX #11) that are not emoji by default, in order.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x3247,
        0x3250...0x4DBF, 0x4DC0...0x4DFF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x16FFF, 0x17000...0x18DFF,
        0x1AFF0...0x1AFFF, 0x1B000...0x1B2FF, 0x1D300...0x1D37F, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
    ]
}
