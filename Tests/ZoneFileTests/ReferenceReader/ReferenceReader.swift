import DNS

@testable import ZoneFile

/// The result of reading a file, in a form that can be compared.
struct ZoneDump: Equatable {
    struct Record: Equatable {
        var owner: String
        var ttl: UInt32
        var type: RecordType
        /// The RDATA with names in lower case; `nil` for types of one server product, whose data is not read.
        var wire: [UInt8]?
        var flags: ZoneRecord.Flags.RawValue
        var start: Int
        var rdata: Int
    }

    struct Problem: Equatable {
        var kind: ZoneProblem.Kind
        var range: Range<Int>
        var owner: String?
        var related: Range<Int>?
    }

    var records: [Record] = []
    var problems: [Problem] = []
    var isComplete = true
    var recordClass = RecordClass.internet
    /// The offsets of the comments that begin with `srvlint`.
    var comments: [Int] = []
}

/// Reads a zone file as described by RFC 1035 §5 and the comments of `ZoneReader`, in a slow and simple way.
///
/// The fast reader is compared with it. It does not follow `$INCLUDE` and does not know `$GENERATE`.
struct ReferenceReader {
    let text: ReferenceText
    var dump = ZoneDump()
    var entries: ReferenceEntries
    var entry = ReferenceEntry(start: 0, end: 0, isIndented: false)

    let apex: ReferenceName
    var origin: ReferenceName
    var recordClass: RecordClass?
    var owner = Owner.none
    var defaultTTL: UInt32?
    var lastTTL: UInt32?
    var hasReportedMissingTTL = false
    var isFirstRecord = true
    var originDirective: Range<Int>?
    var hasRemovedComments = false
    var hasInvisibleSplit = false

    enum Owner {
        case none, unreadable
        case name(ReferenceName)
    }

    init(_ bytes: [UInt8], origin name: Name?) {
        text = ReferenceText(bytes)
        entries = ReferenceEntries(text)
        apex = name.map { ReferenceName($0) } ?? ReferenceName(labels: [], isOriginUnknown: true)
        origin = apex
    }

    static func read(_ bytes: [UInt8], origin: Name?) -> ZoneDump {
        var reader = ReferenceReader(bytes, origin: origin)
        reader.read()
        return reader.dump
    }

    mutating func read() {
        guard looksLikeText() else {
            dump.isComplete = false
            return
        }
        while let next = entries.next() {
            entry = next
            readEntry()
        }
        noteCommentedRecords()
        reportNULsInComments()
        let endsWithMark = dump.problems.contains {
            $0.kind == .controlCharacter(0x1A) && $0.range.upperBound == text.count
        }
        if let last = text.bytes.last, last != 0x0A, last != 0x0D, !endsWithMark {
            report(.noFinalNewline, text.count..<text.count)
        }
        dump.recordClass = recordClass ?? .internet
        dump.comments = entries.comments
    }

    /// The owner of a record with control characters; `nil` if it is a directive.
    mutating func ownerOfUnreadableEntry(_ first: ReferenceToken) -> Owner? {
        if text[first.range.lowerBound] == UInt8(ascii: "$") {
            switch text.string(first.range).uppercased() {
            case "$ORIGIN": loseOrigin()
            case "$TTL": hasReportedMissingTTL = true
            default: break
            }
            return nil
        }
        guard !first.hasControl, let reading = try? ReferenceNameReading(text, first.content, below: origin) else {
            return .unreadable
        }
        return .name(reading.name)
    }

    mutating func skipByteOrderMark() {
        entries.position = 3
    }

    mutating func readEntry() {
        hasInvisibleSplit = false
        if entry.tokens.contains(where: { isNonASCII($0) }) {
            for run in entries.splitAtUnicodeSpaces(&entry) {
                if isInvisible(run.range) { hasInvisibleSplit = true }
                report(.unicodeSpace(run.space), run.range)
            }
        }
        if let first = entry.tokens.first {
            if entry.tokens.contains(where: \.hasControl) {
                reportControls()
                let isEndMark = entry.tokens.count == 1 && text.bytes[first.range].allSatisfy { $0 == 0x1A }
                if !isEndMark {
                    if !entry.isIndented { owner = ownerOfUnreadableEntry(first) ?? owner }
                    noteUnreadable()
                }
            } else if isForeignComment(first) {
                if !skipBlockComment() { skipForeignComment(0) }
            } else if text[first.range.lowerBound] == UInt8(ascii: "$"), isDirective() {
                readDirective()
            } else {
                readRecord()
            }
        }
        let brace = closingBrace
        for fault in entry.faults {
            report(fault.kind, fault.range, nil, fault.kind == .parenthesisNotClosed ? brace : nil)
        }
    }

    // MARK: - Directives

    mutating func readDirective() {
        let name = entry.tokens[0].range
        switch text.string(name).uppercased() {
        case "$ORIGIN":
            guard let argument = argument("the domain name after `$ORIGIN` is missing") else {
                return loseOrigin()
            }
            noteQuotes(argument, nil)
            do throws(ReferenceNameReading.Failure) {
                let reading = try ReferenceNameReading(text, argument.content, below: origin)
                noteNonASCII(argument, reading.name, nil)
                if reading.isRelative { report(.relativeOrigin, argument.range, reading.name.description) }
                origin = reading.name
                originDirective = name
            } catch {
                report(error.kind, error.range)
                loseOrigin()
            }
        case "$TTL":
            guard let argument = argument("the time after `$TTL` is missing") else {
                hasReportedMissingTTL = true
                return
            }
            noteQuotes(argument, nil)
            let ttl = ReferenceTTL(bytes(argument))
            if let value = ttl.value {
                defaultTTL = value
            } else {
                report(ttl.isTooLarge ? .ttlTooLarge : .invalidTTL, argument.range)
                defaultTTL = defaultTTL ?? 0
            }
        case "$INCLUDE": readInclude(name)
        case "$DATE": break
        default:
            let words = ["$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"]
            let word = text.string(name)
            let joined = words.first { word.count > $0.count && word.uppercased().hasPrefix($0) }
            let nearest = joined ?? Spelling.nearest(to: word, among: words)
            report(.unknownDirective(nearest: nearest), name)
            dump.isComplete = false
            if nearest == "$TTL" { hasReportedMissingTTL = true }
            if nearest == "$ORIGIN" { loseOrigin() }
        }
    }

    /// Relative names after an `$ORIGIN` that cannot be read are below an unknown origin.
    mutating func loseOrigin() {
        dump.isComplete = false
        origin = ReferenceName(labels: [], isOriginUnknown: true)
        originDirective = nil
    }

    mutating func argument(_ reason: String) -> ReferenceToken? {
        let tokens = entry.tokens
        guard tokens.count > 1 else {
            report(.invalidDirective(reason: reason), tokens[0].range)
            return nil
        }
        var index = 1
        if tokens.count > 2, ["=", ":"].contains(text.string(tokens[1].content)) {
            report(.invalidDirective(reason: "only a space is allowed before the argument"), tokens[1].range)
            index = 2
        }
        if tokens.count > index + 1 {
            if isForeignComment(tokens[index + 1]) {
                skipForeignComment(index + 1)
            } else {
                report(.invalidDirective(reason: "only one argument is allowed"), range(tokens[(index + 1)...]))
            }
        }
        return tokens[index]
    }

    /// Reports the problem of an `$INCLUDE`, or that it is not followed: there are no other files here.
    mutating func readInclude(_ name: Range<Int>) {
        dump.isComplete = false
        let tokens = entry.tokens
        guard tokens.count > 1 else {
            return report(.invalidDirective(reason: "the file name after `$INCLUDE` is missing"), name)
        }
        guard tokens.count < 4 || isForeignComment(tokens[3]) else {
            let reason = "only a file name and an origin are allowed"
            return report(.invalidDirective(reason: reason), range(tokens[3...]))
        }
        if tokens.count > 2, !isForeignComment(tokens[2]) {
            do throws(ReferenceNameReading.Failure) {
                let reading = try ReferenceNameReading(text, tokens[2].content, below: origin)
                noteNonASCII(tokens[2], reading.name, nil)
            } catch {
                return report(error.kind, error.range)
            }
        }
        report(.includeNotFollowed(reason: "no other files are available"), tokens[1].range)
        originDirective = name
    }

    // MARK: - Records

    mutating func readRecord() {
        var flags: ZoneRecord.Flags = []
        var index = 0
        if hasClassInFirstColumn() { return noteFieldAsOwner(.recordClass) }
        guard let owner = readOwner(&index, &flags) else { return }
        let name = owner.description
        var ttl: UInt32?
        var sawTTL = false
        var sawClass = false
        var found: RecordType?
        let tokens = entry.tokens
        while found == nil {
            guard index < tokens.count else {
                if !noteLineContinuation(name), !hasInvisibleSplit {
                    report(.missingType, tokens[tokens.count - 1].range, name)
                }
                return noteUnreadable(after: owner)
            }
            let token = tokens[index]
            let word = bytes(token)
            if !sawClass, let named = RecordClass(reference: word) {
                sawClass = true
                if named == .any, isMessageSignature(index) { return }
                if let recordClass, recordClass != named {
                    report(.wrongClass(named, zone: recordClass), token.range, name)
                    return noteUnreadable(after: owner)
                }
                recordClass = named
            } else if !sawTTL, isTimeField(word) {
                let time = ReferenceTTL(word)
                if time.value == nil, !sawClass, isMisspeltClass(index) {
                    sawClass = true
                    report(.unknownClass(nearest: recordClass ?? .internet), token.range, name)
                    noteQuotes(token, name)
                    index += 1
                    continue
                }
                sawTTL = true
                if let value = time.value {
                    ttl = value
                } else if time.isTooLarge || leadsToType(index + 1) {
                    report(time.isTooLarge ? .ttlTooLarge : .invalidTTL, token.range, name)
                    ttl = defaultTTL ?? lastTTL ?? 0
                } else {
                    return refuseType(index, owner)
                }
            } else {
                found = RecordType(reference: word) ?? privateType(word)
                if found == nil, isExportField(index) {
                    index += 1
                    continue
                }
                if found == nil {
                    guard !sawClass, isMisspeltClass(index) else { return refuseType(index, owner) }
                    sawClass = true
                    report(.unknownClass(nearest: recordClass ?? .internet), token.range, name)
                }
            }
            noteQuotes(token, name)
            index += 1
        }
        guard let type = found else { return }
        guard !type.isMeta else {
            report(.metaType(type), tokens[index - 1].range, name)
            return noteUnreadable(after: owner)
        }
        if ttl != nil { flags.insert(.hasTTL) }
        if !owner.isAtOrBelow(apex), !owner.isOriginUnknown { flags.insert(.outOfZone) }
        var record = ZoneDump.Record(
            owner: name,
            ttl: ttl ?? inheritedTTL(tokens[min(flags.contains(.inheritsOwner) ? 0 : 1, index - 1)].range, name),
            type: type,
            flags: 0,
            start: entry.start,
            rdata: index < tokens.count ? tokens[index].range.lowerBound : tokens[index - 1].range.upperBound
        )
        lastTTL = record.ttl
        self.owner = .name(owner)
        isFirstRecord = false
        originDirective = nil
        let problemCount = dump.problems.count
        guard let wire = readRDATA(type, index, name, &flags),
            !entry.faults.contains(where: { $0.kind == .quoteSpansLines }), closingBrace == nil,
            !noteStringsOnNextLine(type, name, index),
            !noteTextOnNextLine(type, name, index)
        else {
            dump.isComplete = false
            guard hasRemovedComments else { return }
            let comments = dump.problems[problemCount...].filter { $0.kind == .foreignComment }
            dump.problems = dump.problems[..<problemCount] + comments
            _ = readRDATA(type, index, name, &flags)
            hasRemovedComments = false
            return
        }
        if type == .soa, ttl == nil, defaultTTL == nil, record.ttl == 0 {
            let minimum = wire.suffix(4).reduce(UInt32(0)) { $0 * 256 + UInt32($1) }
            if minimum < 0x8000_0000 {
                record.ttl = minimum
                defaultTTL = minimum
            }
        }
        record.wire = privateTypes.contains(type) ? nil : wire.map(asciiLowercased)
        record.flags = flags.rawValue
        dump.records.append(record)
    }

    mutating func readOwner(_ index: inout Int, _ flags: inout ZoneRecord.Flags) -> ReferenceName? {
        let first = entry.tokens[0]
        if !entry.isIndented {
            index = 1
            return readExplicitOwner(first, &flags)
        }
        let word = bytes(first)
        let isOwner =
            word.first.map { $0 != UInt8(ascii: "$") } ?? false
            && !isTimeField(word) && RecordClass(reference: word) == nil && RecordType(reference: word) == nil
            && privateType(word) == nil
            && !isAging(word) && leadsToType(1)
        if isOwner {
            index = 1
            let owner = readExplicitOwner(first, &flags)
            let indentation = entry.start..<first.range.lowerBound
            report(.indentedOwner, first.range, owner?.description, indentation)
            return owner
        }
        flags.insert(.inheritsOwner)
        switch owner {
        case .name(let name):
            if let originDirective { report(.ownerAfterOrigin, first.range, name.description, originDirective) }
            return name
        case .unreadable: break
        case .none:
            report(.noPreviousOwner, first.range)
            owner = .unreadable
        }
        dump.isComplete = false
        return nil
    }

    mutating func readExplicitOwner(
        _ token: ReferenceToken,
        _ flags: inout ZoneRecord.Flags
    ) -> ReferenceName? {
        noteQuotes(token, nil)
        do throws(ReferenceNameReading.Failure) {
            let reading = try ReferenceNameReading(text, token.content, below: origin)
            noteNonASCII(token, reading.name, nil)
            if mayRepeatOrigin(reading) { flags.insert(.dottedOwner) }
            let written = String(decoding: text.bytes[token.content], as: UTF8.self)
            if written.contains("\\") { flags.insert(.escapedOwner) }
            if let digit = written.unicodeScalars.first, ("0"..."9").contains(digit) {
                flags.insert(.ownerBeginsWithDigit)
            }
            if written.hasSuffix("IN"), written != "IN" { flags.insert(.ownerEndsInClass) }
            return reading.name
        } catch {
            report(error.kind, error.range)
            owner = .unreadable
            noteUnreadable()
            return nil
        }
    }

    func mayRepeatOrigin(_ reading: ReferenceNameReading) -> Bool {
        guard reading.isRelative, reading.writtenLabels.count > 1 else { return false }
        return reading.writtenLabels.last?.map(asciiLowercased) == apex.labels.last ?? []
    }

    /// Whether the word begins with a digit or is a negative number.
    func isTimeField(_ word: [UInt8]) -> Bool {
        let text = String(decoding: word, as: UTF8.self)
        let digits = "0"..."9"
        if let first = text.first, digits.contains(String(first)) { return true }
        return text.hasPrefix("-") && text.count > 1 && text.dropFirst().allSatisfy { digits.contains(String($0)) }
    }

    func isMisspeltClass(_ index: Int) -> Bool {
        let word = bytes(entry.tokens[index]).map(asciiLowercased)
        let expected = (recordClass ?? .internet).description.lowercased()
        return word.count <= 3 && leadsToType(index + 1) && Spelling.distance(word, Array(expected.utf8)) == 1
    }

    func leadsToType(_ start: Int) -> Bool {
        for (index, token) in entry.tokens.enumerated().dropFirst(start).prefix(3) {
            let word = bytes(token)
            if RecordType(reference: word) != nil { return index + 1 < entry.tokens.count }
            guard RecordClass(reference: word) != nil || ReferenceTTL(word).value != nil else { return false }
        }
        return false
    }

    mutating func refuseType(_ index: Int, _ owner: ReferenceName) {
        if noteTypeInFirstColumn() { return }
        let token = entry.tokens[index]
        if isForeignComment(token), text.string(token.range).hasPrefix("/*") {
            skipForeignComment(index)
        } else if isForeignComment(token) {
            report(.unknownType(nearest: nil), token.range, owner.description)
            entries.endLine(&entry, at: token.range.lowerBound)
        } else if !isWindowsLookup(index), !noteLineContinuation(owner.description), !hasInvisibleSplit {
            let word = String(decoding: bytes(token).prefix(32), as: UTF8.self)
            let nearest = Spelling.nearest(to: word, among: RecordType.mnemonics).flatMap { RecordType(mnemonic: $0) }
            report(.unknownType(nearest: nearest), token.range, owner.description)
        }
        noteUnreadable(after: owner)
    }

    mutating func inheritedTTL(_ field: Range<Int>, _ owner: String) -> UInt32 {
        if let ttl = defaultTTL ?? lastTTL { return ttl }
        if !hasReportedMissingTTL, isFirstRecord {
            hasReportedMissingTTL = true
            report(.noTTL, field, owner)
        }
        return 0
    }

    mutating func noteUnreadable() {
        dump.isComplete = false
        isFirstRecord = false
    }

    mutating func noteUnreadable(after owner: ReferenceName) {
        dump.isComplete = false
        isFirstRecord = false
        self.owner = .name(owner)
    }

    // MARK: - Helpers

    let privateTypes: [RecordType] = [65401, 65402, 65403].map { RecordType(rawValue: $0) }

    func privateType(_ word: [UInt8]) -> RecordType? {
        switch String(decoding: word, as: UTF8.self).uppercased() {
        case "ALIAS": privateTypes[0]
        case "LUA": privateTypes[1]
        case "ANAME": privateTypes[2]
        default: nil
        }
    }

    func bytes(_ token: ReferenceToken) -> [UInt8] { Array(text.bytes[token.content]) }

    func range(_ tokens: ArraySlice<ReferenceToken>) -> Range<Int> {
        (tokens.first?.range.lowerBound ?? 0)..<(tokens.last?.range.upperBound ?? 0)
    }

    func isNonASCII(_ token: ReferenceToken) -> Bool {
        text.bytes[token.range].contains { $0 >= 0x80 }
    }

    mutating func report(
        _ kind: ZoneProblem.Kind,
        _ range: Range<Int>,
        _ owner: String? = nil,
        _ related: Range<Int>? = nil
    ) {
        dump.problems.append(ZoneDump.Problem(kind: kind, range: range, owner: owner, related: related))
    }

    mutating func noteQuotes(_ token: ReferenceToken, _ owner: String?) {
        if token.isQuoted, !token.isUnterminated { report(.quotedName, token.range, owner) }
    }

    mutating func noteNonASCII(_ token: ReferenceToken, _ name: ReferenceName, _ owner: String?) {
        let services = [Array("_tcp".utf8), Array("_udp".utf8)]
        let labels = bytes(token).split(separator: UInt8(ascii: ".")).map { $0.map(asciiLowercased) }
        let isInService = zip(labels, labels.dropFirst()).contains { label, next in
            label.first == UInt8(ascii: "_") && label.contains { $0 >= 0x80 } && services.contains(next)
        }
        guard isNonASCII(token), isInService || !name.labels.dropFirst().contains(where: services.contains) else {
            return
        }
        report(.nonASCIIName, token.range, owner)
    }

    func isForeignComment(_ token: ReferenceToken) -> Bool {
        guard !token.isQuoted else { return false }
        let word = text.string(token.range)
        return word.hasPrefix("#") || word.hasPrefix("//") || word.hasPrefix("/*")
    }

    mutating func skipForeignComment(_ index: Int) {
        let rest = entry.tokens[index...]
        let line = rest.prefix(1) + rest.dropFirst().prefix { !$0.startsLine }
        let lineRange = range(line)
        report(.foreignComment, lineRange.lowerBound..<(endOfComment(lineRange) ?? lineRange.upperBound))
        if index == 0, text.string(rest[index].range).lowercased() == "#include" { dump.isComplete = false }
        let bytes = Array(text.bytes[range(line)])
        let isEndedEarly = (0..<max(0, bytes.count - 3)).contains { bytes[$0...].starts(with: "*/".utf8) }
        if index == 0, bytes.starts(with: "/*".utf8), isEndedEarly { dump.isComplete = false }
        entries.endLine(&entry, at: rest[index].range.lowerBound)
    }

    /// The end of a comment `/* … */` that begins the range.
    func endOfComment(_ range: Range<Int>) -> Int? {
        guard text.string(range).hasPrefix("/*") else { return nil }
        let rest = text.bytes[range].dropFirst(2)
        guard
            let star = rest.indices.dropLast().first(where: {
                text[$0] == UInt8(ascii: "*") && text[$0 + 1] == UInt8(ascii: "/")
            })
        else { return nil }
        return (range.lowerBound..<star).contains(where: text.isLineEnd) ? nil : star + 2
    }

    /// Reports comments `/* … */` without which the RDATA could be read.
    mutating func noteCommentInside(_ type: RecordType, _ first: Int) -> Bool {
        guard let last = entry.tokens.last else { return false }
        var comments: [Range<Int>] = []
        var kept: [(Range<Int>, Bool)] = []
        for token in entry.tokens.dropFirst(first) {
            if let comment = comments.last, comment.contains(token.range.lowerBound) { continue }
            if !token.isQuoted, let end = endOfComment(token.range.lowerBound..<last.range.upperBound) {
                comments.append(token.range.lowerBound..<end)
            } else {
                kept.append((token.content, token.isQuoted))
            }
        }
        var coder = RDATACoder()
        guard !comments.isEmpty, coder.encode(type, kept, of: text.bytes, origin: Name(wire: origin.wire)) == nil else {
            return false
        }
        for comment in comments { report(.foreignComment, comment) }
        return true
    }

    /// Removes the comments of other languages that begin inside parentheses, each up to the end of its line.
    mutating func removeForeignComments(_ index: Int) -> Bool {
        var comments: [Range<Int>] = []
        var kept = entry.tokens[..<index]
        var rest = entry.tokens[index...]
        while let token = rest.first {
            if isForeignComment(token), entries.depth(entry, token.range.lowerBound) > 0 {
                let line = rest.prefix(1) + rest.dropFirst().prefix { !$0.startsLine }
                comments.append(range(line))
                rest = rest.dropFirst(line.count)
            } else {
                kept.append(token)
                rest = rest.dropFirst()
            }
        }
        entry.tokens = Array(kept)
        entry.faults.removeAll { fault in
            fault.kind == .quoteNotClosed && comments.contains { $0.contains(fault.range.lowerBound) }
        }
        for comment in comments { report(.foreignComment, comment) }
        return !comments.isEmpty
    }

    mutating func reportControls() {
        for token in entry.tokens where token.hasControl {
            for run in text.runs(in: token.range) {
                let byte = text[run.lowerBound]
                if token.isQuoted ? byte == 0 : ReferenceText.isControl(byte) { report(.controlCharacter(byte), run) }
            }
        }
    }
}
