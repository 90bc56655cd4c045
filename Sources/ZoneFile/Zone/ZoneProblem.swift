import DNS

/// A mistake in the text of a zone file: it cannot be read, or does not mean what it appears to mean.
///
/// The reader records problems and continues. The Z1xx rules turn them into findings.
public struct ZoneProblem: Sendable {
    public let kind: Kind
    /// Exactly the offending text.
    public let span: SourceSpan
    /// A location that explains it, such as the directive that set the origin.
    public let related: SourceSpan?
    /// The owner of its record, if that could be read.
    public let owner: NameID?

    public init(_ kind: Kind, _ span: SourceSpan, related: SourceSpan? = nil, owner: NameID? = nil) {
        self.kind = kind
        self.span = span
        self.related = related
        self.owner = owner
    }

    public enum Kind: Sendable, Equatable {
        /// Z101. `nearest` is the mnemonic with the most similar spelling, if there is one.
        case unknownType(nearest: RecordType?)
        /// Z101. A type that exists only in queries and messages (TKEY, ANY).
        case metaType(RecordType)
        /// Z102. The entry ends before its type, or after `fieldIndex` RDATA fields.
        case missingType
        case missingField(RecordType, field: String, fieldIndex: Int)
        /// Z103. The span covers all the fields after the `expected` ones.
        case extraField(RecordType, expected: Int)
        /// Z104. `expected` completes "expected …"; `fieldIndex` counts RDATA fields from 0.
        case invalidField(RecordType, field: String, fieldIndex: Int, expected: String)
        /// Z104. The record was read, because some servers accept the field. BIND refuses the zone.
        case doubtfulField(RecordType, field: String, expected: String)
        /// Z105.
        case numberOutOfRange(RecordType, field: String, fieldIndex: Int, range: ClosedRange<UInt64>)
        /// Z106. `related` is the brace or bracket that is written in place of the closing parenthesis.
        case parenthesisNotClosed, parenthesisNotOpened
        /// Z106. The record continues on the next lines without a parenthesis on its own line. The span is the parenthesis on
        /// the next line, or the last field of the record if there is none; `related` is that field.
        case parenthesisOnNextLine, parenthesisMissing
        /// Z106. Lines of a record whose first line, which is `related`, is a comment. The span ends with the closing parenthesis.
        case commentedRecord
        /// Z107.
        case quoteNotClosed
        /// Z107. The string is closed on a later line. Its record is not kept. The span ends with its first line.
        case quoteSpansLines
        /// Z108. `\DDD` is over 255 or incomplete.
        case invalidEscape
        /// Z108. A backslash at the end of a line, as in shell scripts. The next line was skipped.
        case lineContinuation
        /// Z109. Lengths in octets.
        case emptyLabel
        case labelTooLong(Int)
        case nameTooLong(Int)
        /// Z110.
        case invalidTTL
        case ttlTooLarge
        /// Z111. `nearest` is the directive with the most similar spelling, with its dollar sign.
        case unknownDirective(nearest: String?)
        /// Z111 as a warning: a directive of dnspython, without effect on the records.
        case foreignDirective
        /// Z112. `reason` is a clause: "the time after `$TTL` is missing".
        case invalidDirective(reason: String)
        /// Z116.
        case byteOrderMark
        /// Z116. The file is UTF-16, and is not read further.
        case utf16
        /// Z117. All line ends of the file are lone carriage returns. Reported once.
        case carriageReturnLines
        /// Z118. A run of the same control character.
        case controlCharacter(UInt8)
        /// Z118. The file is not text, and is not read further.
        case binary
        /// Z119. The span covers a run of Unicode spaces, which were read as spaces.
        case unicodeSpace(Unicode.Scalar)
        /// Z120. The span covers the comment up to its end mark, or up to the end of its line.
        case foreignComment
        /// Z121. `related` is the white space before the owner. The record was read with this owner.
        case indentedOwner
        /// Z121. `related` is the white space before the directive, which was read.
        case indentedDirective
        /// Z122. The record was read without the quotes.
        case quotedName
        /// Z123.
        case wrongClass(RecordClass, zone: RecordClass)
        /// Z123. `nearest` is the class of the zone, with which the record was read.
        case unknownClass(nearest: RecordClass)
        /// Z124.
        case noPreviousOwner
        /// Z125. The span covers the `;` and the rest of its line. `related` is the string before it.
        case unquotedSemicolon
        /// Z126. A name with bytes outside ASCII.
        case nonASCIIName
        /// Z127. The span is the record's first field, `related` the directive, and `owner` the inherited owner.
        case ownerAfterOrigin
        /// Z128. The span is the first field after the owner of the first record.
        case noTTL
        /// Z129.
        case noFinalNewline
        /// Z130. The span covers the number.
        case leadingZero(RecordType, field: String)
        /// Z131. Length in octets.
        case longString(Int)
        /// Z132. The span is the argument, and `owner` the origin as BIND reads it.
        case relativeOrigin
        /// Z134. The span is the field in the first column, and `owner` the owner that was probably meant. `related` is the owner
        /// after a type, or the field itself if there is no owner before it.
        case fieldAsOwner(FieldAsOwner)
        /// Z146. The file is not read further. The span is the first marker, and `related` the last one.
        case mergeConflict
        /// X103. `$INCLUDE` is not followed; `reason` is a clause.
        case includeNotFollowed(reason: String)
        /// Z113. `reason` is the error of the operating system.
        case includeNotReadable(reason: String)
        /// Z114. The file includes itself, directly or not; or it is nested in more than `limit` files.
        case includeLoop
        case includeTooDeep(limit: Int)
        /// X104. More than `limit` files are included.
        case includeLimit(limit: Int)
        /// Z115. `reason` is a clause.
        case invalidGenerate(reason: String)
        /// X104. `$GENERATE` would make more than `limit` records.
        case generateLimit(limit: Int)
        /// Z142. The file is of another format, and is not read further.
        case foreignFormat(ForeignFormat)
        /// Z143. The SOA record is at the root because of `$ORIGIN .`, and was read as that of the zone, which is `owner`.
        case soaAtRoot
        /// Z303. A relative `$INCLUDE` path. `folder` describes where it was found: "`zones`, the directory of the file".
        case relativeInclude(folder: String)
        /// X104. An entry with more fields than any record can have.
        case entryTooLong(limit: Int)
        /// X104. Problems over the limit were counted but not kept.
        case problemLimit(limit: Int, dropped: Int)
    }
}

extension ZoneProblem.Kind {
    /// The problem of a domain name.
    init(_ problem: NameProblem) {
        self =
            switch problem {
            case .invalidEscape: .invalidEscape
            case .emptyLabel: .emptyLabel
            case .labelTooLong(let length): .labelTooLong(length)
            case .nameTooLong(let length): .nameTooLong(length)
            }
    }
}
