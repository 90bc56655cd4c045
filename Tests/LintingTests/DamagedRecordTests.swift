import DNS
import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile

/// One record that cannot be read must change nothing about names that do not depend on it.
@Suite("One damaged record in a zone")
struct DamagedRecordTests {
    private static let texts: [String] = RuleCase.all
        .filter { $0.example.files.isEmpty && $0.example.isContinuation && $0.example.origin == "example.com." }
        .map { MarkedText($0.example.text).text }

    private struct Damage {
        let text: String
        /// The owner without its final dot, or its first label if that is all that can be read.
        let owner: String
        let line: Int
        let type: RecordType
        /// The absolute names in its data.
        let names: [String]
    }

    private static func zone(_ random: inout SeededGenerator) -> String {
        let pieces = (0..<3).map { _ in random.pick(texts) }
        let servers = "srv IN MX 10 mx\nsrv IN MX 20 mx2\nwww IN CNAME web\nmx IN A 192.0.2.1\nweb IN A 192.0.2.2\n"
        return ExampleRun.baseZone + servers + pieces.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
    }

    private static func read(_ text: String) -> Zone {
        Zone(reading: SourceFile(path: "zone", text: text), options: ReadingOptions(origin: Name("example.com.")))
    }

    /// Makes a record of one line, with its own owner, unreadable: in its data, its type, or its owner.
    private static func damage(_ text: String, _ random: inout SeededGenerator) -> Damage? {
        let zone = read(text)
        guard zone.isComplete, !zone.records.isEmpty else { return nil }
        let id = Int.random(in: 0..<zone.records.count, using: &random)
        let fields = zone.fields(of: id)
        guard let owner = fields.owner, let first = fields.rdata.first, let last = fields.rdata.last,
            last.span.end.line == owner.span.start.line, owner.span.source === zone.sources[0],
            // Behind white space, an owner is recognised by the type after it.
            owner.span.start.column == 1
        else { return nil }
        var bytes = Array(text.utf8)
        var isOwnerKnown = true
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
            bytes.replaceSubrange(first.span.range.lowerBound..<last.span.range.upperBound, with: Array("\\400".utf8))
        case 1: bytes.replaceSubrange(fields.type.span.range, with: Array("QQ".utf8))
        default:
            // A wildcard at an unknown place may have any name, and so may a label that is not ASCII.
            guard owner.text != "@", owner.text.utf8.allSatisfy({ $0 < 0x80 }), !owner.isQuoted,
                !owner.text.contains("\\"), !owner.text.hasPrefix("*")
            else {
                return nil
            }
            bytes.insert(contentsOf: Array("..x".utf8), at: owner.span.range.upperBound)
            isOwnerKnown = false
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let name = zone.names.text(zone.records[id].owner)
        let known = isOwnerKnown ? String(name.dropLast()) : String(name.prefix { $0 != "." })
        return Damage(
            text: text, owner: known, line: owner.span.start.line, type: zone.records[id].type,
            names: fields.rdata.map(\.text).filter { $0.hasSuffix(".") })
    }

    private static func findings(_ text: String) -> [Finding] {
        let input = ZoneInput(
            .source(SourceFile(path: "zone", text: text)), origin: Name("example.com.").map { ($0, .option) })
        return Linter().lint([input]).findings.filter { $0.rule.family != .text && !$0.isNotChecked }
    }

    /// The line and the rule. The message may list the records that could be read.
    private static func key(_ finding: Finding) -> String {
        "\(finding.rule.code) \(finding.primary?.span.start.line ?? 0)"
    }

    /// The owner and the rule. If a finding is reported once for a name, its line is that of the first record.
    private static func nameKey(_ finding: Finding) -> String {
        let name = finding.rule.scope == .server ? finding.subject.serverName : finding.subject.owner
        return "\(finding.rule.code) \(name ?? "")"
    }

    /// Rules that are silent about a name while another rule reports its records.
    private static let rulesAboutRest: Set<String> = ["S208", "Z224", "Z260"]

    /// Whether the name in the finding was the target of the damaged record, and so was known to be intended.
    private static func mayBeReason(_ finding: Finding, _ damaged: Damage) -> Bool {
        finding.rule.code == "Z241" && damaged.names.contains { finding.message.contains("`\($0)`") }
    }

    /// Whether the finding about several records was reported at the damaged one, which was the first of them.
    private static func isNextOfGroup(_ finding: Finding, _ before: [Finding], _ damaged: Damage) -> Bool {
        if finding.message.hasPrefix("the `+` of a diff") {
            return before.contains { $0.message.hasPrefix("the `+` of") }
        }
        return finding.rule.code == "Z232" && before.contains { key($0) == "Z232 \(damaged.line)" }
    }

    /// Whether the finding takes the place of another one about the same name, whose cause could not be read.
    private static func replacesAnother(_ finding: Finding, _ before: [Finding], _ new: Set<String>) -> Bool {
        rulesAboutRest.contains(finding.rule.code)
            && before.contains { $0.subject.owner == finding.subject.owner && !new.contains(key($0)) }
    }

    @Test(
        "Nothing new is missing, and no finding about other names is lost",
        arguments: (0..<10).map { UInt64($0) * 1000 })
    func unrelated(_ start: UInt64) {
        for seed in start..<start + 100 {
            var random = SeededGenerator(seed: seed)
            let text = Self.zone(&random)
            guard let damaged = Self.damage(text, &random) else { continue }
            let before = Self.findings(text)
            let after = Self.findings(damaged.text)
            let old = Set(before.map(Self.key)).union(before.map(Self.nameKey))
            let new = Set(after.map(Self.key)).union(after.map(Self.nameKey))
            let messages = Set(before.map(\.message))
            let invented = after.filter {
                !old.contains(Self.key($0)) && !old.contains(Self.nameKey($0)) && !messages.contains($0.message)
                    && $0.rule.scope != .server && !Self.replacesAnother($0, before, new)
                    && !Self.mayBeReason($0, damaged) && !Self.isNextOfGroup($0, before, damaged)
            }.map(\.message)
            if !invented.isEmpty { Issue.record("seed \(seed): \(invented)\n\(damaged.text)") }
            let lost = before.filter {
                ![.server, .suppressions].contains($0.rule.scope) && !new.contains(Self.key($0))
                    && !new.contains(Self.nameKey($0)) && !Self.mayDepend($0, damaged)
            }
            if !lost.isEmpty { Issue.record("seed \(seed): lost \(lost.map(\.message))\n\(damaged.text)") }
        }
    }

    /// Whether the finding is about the damaged record or its owner, or about an address for which no NS record of the zone was
    /// found: an NS record that could not be read may have been the one that needs it.
    private static func mayDepend(_ finding: Finding, _ damaged: Damage) -> Bool {
        // The lookups of an SPF record are those of the records that it includes, too.
        if damaged.type == .txt, finding.rule.code == "Z267" { return true }
        // A port in front of a name without addresses may be an ordinary name.
        if finding.rule.code == "Z276", finding.subject.owner?.hasSuffix(".\(damaged.owner).") ?? false { return true }
        if damaged.type == .ns, finding.rule.code == "Z227", finding.severity == .warning { return true }
        let spans = [finding.primary].compactMap(\.self) + finding.related
        // An open parenthesis ends where the next record begins, if that can be read.
        let lines = damaged.text.split(separator: "\n", omittingEmptySubsequences: false)
        let opened = lines.prefix(damaged.line - 1).joined().filter { "()".contains($0) }
        if opened.last == "(" { return true }
        if spans.contains(where: { $0.span.start.line == damaged.line }) { return true }
        let texts = ["`\(finding.subject.owner ?? "")`", finding.message, finding.help] + spans.map(\.label)
        return ["`\(damaged.owner)`", "`\(damaged.owner)."].contains { known in
            texts.contains { $0.lowercased().contains(known) }
        }
    }
}
