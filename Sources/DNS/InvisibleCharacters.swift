extension Unicode.Scalar {
    /// Whether a reader cannot see the character for what it is: controls, characters that break lines or change their
    /// direction, characters without a width, and characters that no font is known to have.
    ///
    /// Untrusted text must not reach a terminal with such a character in it. Variation selectors are not among them:
    /// they choose the form of the character before them, take no room and reorder nothing.
    public var isInvisible: Bool {
        if isASCII { return value < 0x20 || value == 0x7F }
        if properties.isVariationSelector { return false }
        if properties.isDefaultIgnorableCodePoint { return true }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }
}
