import DNS
import FoundationEssentials
import TestSupport
import Testing

/// Checks a property for generated, damaged and fixture files. The files depend only on the seed.
///
/// `PROPERTY_CASES=n` sets the number of files, and `PROPERTY_SEED=n` the first seed.
struct PropertyRun {
    let cases: Int
    let seed: UInt64
    private let fixtures: [[UInt8]]

    init(cases: Int) {
        let environment = ProcessInfo.processInfo.environment
        self.cases = environment["PROPERTY_CASES"].flatMap { Int($0) } ?? cases
        seed = environment["PROPERTY_SEED"].flatMap { UInt64($0) } ?? 1
        fixtures = Self.files(below: ["good", "bad-input", "demo", "fuzz/reading", "fuzz/judging"])
    }

    /// The file for a seed.
    func file(_ seed: UInt64) -> [UInt8] {
        var texts = ZoneTexts(seed: seed)
        switch seed % 4 {
        case 0: return texts.zone()
        case 1:
            let zone = texts.zone()
            return texts.random.mutated(zone, others: fixtures)
        case 2:
            let other = texts.zone()
            return texts.random.mutated(
                piece(of: texts.random.pick(fixtures), &texts.random), others: [other] + fixtures)
        default:
            let (one, other) = (texts.zone(), texts.zone())
            return texts.random.mutated(one + other, others: [one, other])
        }
    }

    /// A few lines of a file. With long files, fewer cases could be checked.
    private func piece(of file: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        let lines = file.split(separator: 0x0A, omittingEmptySubsequences: false)
        let start = Int.random(in: 0..<max(1, lines.count), using: &random)
        return Array(lines[start..<min(lines.count, start + 12)].joined(separator: [0x0A]))
    }

    /// Checks every fixture, and then the generated files. Reports the first that fails with its seed, reduced to the lines
    /// that are necessary.
    func check(_ failure: ([UInt8], Name?) -> String?) {
        for fixture in fixtures {
            for origin in Self.origins {
                guard let reason = failure(fixture, origin) else { continue }
                return report("a fixture", fixture, reason) { failure($0, origin) }
            }
        }
        for seed in seed..<seed + UInt64(cases) {
            let file = file(seed)
            let origin = seed % 3 == 0 ? nil : Self.origins[0]
            guard let reason = failure(file, origin) else { continue }
            return report("PROPERTY_SEED=\(seed)", file, reason) { failure($0, origin) }
        }
    }

    private func report(_ what: String, _ file: [UInt8], _ reason: String, _ failure: ([UInt8]) -> String?) {
        let smaller = Self.shrunk(file) { failure($0) != nil }
        let shown = String(decoding: smaller, as: UTF8.self).debugDescription
        Issue.record("\(what): \(failure(smaller) ?? reason)\n\(smaller.count) bytes: \(shown)")
    }

    /// The smallest file that still fails: first lines are removed, then bytes.
    private static func shrunk(_ file: [UInt8], _ fails: ([UInt8]) -> Bool) -> [UInt8] {
        var lines = file.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
        var size = max(1, lines.count / 2)
        while size > 0 {
            var at = 0
            while at < lines.count {
                let fewer = Array(lines[..<at] + lines[min(at + size, lines.count)...])
                if fails(Array(fewer.joined(separator: [0x0A]))) { lines = fewer } else { at += size }
            }
            size /= 2
        }
        var bytes = Array(lines.joined(separator: [0x0A]))
        guard bytes.count < 2000 else { return bytes }
        for at in bytes.indices.reversed() {
            var fewer = bytes
            fewer.remove(at: at)
            if fails(fewer) { bytes = fewer }
        }
        return bytes
    }

    private static func files(below directories: [String]) -> [[UInt8]] {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
        return directories.flatMap { directory -> [[UInt8]] in
            let path = "\(root)/fixtures/\(directory)"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return names.sorted().filter { !$0.hasSuffix(".json") }
                .compactMap { FileManager.default.contents(atPath: "\(path)/\($0)").map { Array($0) } }
        }
    }

    /// Fixtures are read with and without a known origin, and other files with or without one.
    private static let origins: [Name?] = [Name("example.com."), nil]
}
