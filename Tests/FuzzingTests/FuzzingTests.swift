import DNS
import FoundationEssentials
import Fuzzing
import Linting
import ReportFuzzing
import TestSupport
import Testing
import ZoneFile

/// A short form of `make fuzz`: the seeds, and the same mutations of them in every run.
@Suite("For any bytes")
struct FuzzingTests {
    @Test("a zone file is read to its end, what was read lies inside it, and an included file is read the same")
    func reading() {
        run(seeds(Self.zones), cases: 6_000, longest: 600, ReadingCheck.violation)
    }

    @Test("findings lie inside the zone file, and what a fix leaves can be read")
    func judging() {
        run(seeds(Self.zones) + JudgingCheck.examples, cases: 1_000, longest: 600, JudgingCheck.violation)
    }

    @Test("the output is safe to print in every format, and JSON is valid")
    func rendering() {
        run(seeds(["fuzz/rendering"] + Self.zones), cases: 1_000, longest: 600, RenderingCheck.violation)
    }

    private static let zones = ["fuzz/reading", "fuzz/judging", "bad-input", "demo"]

    @Test("record data is refused with a position, or reads the same in the generic form")
    func recordData() {
        run(seeds(["fuzz/rdata"]), cases: 20_000, longest: 600, RDATACheck.violation)
    }

    @Test("keys, signatures and bitmaps are refused or read completely, and findings about a signed zone lie inside it")
    func signedZones() {
        run(seeds(["fuzz/signed"]), cases: 3_000, longest: 2_800, SignedCheck.violation)
    }

    @Test("a signed zone of the seeds has no finding about its signatures, and one without its signature has")
    func signedSeeds() throws {
        let zones = seeds(["fuzz/signed"]).filter { $0.first ?? 0 > 5 }
        #expect(zones.count >= 5)
        for zone in zones {
            var linter = Linter()
            linter.loader.time = SignedCheck.time
            func codes(_ text: String) -> [String] {
                let source = SourceFile(path: "seed", text: text)
                let input = ZoneInput(.source(source), origin: Name("example.com.").map { ($0, .option) })
                return linter.lint([input]).findings.filter { $0.severity > .info && $0.rule.code.hasPrefix("Z4") }
                    .map(\.rule.code)
            }
            let text = String(decoding: zone, as: UTF8.self)
            #expect(codes(text) == [], "\(text.prefix(200))")
            let lines = text.split(separator: "\n").filter { !$0.contains(" RRSIG SOA ") }
            #expect(codes(lines.joined(separator: "\n") + "\n") == ["Z401"])
        }
    }

    @Test("a packet is refused, or its records are complete and their text reads back")
    func packets() {
        run(seeds(["fuzz/packet"]), cases: 20_000, longest: 1500, PacketCheck.violation)
    }

    @Test("the time for a file that is designed to be slow is linear in its size", arguments: ScalingCheck.patterns)
    func time(_ pattern: ScalingCheck.Pattern) {
        // On a busy machine, eight times the size may take 24 times as long. In quadratic time, it would be 64 times.
        for attempt in 1...3 {
            let small = ScalingCheck.seconds(pattern, size: 2048, prints: false)
            let large = ScalingCheck.seconds(pattern, size: 16_384, prints: false)
            if large < 24 * small { return }
            if attempt == 3 { Issue.record("\(pattern.name): \(small) s, then \(large) s") }
        }
    }

    @Test("ten thousand findings of a rule are kept, and the others counted")
    func manyFindings() {
        let text = "a CNAME b\nb A 192.0.2.1\n" + (0..<10_005).map { "h\($0) SRV 1 2 3 a\n" }.joined()
        let source = SourceFile(path: "x", text: "$TTL 1\n@ SOA a b 1 2 3 4 5\n" + text)
        let report = Linter().lint([ZoneInput(.source(source), origin: Name("example.com.").map { ($0, .option) })])
        #expect(report.findings.count { $0.rule.code == "S301" } == 10_000)
        let limit = report.findings.filter { $0.rule.code == "X104" }
        #expect(limit.map(\.message) == ["5 further findings in this file are not shown"])
    }

    private func run(_ seeds: [[UInt8]], cases: Int, longest: Int, _ violation: ([UInt8]) -> String?) {
        #expect(!seeds.isEmpty)
        for seed in seeds { #expect(violation(seed) == nil) }
        let environment = ProcessInfo.processInfo.environment
        let cases = environment["PROPERTY_CASES"].flatMap { Int($0) } ?? cases
        for number in 0..<cases {
            var random = SeededGenerator(seed: UInt64(number))
            let input = random.mutated(Array(random.pick(seeds).prefix(longest)), others: seeds)
            guard let text = violation(input) else { continue }
            let shown = String(decoding: input, as: UTF8.self).debugDescription
            Issue.record("seed \(number): \(text)\n\(shown)")
            return
        }
    }

    private func seeds(_ directories: [String]) -> [[UInt8]] {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return directories.flatMap { directory -> [[UInt8]] in
            let path = "\(root)/fixtures/\(directory)"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return names.sorted().filter { !$0.hasSuffix(".json") }
                .compactMap { FileManager.default.contents(atPath: "\(path)/\($0)").map { Array($0) } }
        }
    }
}
