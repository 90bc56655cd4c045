import DNS
import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile

@Suite("Fixes of mutated zones")
struct FixPropertyTests {
    private static let texts: [[UInt8]] = RuleCase.all.filter { $0.example.files.isEmpty }.map { ruleCase in
        let example = ruleCase.example
        return Array(((example.isContinuation ? ExampleRun.baseZone : "") + MarkedText(example.text).text).utf8)
    }

    private static func damaged(_ seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        // Two examples, to combine mistakes of several rules.
        let zone = random.pick(texts) + random.pick(texts)
        return random.mutated(zone, others: texts)
    }

    private static let seeds = (0..<12).map { UInt64($0) * 1000 }

    @Test("Safe fixes do not change the records of a readable zone, and a second run fixes nothing", arguments: seeds)
    func safe(_ start: UInt64) {
        for seed in start..<start + 60 {
            let fixed = FixedZone(Self.damaged(seed), unsafe: false)
            let (before, after) = (RecordSet(fixed.before), RecordSet(fixed.after))
            if before.isComplete {
                #expect(before == after, "seed \(seed):\n\(fixed.text)")
            } else {
                #expect(after.records.isSuperset(of: before.records), "seed \(seed):\n\(fixed.text)")
            }
            let again = FixedZone(fixed.after, unsafe: false)
            #expect(again.after == fixed.after, "seed \(seed):\n\(fixed.text)")
        }
    }

    @Test("Fixes change only the records they name, and cause no findings", arguments: seeds)
    func all(_ start: UInt64) {
        for seed in start..<start + 60 {
            let fixed = FixedZone(Self.damaged(seed))
            guard fixed.after != fixed.before else { continue }
            let lost = RecordSet(fixed.before).records.subtracting(RecordSet(fixed.after).records)
            let owners = Set(fixed.run.fixedFindings.compactMap { $0.subject.owner?.lowercased() })
            // A name with octets that are not ASCII is identified by its text.
            let namesOctets = fixed.run.fixedFindings.contains { $0.rule.name == "non-ascii-name" }
            // The time in a `$TTL` is that of all records after it, also if the directive was not recognised. Without one, that is
            // the minimum of the SOA record.
            let changesTTLs = fixed.run.fixedFindings.contains {
                ["Z111", "Z112"].contains($0.rule.code) || $0.message.contains("`$` before `TTL`")
                    || $0.help.contains("SOA")
            }
            // One finding names the first of the owners with this sign.
            let removesSigns = fixed.run.fixedFindings.contains { $0.message.contains("`+` of a diff") }
            // The finding about a string that is not closed does not know the owner of the record.
            let closesStrings = fixed.run.fixedFindings.contains { $0.rule.code == "Z107" }
            let kept = Set(RecordSet(fixed.after).records.map(Self.withoutTTL))
            let strays = lost.filter { record in !owners.contains { record.hasPrefix($0 + " ") } }
                .intersection(RecordSet(Self.beforeInherited(fixed)).records)
                .filter { !removesSigns || !$0.hasPrefix("+") }
                .filter { !namesOctets || !$0.contains(/\\[12][0-9][0-9]/) }
                .filter { !changesTTLs || !kept.contains(Self.withoutTTL($0)) }
                .filter { !closesStrings || !$0.contains(" TXT ") }
            let before = String(decoding: fixed.before, as: UTF8.self)
            #expect(strays.isEmpty, "seed \(seed): \(strays)\n\(before)\nbecame\n\(fixed.text)")
            let again = FixedZone(fixed.after)
            #expect(again.after == fixed.after, "seed \(seed):\n\(before)\nbecame\n\(fixed.text)")
            if RecordSet(fixed.before).isComplete { #expect(RecordSet(fixed.after).isComplete, "seed \(seed)") }
        }
    }

    @Test("Fixes cause no finding of any severity, and hide none about other lines", arguments: seeds)
    func findings(_ start: UInt64) throws {
        for seed in start..<start + 40 {
            let fixed = FixedZone(Self.damaged(seed))
            guard fixed.after != fixed.before else { continue }
            let (before, after) = (Self.lint(fixed.before), Self.lint(fixed.after))
            let text = "seed \(seed):\n\(String(decoding: fixed.before, as: UTF8.self))\nbecame\n\(fixed.text)"
            let zone = Zone(
                reading: SourceFile(path: "example", bytes: fixed.before),
                options: ReadingOptions(origin: Name("example.com.")))
            let lines = Set(Self.lines(fixed.before))
            let known = Set(before.map(Self.content)).union(before.map(Self.onLine))
            // A message may quote a name that a fix changed.
            let haveSameLines = Self.lines(fixed.before).count == Self.lines(fixed.after).count
            let positions = Set(before.map(Self.lineNumber))
            let new = after.filter { finding in
                guard !known.contains(Self.content(finding)), !known.contains(Self.onLine(finding)),
                    !haveSameLines || !positions.contains(Self.lineNumber(finding))
                else { return false }
                // Servers whose SRV records were not recognised before have findings of their own.
                guard finding.rule.scope != .server, finding.severity > .info || finding.rule.scope != .targets else {
                    return false
                }
                // What an unreadable record hid may appear: about its owner, or with a reference to its line.
                let isOfUnread =
                    finding.subject.owner.flatMap { Name($0) }.map { zone.unread.mayContain($0, nil) } ?? false
                let spans = [finding.primary].compactMap(\.self) + finding.related
                let isOfEdited = spans.contains { !lines.contains(Self.line($0.span)) }
                return zone.isComplete || !(isOfUnread || isOfEdited)
            }
            if !new.isEmpty { Issue.record("new: \(new.map(Self.content)) in \(text)") }
            guard zone.isComplete else { continue }
            let (kept, reported) = (Set(Self.lines(fixed.after)), Set(after.map(Self.onLine)))
            let texts = Self.lines(fixed.before)
            let fixedKeys = Set(fixed.run.fixedFindings.map(Self.onLine))
            let hidden = before.filter { finding in
                guard finding.rule.scope == .entry, let span = finding.primary?.span else { return false }
                let key = Self.onLine(finding)
                // A duplicate may be removed while its twin stays.
                guard texts.filter({ $0 == Self.line(span) }).count == 1 else { return false }
                return kept.contains(Self.line(span)) && !reported.contains(key) && !fixedKeys.contains(key)
            }
            if !hidden.isEmpty { Issue.record("hidden: \(hidden.map(Self.content)) in \(text)") }
        }
    }

    @Test(
        "No word of a record disappears into a comment, other than text that a finding calls a comment",
        arguments: seeds)
    func comments(_ start: UInt64) {
        // Text after a complete record, a line between two parts of a text, and the names of fields beside their values.
        let codes: Set = ["Z101", "Z102", "Z103", "Z104", "Z120"]
        for seed in start..<start + 60 {
            let fixed = FixedZone(Self.damaged(seed))
            // A byte order mark inside a word is removed, so that the word is another one.
            guard fixed.after != fixed.before, !fixed.before.dropFirst(3).contains([0xEF, 0xBB, 0xBF]) else { continue }
            var allowed = Self.wordsAfterSemicolons(fixed.before, outsideQuotes: false)
            for finding in fixed.run.fixedFindings where codes.contains(finding.rule.code) {
                if let span = finding.primary?.span { allowed.formUnion(Self.words(Array(span.text.utf8)[...])) }
            }
            // The lines of a record whose first line is a comment.
            for finding in fixed.run.fixedFindings where finding.message.contains("commented out") {
                for edit in finding.fixes.flatMap(\.edits) {
                    allowed.formUnion(Self.words(Array(Self.line(edit.span).utf8)[...]))
                }
            }
            // A comment that ignores findings may be corrected itself.
            let lost = Self.wordsAfterSemicolons(fixed.after, outsideQuotes: true).subtracting(allowed)
                .filter { !$0.hasPrefix("ignore") && $0 != "srvlint:" }
            let before = String(decoding: fixed.before, as: UTF8.self)
            #expect(lost.isEmpty, "seed \(seed): \(lost)\n\(before)\nbecame\n\(fixed.text)")
        }
    }

    /// The words behind the first semicolon of each line.
    private static func wordsAfterSemicolons(_ text: [UInt8], outsideQuotes: Bool) -> Set<String> {
        var found: Set<String> = []
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            var (isQuoted, isEscaped) = (false, false)
            for (index, byte) in zip(line.indices, line) {
                if byte == UInt8(ascii: ";"), !outsideQuotes || !isQuoted && !isEscaped {
                    found.formUnion(words(line[(index + 1)...]))
                    break
                }
                if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            }
        }
        return found
    }

    /// The words without the signs of comments around them.
    private static func words(_ text: ArraySlice<UInt8>) -> Set<String> {
        let signs = Array("#/*;()\"".utf8)
        let words = text.split { $0 <= 0x20 || signs.contains($0) }
        return Set(words.map { String(decoding: $0, as: UTF8.self) })
    }

    private static func lint(_ bytes: [UInt8]) -> [Finding] {
        let source = SourceFile(path: "example", bytes: bytes)
        let input = ZoneInput(.source(source), origin: Name("example.com.").map { ($0, .option) })
        return Linter().lint([input]).findings.filter { $0.suppression == nil }
    }

    private static func content(_ finding: Finding) -> String { "\(finding.rule.code) \(finding.message)" }

    private static func onLine(_ finding: Finding) -> String {
        "\(finding.rule.code) \(finding.primary.map { line($0.span) } ?? "")"
    }

    /// A record of a ``RecordSet`` without its second word.
    private static func withoutTTL(_ record: String) -> String {
        let words = record.split(separator: " ", maxSplits: 2)
        return words.count == 3 ? "\(words[0]) \(words[2])" : record
    }

    private static func lineNumber(_ finding: Finding) -> String {
        "\(finding.rule.code) \(finding.primary?.span.start.line ?? 0)"
    }

    private static func line(_ span: SourceSpan) -> String {
        span.source.text(in: span.source.range(ofLine: span.start.line))
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        let source = SourceFile(path: "example", bytes: bytes)
        let last = SourceSpan(source, source.count..<source.count).start.line
        return (1...last).map { source.text(in: source.range(ofLine: $0)) }
    }

    /// Returns the text before the first fix that affects all following records: of an `$ORIGIN`, or of an owner that
    /// others inherit.
    private static func beforeInherited(_ fixed: FixedZone) -> [UInt8] {
        let inherited = fixed.run.fixedFindings.filter { inheritedCodes.contains($0.rule.code) }
        guard let line = inherited.compactMap({ $0.primary?.span.start.line }).min() else { return fixed.before }
        let source = SourceFile(path: "", bytes: fixed.before)
        return Array(fixed.before[..<source.range(ofLine: line).lowerBound])
    }

    private static let inheritedCodes = Set(
        RuleRegistry.infos.filter { ["relative-origin", "indented-owner", "unknown-directive"].contains($0.name) }.map(
            \.code))

    @Test(
        "Successive edits have the same result as edits of the whole text, and keep all other bytes", arguments: seeds)
    func composition(_ start: UInt64) {
        var random = SeededGenerator(seed: start)
        for _ in 0..<200 {
            let original = Array(random.pick(Self.texts).prefix(60))
            var naive = original
            var text = RevisedText(SourceFile(path: "", bytes: original))
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let edits = Self.edits(naive.count, &random)
                text.replace(edits)
                for edit in edits.reversed() { naive.replaceSubrange(edit.range, with: edit.bytes) }
            }
            #expect(text.bytes == naive)
            let ends = text.replacements.map(\.range.upperBound)
            #expect(zip(ends, text.replacements.dropFirst()).allSatisfy { $0 < $1.range.lowerBound })
        }
    }

    @Test("Where each of many edits was before is found without looking at all the others")
    func originalOffsets() {
        func time(_ count: Int) -> Double {
            var text = RevisedText(SourceFile(path: "", bytes: [UInt8](repeating: UInt8(ascii: "a"), count: 2 * count)))
            text.replace((0..<count).map { RevisedText.Replacement(2 * $0..<2 * $0 + 1, with: Array("bc".utf8)) })
            return ThreadTime.measure {
                for number in 0..<count where text.originalOffset(of: 3 * number) != 2 * number {
                    Issue.record("\(3 * number) was not at \(2 * number)")
                }
            }
        }
        // Eight times the edits take little more than 8 times the time; a search through all takes 64 times.
        let (small, large) = (time(1_000), time(8_000))
        #expect(large < 24 * small, "\(small) s, then \(large) s")
    }

    private static func edits(_ count: Int, _ random: inout SeededGenerator) -> [RevisedText.Replacement] {
        var edits: [RevisedText.Replacement] = []
        var position = 0
        while position <= count, edits.count < 5 {
            let start = min(count, position + Int.random(in: 0...12, using: &random))
            let end = min(count, start + Int.random(in: 0...6, using: &random))
            let bytes = [UInt8](repeating: UInt8(ascii: "+"), count: Int.random(in: 0...4, using: &random))
            edits.append(RevisedText.Replacement(start..<end, with: bytes))
            position = end + 1
        }
        return edits
    }
}
