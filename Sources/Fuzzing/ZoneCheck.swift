import DNS
import Diagnostics
import FoundationEssentials
import Linting
import Reporting
import ZoneFile

/// The properties of a zone file with any bytes: it is read to its end, the spans of findings are inside it, and the output
/// is safe to print.
public enum ZoneCheck {
    /// The property that the file violates, if any. A crash is also a violation.
    public static func violation(_ bytes: [UInt8]) -> String? {
        guard !asksForManyRecords(bytes) else { return nil }
        // Half of the inputs have a known origin, so that the corpus contains ordinary zone files.
        let origin = bytes.count.isMultiple(of: 2) ? Name("example.com.") : nil
        let source = SourceFile(path: "fuzz", bytes: bytes)
        let report = lint(source, origin)
        return boundViolation(report) ?? spanViolation(report) ?? outputViolation(report)
            ?? recordViolation(source, origin) ?? fixViolation(report, source, origin)
    }

    private static func lint(_ source: SourceFile, _ origin: Name?) -> LintReport {
        let linter = Linter(loader: ZoneLoader(includes: FuzzIncludes(source: source)))
        return linter.lint([ZoneInput(.source(source), origin: origin.map { ($0, .option) })])
    }

    /// Whether a `$GENERATE` has a range of four digits or more, which is too slow for fuzzing.
    private static func asksForManyRecords(_ bytes: [UInt8]) -> Bool {
        let word = Array("$generate".utf8)
        guard bytes.count > word.count else { return false }
        for start in 0..<bytes.count - word.count where bytes[start] == word[0] {
            guard zip(bytes[start...], word).allSatisfy({ asciiLowercased($0) == $1 }) else { continue }
            var digits = 0
            for byte in bytes[start...].prefix(64) {
                digits = byte &- 0x30 < 10 ? digits + 1 : 0
                if digits > 3 { return true }
            }
        }
        return false
    }

    // MARK: - Properties

    private static func boundViolation(_ report: LintReport) -> String? {
        var counts: [String: Int] = [:]
        for finding in report.findings { counts[finding.rule.code, default: 0] += 1 }
        let most = counts.max { $0.value < $1.value }
        guard let most, most.value > FindingSink.limitPerRule else { return nil }
        return "\(most.value) findings of \(most.key)"
    }

    private static func spanViolation(_ report: LintReport) -> String? {
        for finding in report.findings {
            var spans = finding.related.map(\.span)
            if let primary = finding.primary { spans.append(primary.span) }
            for fix in finding.fixes { spans += fix.edits.map(\.span) }
            for span in spans where span.range.lowerBound < 0 || span.range.upperBound > span.source.count {
                return "\(finding.rule.code) points at \(span.range) of \(span.source.count) bytes"
            }
            for fix in finding.fixes where overlaps(fix.edits) { return "edits of \(finding.rule.code) overlap" }
        }
        return nil
    }

    private static func overlaps(_ edits: [Edit]) -> Bool {
        let sorted = edits.sorted { $0.span.range.lowerBound < $1.span.range.lowerBound }
        return zip(sorted, sorted.dropFirst()).contains { left, right in
            left.span.source === right.span.source && left.span.range.upperBound > right.span.range.lowerBound
        }
    }

    private static func outputViolation(_ report: LintReport) -> String? {
        // Rendering takes most of the time, and more findings would not test anything else.
        var report = report
        report.findings = Array(report.findings.prefix(12))
        let width = report.findings.count.isMultiple(of: 2) ? nil : 80
        if let control = control(in: TextReporter(style: .plain, width: width).render(report)) {
            return "the text contains U+\(String(control, radix: 16))"
        }
        // One of the other formats, depending on the findings.
        let bytes = report.findings.reduce(0) { $0 + $1.message.utf8.count }
        let format = OutputFormat.allCases[bytes % OutputFormat.allCases.count]
        if let control = control(in: format.reporter().render(report)) {
            return "\(format) contains U+\(String(control, radix: 16))"
        }
        let json = JSONReporter().render(report)
        do {
            let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
            guard document.findings.count == report.findings.count else { return "findings are missing in the JSON" }
        } catch {
            return "the JSON cannot be decoded: \(error)"
        }
        return nil
    }

    /// The first control character of ASCII or C1 except for line feeds.
    private static func control(in text: String) -> UInt8? {
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte < 0x20 && byte != 0x0A || byte == 0x7F || last == 0xC2 && byte < 0xA0 { return byte }
            last = byte
        }
        return nil
    }

    private struct Document: Decodable {
        struct Finding: Decodable {
            var rule: String
            var message: String
        }
        var findings: [Finding]
    }

    private static func recordViolation(_ source: SourceFile, _ origin: Name?) -> String? {
        var options = ReadingOptions(origin: origin)
        options.includes = FuzzIncludes(source: source)
        let zone = Zone(reading: source, options: options)
        for id in zone.records.indices.prefix(100) {
            let fields = zone.fields(of: id)
            let spans = [fields.owner, fields.ttl, fields.recordClass, fields.type].compactMap { $0?.span.range }
            for span in spans + fields.rdata.map(\.span.range) {
                guard fields.span.range.lowerBound <= span.lowerBound, span.upperBound <= fields.span.range.upperBound
                else { return "a field of record \(id) is outside of it" }
            }
            guard fields.span.range.upperBound <= fields.span.source.count else { return "record \(id) is too long" }
            _ = zone.lookup(zone.records[id].target, .a)
            _ = zone.text(zone.records[id].owner, writtenIn: id)
        }
        return nil
    }

    /// Applying a fix gives a file that can be read. It may have mistakes.
    private static func fixViolation(_ report: LintReport, _ source: SourceFile, _ origin: Name?) -> String? {
        guard let fix = report.findings.lazy.flatMap(\.fixes).first else { return nil }
        var bytes = source.withBytes { Array($0) }
        for edit in fix.edits.sorted(by: { $0.span.range.lowerBound > $1.span.range.lowerBound })
        where edit.span.source === source {
            bytes.replaceSubrange(edit.span.range, with: Array(edit.text.utf8))
        }
        return spanViolation(lint(SourceFile(path: "fixed", bytes: bytes), origin))
    }
}

/// The files that inputs can include: the input itself, and one that changes the origin.
private struct FuzzIncludes: IncludeLoading {
    let source: SourceFile

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        switch path {
        case "self": .read(self.source, identity: "self", folder: nil)
        case "a": .read(SourceFile(path: "a", text: "$ORIGIN b\n A 192.0.2.1\nc MX 1 (\n"), identity: "a", folder: ".")
        case "z": .notAllowed(reason: "it is elsewhere")
        default: .notReadable(reason: "no such file")
        }
    }
}
