import DNS

@testable import ZoneFile

/// What a reader makes of a file, in a form that can be compared.
struct ZoneDump: Equatable {
    struct Record: Equatable {
        var owner: String
        var ttl: UInt32
        var type: RecordType
        /// `nil` for the types of one server, whose data is not read.
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
    /// Where the comments that speak to srvlint begin.
    var comments: [Int] = []
}

/// Reads a zone file as RFC 1035 §5 and the comments of `ZoneReader` say, byte after byte and with nothing in mind but
/// being right. The fast reader is held to it. It follows no `$INCLUDE` and knows no `$GENERATE`.
struct ReferenceReader {
    let text: ReferenceText
    var dump = ZoneDump()
    private var entries: ReferenceEntries
    private var entry = ReferenceEntry(start: 0, end: 0, startsBlank: false)

    private let apex: ReferenceName
    private var origin: ReferenceName
    private var recordClass: RecordClass?
    private var owner = Owner.none
    private var defaultTTL: UInt32?
    private var lastTTL: UInt32?
    private var needNotSayNoTTL = false
    private var isFirstRecord = true
    private var originDirective: Range<Int>?

    private enum Owner {
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

    private mutating func read() {
        guard looksLikeText() else {
            dump.isComplete = false
            return
        }
        while let next = entries.next() {
            entry = next
            readEntry()
        }
        reportNULsInComments()
        if let last = text.bytes.last, last != 0x0A, last != 0x0D {
            report(.noFinalNewline, text.count..<text.count)
        }
        dump.recordClass = recordClass ?? .internet
        dump.comments = entries.comments
    }

    mutating func skipByteOrderMark() {
        entries.position = 3
    }

    private mutating func readEntry() {
        if entry.tokens.contains(where: { isNonASCII($0) }) {
            for run in entries.splitAtForeignSpaces(&entry) { report(.foreignSpace(run.space), run.range) }
        }
        if let first = entry.tokens.first {
            if entry.tokens.contains(where: \.hasControl) {
                reportControls()
                noteUnreadable()
            } else if isForeignComment(first) {
                skipForeignComment(0)
            } else if text[first.range.lowerBound] == UInt8(ascii: "$"), !entry.startsBlank {
                readDirective()
            } else {
                readRecord()
            }
        }
        for fault in entry.faults { report(fault.kind, fault.range) }
    }

    // MARK: - Directives

    private mutating func readDirective() {
        let name = entry.tokens[0].range
        switch text.string(name).uppercased() {
        case "$ORIGIN":
            guard let argument = argument("`$ORIGIN` needs a domain name") else {
                dump.isComplete = false
                return
            }
            noteQuotes(argument, nil)
            do throws(ReferenceNameReading.Failure) {
                let reading = try ReferenceNameReading(text, argument.content, below: origin)
                noteNonASCII(argument, reading.name, nil)
                if reading.isRelative { report(.relativeOrigin, argument.range, reading.name.description) }
                origin = reading.name
                originDirective = name
            } catch {
                dump.isComplete = false
                report(error.kind, error.range)
            }
        case "$TTL":
            guard let argument = argument("`$TTL` needs a time, such as `3600` or `1h`") else {
                needNotSayNoTTL = true
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
            let nearest = Spelling.nearest(to: text.string(name), among: words)
            report(.unknownDirective(nearest: nearest), name)
            dump.isComplete = false
            if nearest == "$TTL" { needNotSayNoTTL = true }
        }
    }

    private mutating func argument(_ reason: String) -> ReferenceToken? {
        let tokens = entry.tokens
        guard tokens.count > 1 else {
            report(.invalidDirective(reason: reason), tokens[0].range)
            return nil
        }
        if tokens.count > 2 {
            if isForeignComment(tokens[2]) {
                skipForeignComment(2)
            } else {
                report(.invalidDirective(reason: "nothing may follow its argument"), range(tokens[2...]))
            }
        }
        return tokens[1]
    }

    /// There are no files to include here: what is wrong with the directive is said, else that it is not followed.
    private mutating func readInclude(_ name: Range<Int>) {
        dump.isComplete = false
        let tokens = entry.tokens
        guard tokens.count > 1 else {
            return report(.invalidDirective(reason: "`$INCLUDE` needs the name of a file"), name)
        }
        guard tokens.count < 4 || isForeignComment(tokens[3]) else {
            let reason = "a file and an origin are all that `$INCLUDE` takes"
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
        report(.includeNotFollowed(reason: "there are no files to follow it to"), tokens[1].range)
        originDirective = name
    }

    // MARK: - Records

    private mutating func readRecord() {
        var flags: ZoneRecord.Flags = []
        var index = 0
        guard let owner = readOwner(&index, &flags) else { return }
        let name = owner.description
        var ttl: UInt32?
        var sawTTL = false
        var sawClass = false
        var found: RecordType?
        let tokens = entry.tokens
        while found == nil {
            guard index < tokens.count else {
                report(.missingType, tokens[tokens.count - 1].range, name)
                return noteUnreadable(after: owner)
            }
            let token = tokens[index]
            let word = bytes(token)
            if !sawClass, let named = RecordClass(reference: word) {
                sawClass = true
                if let recordClass, recordClass != named {
                    report(.wrongClass(named, zone: recordClass), token.range, name)
                    return noteUnreadable(after: owner)
                }
                recordClass = named
            } else if !sawTTL, let first = word.first, (0x30...0x39).contains(first) {
                sawTTL = true
                let time = ReferenceTTL(word)
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
                if found == nil { return refuseType(index, owner) }
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
        if !owner.isAtOrBelow(apex) { flags.insert(.outOfZone) }
        var record = ZoneDump.Record(
            owner: name,
            ttl: ttl ?? inheritedTTL(tokens[min(entry.startsBlank ? 0 : 1, index - 1)].range, name),
            type: type,
            flags: 0,
            start: entry.start,
            rdata: index < tokens.count ? tokens[index].range.lowerBound : tokens[index - 1].range.upperBound
        )
        lastTTL = record.ttl
        self.owner = .name(owner)
        isFirstRecord = false
        originDirective = nil
        guard let wire = readRDATA(type, index, name, &flags) else {
            dump.isComplete = false
            return
        }
        if type == .soa, ttl == nil, defaultTTL == nil, record.ttl == 0 {
            let minimum = wire.suffix(4).reduce(UInt32(0)) { $0 * 256 + UInt32($1) }
            if minimum < 0x8000_0000 {
                record.ttl = minimum
                defaultTTL = minimum
            }
        }
        record.wire = privateTypes.contains(type) ? nil : wire
        record.flags = flags.rawValue
        dump.records.append(record)
    }

    private mutating func readOwner(_ index: inout Int, _ flags: inout ZoneRecord.Flags) -> ReferenceName? {
        let first = entry.tokens[0]
        if !entry.startsBlank {
            index = 1
            return readWrittenOwner(first, &flags)
        }
        let word = bytes(first)
        let isOwner =
            word.first.map { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: "$") } ?? false
            && RecordClass(reference: word) == nil && RecordType(reference: word) == nil && privateType(word) == nil
            && leadsToType(1)
        if isOwner {
            index = 1
            let owner = readWrittenOwner(first, &flags)
            let blanks = entry.start..<first.range.lowerBound
            report(.indentedOwner, first.range, owner?.description, blanks)
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

    private mutating func readWrittenOwner(
        _ token: ReferenceToken,
        _ flags: inout ZoneRecord.Flags
    ) -> ReferenceName? {
        noteQuotes(token, nil)
        do throws(ReferenceNameReading.Failure) {
            let reading = try ReferenceNameReading(text, token.content, below: origin)
            noteNonASCII(token, reading.name, nil)
            if mayRepeatOrigin(reading) { flags.insert(.dottedOwner) }
            return reading.name
        } catch {
            report(error.kind, error.range)
            noteUnreadable()
            return nil
        }
    }

    private func mayRepeatOrigin(_ reading: ReferenceNameReading) -> Bool {
        guard reading.isRelative, reading.writtenLabels.count > 1 else { return false }
        return reading.writtenLabels.last?.map(asciiLowercased) == apex.labels.last ?? []
    }

    private func leadsToType(_ start: Int) -> Bool {
        for (index, token) in entry.tokens.enumerated().dropFirst(start).prefix(3) {
            let word = bytes(token)
            if RecordType(reference: word) != nil { return index + 1 < entry.tokens.count }
            guard RecordClass(reference: word) != nil || ReferenceTTL(word).value != nil else { return false }
        }
        return false
    }

    private mutating func refuseType(_ index: Int, _ owner: ReferenceName) {
        let token = entry.tokens[index]
        if isForeignComment(token) {
            skipForeignComment(index)
        } else {
            let word = String(decoding: bytes(token).prefix(32), as: UTF8.self)
            let nearest = Spelling.nearest(to: word, among: RecordType.mnemonics).flatMap { RecordType(mnemonic: $0) }
            report(.unknownType(nearest: nearest), token.range, owner.description)
        }
        noteUnreadable(after: owner)
    }

    private mutating func inheritedTTL(_ field: Range<Int>, _ owner: String) -> UInt32 {
        if let ttl = defaultTTL ?? lastTTL { return ttl }
        if !needNotSayNoTTL, isFirstRecord {
            needNotSayNoTTL = true
            report(.noTTL, field, owner)
        }
        return 0
    }

    private mutating func noteUnreadable() {
        dump.isComplete = false
        if !entry.startsBlank { owner = .unreadable }
        isFirstRecord = false
    }

    private mutating func noteUnreadable(after owner: ReferenceName) {
        dump.isComplete = false
        isFirstRecord = false
        self.owner = .name(owner)
    }

    // MARK: - RDATA

    private mutating func readRDATA(
        _ type: RecordType,
        _ first: Int,
        _ owner: String,
        _ flags: inout ZoneRecord.Flags
    ) -> [UInt8]? {
        if privateTypes.contains(type) { return [] }
        if first < entry.tokens.count, text.bytes[entry.tokens[first].range] == Array("\\#".utf8)[...] {
            flags.insert(.genericRDATA)
            return readByCoder(type, first, owner)
        }
        let numbers: Int
        switch type {
        case .ns, .cname, .dname, .ptr: numbers = 0
        case .mx: numbers = 1
        case .srv: numbers = 3
        default: return readByCoder(type, first, owner)
        }
        var wire: [UInt8] = []
        for field in 0..<numbers {
            guard let number = readNumber(type, first, field, owner) else { return nil }
            wire += [UInt8(number / 256), UInt8(number % 256)]
        }
        guard let name = readName(type, first, numbers, owner, &flags) else { return nil }
        return endsRecord(type, first + numbers + 1, numbers + 1, owner) ? wire + name.wire : nil
    }

    private mutating func readNumber(_ type: RecordType, _ first: Int, _ field: Int, _ owner: String) -> UInt16? {
        guard let token = token(type, first, field, owner) else { return nil }
        let name = fieldName(type, field)
        let word = text.string(token.content)
        let digits = word.hasPrefix("-") ? word.dropFirst() : word[...]
        guard !digits.isEmpty, digits.unicodeScalars.allSatisfy({ (0x30...0x39).contains($0.value) }) else {
            let kind = ZoneProblem.Kind.invalidField(type, field: name, fieldIndex: field, expected: "a number")
            refuse(type, first, field, kind, token.range, owner)
            return nil
        }
        guard digits == word, let number = UInt16(word) else {
            let kind = ZoneProblem.Kind.numberOutOfRange(type, field: name, fieldIndex: field, range: 0...65535)
            refuse(type, first, field, kind, token.range, owner)
            return nil
        }
        if word.hasPrefix("0"), word.utf8.count > 1 { report(.leadingZero(type, field: name), token.range, owner) }
        noteQuotes(token, owner)
        return number
    }

    private mutating func readName(
        _ type: RecordType,
        _ first: Int,
        _ field: Int,
        _ owner: String,
        _ flags: inout ZoneRecord.Flags
    ) -> ReferenceName? {
        guard let token = token(type, first, field, owner) else { return nil }
        do throws(ReferenceNameReading.Failure) {
            let reading = try ReferenceNameReading(text, token.content, below: origin)
            if mayRepeatOrigin(reading) { flags.insert(.dottedTarget) }
            noteQuotes(token, owner)
            noteNonASCII(token, reading.name, owner)
            return reading.name
        } catch {
            refuse(type, first, field, error.kind, error.range, owner)
            return nil
        }
    }

    private mutating func token(_ type: RecordType, _ first: Int, _ field: Int, _ owner: String) -> ReferenceToken? {
        if first + field < entry.tokens.count { return entry.tokens[first + field] }
        let kind = ZoneProblem.Kind.missingField(type, field: fieldName(type, field), fieldIndex: field)
        refuse(type, first, field, kind, entry.tokens[entry.tokens.count - 1].range, owner)
        return nil
    }

    private func fieldName(_ type: RecordType, _ field: Int) -> String {
        let fields = RecordFormat.of(type)?.fields ?? []
        return field < fields.count ? fields[field].name : "data"
    }

    private mutating func readByCoder(_ type: RecordType, _ first: Int, _ owner: String) -> [UInt8]? {
        let tokens = Array(entry.tokens[first...])
        var coder = RDATACoder()
        let below = Name(wire: origin.wire)
        if let problem = coder.encode(type, tokens.map { ($0.content, $0.isQuoted) }, of: text.bytes, origin: below) {
            let field = problem.fieldIndex
            if case .extra(let expected) = problem.kind {
                return endsRecord(type, first + field, expected, owner) ? coder.wire : nil
            }
            var range = entry.tokens[entry.tokens.count - 1].range
            if field < tokens.count {
                let start = tokens[field].content.lowerBound
                range = problem.range.map { start + $0.lowerBound..<start + $0.upperBound } ?? tokens[field].range
            }
            refuse(type, first, field, ZoneProblem.Kind(type, problem.kind, field), range, owner)
            return nil
        }
        for note in coder.notes {
            let token = tokens[note.fieldIndex]
            switch note.kind {
            case .leadingZero(let field): report(.leadingZero(type, field: field), token.range, owner)
            case .quoted: noteQuotes(token, owner)
            case .doubtful(let field, let expected):
                let isCutOff = text[token.range.upperBound] == UInt8(ascii: ";")
                let index = note.fieldIndex
                report(
                    isCutOff
                        ? .invalidField(type, field: field, fieldIndex: index, expected: expected)
                        : .doubtfulField(type, field: field, expected: expected),
                    token.range,
                    owner
                )
            case .nonASCIIName: report(.nonASCIIName, token.range, owner)
            }
        }
        if type == .txt || type == .spf { noteSemicolon(tokens, owner) }
        return coder.wire
    }

    /// Whether the record ends before the token at `index`, or what follows is none of it.
    private mutating func endsRecord(_ type: RecordType, _ index: Int, _ expected: Int, _ owner: String) -> Bool {
        if index == entry.tokens.count { return true }
        if entries.recover(&entry, at: index) { return entry.tokens.count == index }
        if isForeignComment(entry.tokens[index]) {
            skipForeignComment(index)
            return true
        }
        report(.extraField(type, expected: expected), range(entry.tokens[index...]), owner)
        return false
    }

    private mutating func refuse(
        _ type: RecordType,
        _ first: Int,
        _ field: Int,
        _ kind: ZoneProblem.Kind,
        _ range: Range<Int>,
        _ owner: String
    ) {
        if entries.recover(&entry, at: first + field) { return }
        if entry.faults.contains(where: { $0.kind == .quoteNotClosed }) { return }
        if first + field < entry.tokens.count, isForeignComment(entry.tokens[first + field]) {
            skipForeignComment(first + field)
            let missing = ZoneProblem.Kind.missingField(type, field: fieldName(type, field), fieldIndex: field)
            return report(missing, entry.tokens[first + field - 1].range, owner)
        }
        report(kind, range, owner)
    }

    private mutating func noteSemicolon(_ tokens: [ReferenceToken], _ owner: String) {
        guard let last = tokens.last, !last.isQuoted else { return }
        let semicolon = last.range.upperBound
        let value = bytes(last)
        guard text[semicolon] == UInt8(ascii: ";"), value.contains(UInt8(ascii: "=")) else { return }
        var end = semicolon
        while end < text.count, !text.isLineEnd(end) { end += 1 }
        let comment = text.bytes[semicolon + 1..<end].drop { $0 == 0x20 || $0 == 0x09 }
        let letters = comment.prefix { (0x61...0x7A).contains(asciiLowercased($0)) }.prefix(32)
        let isTag = !letters.isEmpty && comment.dropFirst(letters.count).first == UInt8(ascii: "=")
        let isCutOff = comment.isEmpty && bytes(tokens[0]).prefix(2).map(asciiLowercased) == Array("v=".utf8)
        if isTag || isCutOff { report(.unquotedSemicolon, semicolon..<end, owner, last.range) }
    }

    // MARK: - Small things

    private let privateTypes: [RecordType] = [65401, 65402, 65403].map { RecordType(rawValue: $0) }

    private func privateType(_ word: [UInt8]) -> RecordType? {
        switch String(decoding: word, as: UTF8.self).uppercased() {
        case "ALIAS": privateTypes[0]
        case "LUA": privateTypes[1]
        case "ANAME": privateTypes[2]
        default: nil
        }
    }

    func bytes(_ token: ReferenceToken) -> [UInt8] { Array(text.bytes[token.content]) }

    private func range(_ tokens: ArraySlice<ReferenceToken>) -> Range<Int> {
        (tokens.first?.range.lowerBound ?? 0)..<(tokens.last?.range.upperBound ?? 0)
    }

    private func isNonASCII(_ token: ReferenceToken) -> Bool {
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

    private mutating func noteQuotes(_ token: ReferenceToken, _ owner: String?) {
        if token.isQuoted, !token.isOpenEnded { report(.quotedName, token.range, owner) }
    }

    private mutating func noteNonASCII(_ token: ReferenceToken, _ name: ReferenceName, _ owner: String?) {
        let services = [Array("_tcp".utf8), Array("_udp".utf8)]
        guard isNonASCII(token), !name.labels.dropFirst().contains(where: services.contains) else { return }
        report(.nonASCIIName, token.range, owner)
    }

    private func isForeignComment(_ token: ReferenceToken) -> Bool {
        guard !token.isQuoted else { return false }
        let word = text.string(token.range)
        return word.hasPrefix("#") || word.hasPrefix("//")
    }

    private mutating func skipForeignComment(_ index: Int) {
        let rest = entry.tokens[index...]
        let line = rest.prefix(1) + rest.dropFirst().prefix { !$0.startsLine }
        report(.foreignComment, range(line))
        entries.endLine(&entry, at: rest[index].range.lowerBound)
    }

    private mutating func reportControls() {
        for token in entry.tokens where token.hasControl {
            for run in text.runs(in: token.range) {
                let byte = text[run.lowerBound]
                if token.isQuoted ? byte == 0 : ReferenceText.isControl(byte) { report(.controlCharacter(byte), run) }
            }
        }
    }
}

extension RDATACoder {
    /// Encodes fields that stand at places of a text: the coder looks at which of them touch.
    mutating func encode(
        _ type: RecordType,
        _ fields: [(range: Range<Int>, isQuoted: Bool)],
        of text: [UInt8],
        origin: Name?
    ) -> RDATAProblem? {
        text.withUnsafeBufferPointer { bytes in
            let texts = fields.map {
                FieldText(bytes: UnsafeBufferPointer(rebasing: bytes[$0.range]), isQuoted: $0.isQuoted)
            }
            return texts.withUnsafeBufferPointer { encode(type, fields: $0, origin: origin) }
        }
    }
}
