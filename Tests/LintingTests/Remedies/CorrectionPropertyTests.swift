import DNS
import Diagnostics
import Federation
import Linting
import ServerRules
import TestSupport
import Testing
import ZoneFile

/// `PROPERTY_CASES=n` sets the number of zones, and `PROPERTY_SEED=n` the first seed.
@Suite("Corrections of generated zones")
struct CorrectionPropertyTests {
    @Test("A correction, made in the zone and judged again, is better, and what it resolves is gone")
    func corrections() {
        let first = environmentNumber("PROPERTY_SEED") ?? 0
        let count = environmentNumber("PROPERTY_CASES") ?? 60
        var titles: [String: Int] = [:]
        for seed in first..<first + count {
            let zone = MistypedZone(seed: UInt64(seed))
            let before = zone.report(zone.source)
            guard let correction = before.correction else { continue }
            titles[correction.title, default: 0] += 1
            if let violation = Self.violation(correction, before, zone) {
                Issue.record("seed \(seed): \(correction.title): \(violation)\n\(zone.text)")
            }
        }
        // Otherwise the generator makes mistakes that no correction is for, or only one kind of them.
        #expect(titles.values.reduce(0, +) * 8 > count && titles.count > 1, "\(titles)")
        print("\(count) zones, with corrections: \(titles)")
    }

    private static func violation(
        _ correction: TriedCorrection, _ before: ServerReport, _ zone: MistypedZone
    ) -> String? {
        guard correction.edits.allSatisfy({ $0.span.source === zone.source }) else { return "it edits another file" }
        var text = RevisedText(zone.source)
        text.replace(correction.edits.map { RevisedText.Replacement($0.span.range, with: Array($0.text.utf8)) })
        let source = SourceFile(path: zone.source.path, bytes: text.bytes)
        let after = zone.report(source)
        let (old, new) = (Faults(before), Faults(after))
        let left = new.codes.intersection(correction.resolved)
        if !left.isEmpty { return "\(left) is still reported" }
        if new.codes != Set(correction.remaining) { return "\(new.codes) are reported, not \(correction.remaining)" }
        if !new.errors.isSubset(of: old.errors) { return "it causes \(new.errors.subtracting(old.errors))" }
        if new.errors.count > old.errors.count || new.codes.count >= old.codes.count && new.errors == old.errors {
            return "\(old.codes) is not more than \(new.codes)"
        }
        // The lines that the report shows are those of the files before and after.
        let lines = String(decoding: text.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for line in correction.lines where line.number > lines.count || lines[line.number - 1] != line.new {
            return "line \(line.number) is not `\(line.new)`"
        }
        return nil
    }

    /// The codes of errors, and of errors and warnings.
    private struct Faults {
        let errors: Set<String>
        let codes: Set<String>

        init(_ report: ServerReport) {
            let findings = report.findings.filter { !$0.isNotChecked && $0.severity > .info }
            errors = Set(findings.filter { $0.severity == .error }.map(\.rule.code))
            codes = Set(findings.map(\.rule.code))
        }
    }
}

/// A zone of `example.com` with SRV records that have mistakes as people make them. The same seed gives the same.
private struct MistypedZone {
    let text: String
    let source: SourceFile

    private static let owners = [
        "_matrix-fed._tcp", "_matrix-fed._tcp", "_matrix-fed._tcp.example.com", "_matrix-fed._tcp.example.com.",
        "_matrix-fed._tcp.example.com.example.com.", "_matrix-fed_tcp", "matrix-fed._tcp", "_matrix_fed._tcp",
        "_MATRIX-FED._TCP", "_matrix-fed._tpc",
    ]
    private static let fields = [
        "10 5 8448", "10 5 8448", "8448 10 5", "010 5 8448", "10 5 0", "10 5", "10, 5, 8448", "\"10\" 5 8448",
        "10 5 84480",
    ]
    private static let targets = [
        "matrix", "matrix", "matrix.example.com.", "matrix.example.com", "matrix.example.com", "alias", "nothing",
        "9.9.9.2", "9.9.9.2.", "matrix:8448", "https://matrix.example.com", "matrix.example.com.example.com.", "@", ".",
        "\"matrix\"", "_matrix", "matrix ; the homeserver", "matrix # the homeserver",
    ]

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var lines = ["@ IN A 9.9.9.1", "matrix IN A 9.9.9.2"]
        if random.oneIn(2) { lines.append("alias IN CNAME matrix") }
        let owner = random.pick(Self.owners)
        let target = random.pick(Self.targets)
        for service in MatrixService.allCases where !random.oneIn(5) {
            // The same mistake at both names, or another one.
            let isSame = !random.oneIn(3)
            let name = isSame ? owner : random.pick(Self.owners)
            let written = name.replacing("matrix-fed", with: service == .legacy ? "matrix" : "matrix-fed")
            let fields = random.oneIn(3) ? random.pick(Self.fields) : "10 5 8448"
            lines.append("\(written) IN SRV \(fields) \(isSame ? target : random.pick(Self.targets))")
        }
        let records = lines.shuffled(using: &random).map { $0 + "\n" }.joined()
        text = "$ORIGIN example.com.\n" + ExampleRun.baseZone + records
        source = SourceFile(path: "example.com.zone", text: text)
    }

    func report(_ source: SourceFile) -> ServerReport {
        let url = WellKnown.url("example.com", .server)
        let evidence = Evidence(https: [HTTPSEntry(url: url, status: 404)])
        return Linter().report(on: ServerInput("example.com", evidence: evidence), [ZoneInput(.source(source))])
    }
}
