import DNS

/// The parts of a zone file that could not be read. The records in them are unknown.
public struct UnreadParts: Sendable {
    /// The parts, in the order of reading.
    public private(set) var spans: [SourceSpan] = []
    /// Whether there may be records of any owner among them.
    private var coversEverything = false
    private var owners: Set<NameID> = []
    private var sets: Set<SetKey> = []

    private struct SetKey: Hashable {
        let owner: NameID
        let type: RecordType
    }

    public init(of zone: Zone) {
        guard !zone.isComplete else { return }
        for problem in zone.problems {
            guard let loss = Loss(problem.kind) else { continue }
            spans.append(problem.span)
            switch (loss, problem.owner) {
            case (.record(let type?), let owner?): sets.insert(SetKey(owner: owner, type: type))
            case (.record(nil), let owner?): owners.insert(owner)
            case (.record, nil), (.records, _): coversEverything = true
            }
        }
        spans += zone.exports.filter { $0.syntax == .windowsLookup }.map(\.span)
        if spans.isEmpty { coversEverything = true }
    }

    /// Whether records of this owner and type may be in the unread parts.
    ///
    /// - Parameter owner: a name of the zone; `nil` for one that the zone does not mention.
    func mayContain(_ owner: NameID?, _ type: RecordType) -> Bool {
        if coversEverything { return true }
        guard let owner else { return false }
        return owners.contains(owner) || sets.contains(SetKey(owner: owner, type: type))
    }

    /// What is lost with an entry.
    private enum Loss {
        /// One record, of this type if it could be read.
        case record(RecordType?)
        /// Any number of records.
        case records

        /// `nil` if the entry was read nevertheless.
        init?(_ kind: ZoneProblem.Kind) {
            switch kind {
            case .missingField(let type, _, _), .extraField(let type, _), .invalidField(let type, _, _, _),
                .numberOutOfRange(let type, _, _, _):
                self = .record(type)
            case .unknownType, .metaType, .missingType, .invalidEscape, .emptyLabel, .labelTooLong, .nameTooLong,
                .invalidTTL, .ttlTooLarge, .wrongClass, .noPreviousOwner, .entryTooLong:
                self = .record(nil)
            case .parenthesisNotClosed, .parenthesisNotOpened, .quoteNotClosed, .unknownDirective, .invalidDirective,
                .utf16, .binary, .foreignFormat, .includeNotFollowed, .includeNotReadable, .includeLoop,
                .includeTooDeep, .includeLimit, .invalidGenerate, .generateLimit, .problemLimit:
                self = .records
            case .doubtfulField, .foreignDirective, .byteOrderMark, .carriageReturnLines, .controlCharacter,
                .unicodeSpace, .foreignComment, .indentedOwner, .quotedName, .unquotedSemicolon, .nonASCIIName,
                .ownerAfterOrigin, .noTTL, .noFinalNewline, .leadingZero, .longString, .relativeOrigin,
                .relativeInclude, .soaAtRoot:
                return nil
            }
        }
    }
}
