/// Z1xx: rules about the text of a zone file.
public enum TextRules {
    static let all: [any ZoneRule.Type] = [
        UnknownType.self, MissingField.self, ExtraField.self, InvalidField.self, NumberOutOfRange.self,
        UnbalancedParenthesis.self, UnterminatedQuote.self, InvalidEscape.self, InvalidName.self, InvalidTTL.self,
        UnknownDirective.self, InvalidDirective.self, IncludeNotReadable.self, IncludeLoop.self,
        InvalidGenerate.self, ByteOrderMark.self, CarriageReturnLines.self,
        ControlCharacter.self, UnicodeSpaces.self, WrongCommentMarker.self, IndentedOwner.self, QuotedName.self,
        WrongClass.self, NoPreviousOwner.self, UnquotedSemicolon.self, NonASCIIName.self, OwnerAfterOrigin.self,
        NoTTL.self, NoFinalNewline.self, LeadingZero.self, LongString.self, RelativeOrigin.self,
        TypographicQuotes.self, FieldInFirstColumn.self, AdjacentStrings.self, OctalEscape.self,
        OwnerJoinedToClass.self,
    ]

    /// Rules other than those for fields about records that cannot be read.
    public static let aboutUnreadRecords: [any ZoneRule.Type] = [WrongClass.self, NoPreviousOwner.self]
}
