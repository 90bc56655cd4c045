import FoundationEssentials
import Fuzzing
import TestSupport
import Testing

/// A short run of what `make fuzz` does for hours: the seeds, and the same damages to them every time.
@Suite("Whatever the bytes")
struct FuzzingTests {
    @Test("a zone file is read to its end, findings lie inside it, and the output is safe to print")
    func zones() {
        run(seeds(["fuzz/zone", "bad-input", "demo"]), cases: 1500, longest: 600, ZoneCheck.violation)
    }

    @Test("record data is refused with its place, or reads the same in the generic form")
    func recordData() {
        run(seeds(["fuzz/rdata"]), cases: 20_000, longest: 600, RDATACheck.violation)
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

    private func seeds(_ folders: [String]) -> [[UInt8]] {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return folders.flatMap { folder -> [[UInt8]] in
            let path = "\(root)/fixtures/\(folder)"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return names.sorted().filter { !$0.hasSuffix(".json") }
                .compactMap { FileManager.default.contents(atPath: "\(path)/\($0)").map { Array($0) } }
        }
    }
}
