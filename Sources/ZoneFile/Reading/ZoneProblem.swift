import DNS

/// Something in the text of a zone file that cannot be read, or reads otherwise than it looks.
///
/// The reader reports problems and goes on; the Z1xx rules turn them into findings.
public struct ZoneProblem: Sendable {
    public let kind: Kind
    /// The offending text, exactly.
    public let span: SourceSpan
    /// Another place that explains it: the opening of an entry, the owner a record inherits.
    public let related: SourceSpan?
    /// Owner of the record it stands in, when that could be read.
    public let owner: NameID?

    public init(_ kind: Kind, _ span: SourceSpan, related: SourceSpan? = nil, owner: NameID? = nil) {
        self.kind = kind
        self.span = span
        self.related = related
        self.owner = owner
    }

    public enum Kind: Sendable, Equatable {
        /// Z101. The nearest mnemonic, when one is near.
        case unknownType(nearest: RecordType?)
        /// Z101. A type that exists only in questions and packets (TKEY, ANY).
        case metaType(RecordType)
        /// Z102. The entry ends after its owner, TTL or class; or, with a type, after `fieldIndex` RDATA fields.
        case missingType
        case missingField(RecordType, field: String, fieldIndex: Int)
        /// Z103. The span covers all that is left over.
        case extraField(RecordType, expected: Int)
        /// Z104. `expected` completes "expected …"; `fieldIndex` counts RDATA fields from 0.
        case invalidField(RecordType, field: String, fieldIndex: Int, expected: String)
        /// Z104 as a warning: some servers take the field as it stands, others refuse the zone for it.
        case doubtfulField(RecordType, field: String, expected: String)
        /// Z105.
        case numberOutOfRange(RecordType, field: String, fieldIndex: Int, range: ClosedRange<UInt64>)
        /// Z106.
        case parenthesisNotClosed, parenthesisNotOpened
        /// Z107.
        case quoteNotClosed
        /// Z108. `\DDD` over 255, or cut short.
        case invalidEscape
        /// Z109. Lengths in octets.
        case emptyLabel
        case labelTooLong(Int)
        case nameTooLong(Int)
        /// Z110.
        case invalidTTL
        case ttlTooLarge
        /// Z111. The nearest directive, with its dollar sign.
        case unknownDirective(nearest: String?)
        /// Z111 as a warning: a directive of dnspython, which changes nothing for other readers.
        case foreignDirective
        /// Z112. `reason` is a clause: "`$TTL` needs a time".
        case invalidDirective(reason: String)
        /// Z116.
        case byteOrderMark
        /// Z116. The file is UTF-16 and not read further.
        case utf16
        /// Z117. The file's only line ends are lone carriage returns; said once.
        case carriageReturnLines
        /// Z118. A run of the same control character.
        case controlCharacter(UInt8)
        /// Z118. The file is no text at all and not read further.
        case binary
        /// Z119. The span covers one run of Unicode spaces; they were read as blanks.
        case foreignSpace(Unicode.Scalar)
        /// Z120. The span covers the comment up to the end of its line.
        case foreignComment
        /// Z121. `related` is the blanks before it. The record was read with this owner.
        case indentedOwner
        /// Z122. The record was read as if the quotes were not there.
        case quotedName
        /// Z123.
        case wrongClass(RecordClass, zone: RecordClass)
        /// Z124.
        case noPreviousOwner
        /// Z125. The span covers the `;` and what follows it on the line; `related` is the string before it.
        case unquotedSemicolon
        /// Z126. A name with bytes outside ASCII.
        case nonASCIIName
        /// Z127. The span is the record's first field; `related` the directive. `owner` is the owner it got.
        case ownerAfterOrigin
        /// Z128. The span is the first field after the owner of the first record.
        case noTTL
        /// Z129.
        case noFinalNewline
        /// Z130. The span is the number.
        case leadingZero(RecordType, field: String)
        /// Z131. Length in octets.
        case longString(Int)
        /// Z132. The span is the argument; `owner` the origin that BIND makes of it.
        case relativeOrigin
        /// X103. `$INCLUDE` is not followed; `reason` is a clause.
        case includeNotFollowed(reason: String)
        /// Z113. `reason` is what the system says.
        case includeNotReadable(reason: String)
        /// Z114. The file includes itself, directly or not; or more files lie around it than `limit`.
        case includeLoop
        case includeTooDeep(limit: Int)
        /// X104. More files are included than `limit`.
        case includeLimit(limit: Int)
        /// Z115. `reason` is a clause.
        case invalidGenerate(reason: String)
        /// X104. `$GENERATE` would make more records than `limit`.
        case generateLimit(limit: Int)
        /// Z303. A relative `$INCLUDE` path; `folder` says where it was found: "`zones`, the folder of the file".
        case relativeInclude(folder: String)
        /// X104. More fields in one entry than any record can have.
        case entryTooLong(limit: Int)
        /// X104. Further problems were counted and not kept.
        case problemLimit(limit: Int, dropped: Int)
    }
}
