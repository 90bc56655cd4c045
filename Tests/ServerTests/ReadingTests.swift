import DNS
import TestSupport
import Testing
import ZoneFile

/// Compares the reader with BIND. `READING_ZONES`, `MUTATED_LINES` and `READING_SEED` set the number of cases and the seed.
@Suite("Reading compared with BIND", .serialized)
struct ReadingTests {
    static let zones = environmentNumber("READING_ZONES") ?? 150
    static let mutations = environmentNumber("MUTATED_LINES") ?? 4_000
    static let seed = UInt64(environmentNumber("READING_SEED") ?? 1)
    static let origin = Name("example.test.") ?? .root

    @Test("A zone in unusual notation gives the records that named-compilezone prints")
    func records() throws {
        let directory = try TemporaryFolder()
        var failures = 0
        var count = 0
        for number in 0..<Self.zones {
            let seed = Self.seed &* 1_000_003 &+ UInt64(number)
            let (text, files) = ZoneSpellingGenerator.zone(seed: seed)
            try directory.write(text, to: "zone")
            for (name, text) in files { try directory.write(text, to: name) }
            let bind: RawZone
            do {
                bind = try RawZone(compiling: "zone", in: directory, origin: Self.origin)
            } catch {
                failures += 1
                Issue.record("BIND refuses the zone of seed \(seed): \(error)\n\(text)\n\(files)")
                continue
            }
            let zone = Self.read(text, files)
            let refusals = zone.problems.filter(\.isError).map { "\($0.kind) at \($0.span.text)" }
            let ours = try #require(WireZone(zone), "a record has no wire form: seed \(seed)")
            count += ours.records.count
            let differences = RawZone(ours).differences(from: bind) + refusals
            if !differences.isEmpty {
                failures += 1
                if failures <= 3 {
                    Issue.record("seed \(seed): \(differences.joined(separator: "\n"))\n\(text)\n\(files)")
                }
            }
        }
        #expect(failures == 0)
        print("reading: \(count) records in \(Self.zones) zones compared with BIND's, seed \(Self.seed)")
    }

    static func read(_ text: String, _ files: [String: String]) -> Zone {
        var options = ReadingOptions(origin: origin)
        options.includes = Texts(texts: files)
        return Zone(reading: SourceFile(path: "zone", text: text), options: options)
    }

    @Test("A line with one changed character is an error if BIND refuses it, and only then")
    func mutations() throws {
        let lines = (0..<Self.mutations).map { LineMutation.line(seed: Self.seed &* 1_000_003 &+ UInt64($0)) }
        let zones = lines.map { "$TTL 60\n@ SOA a b 1 2 3 4 5\n@ NS ns.outside.test.\n\($0)\nzz A 192.0.2.1\n" }
        let verdicts = try BINDVerdict.verdicts(on: zones)
        var accepted = 0
        var refused = 0
        var policies: [ReadingPolicy: Int] = [:]
        var failures: [String] = []
        for (number, line) in lines.enumerated() {
            let origin = Name("m\(number).test.") ?? .root
            let zone = Zone(reading: SourceFile(path: "zone", text: zones[number]), options: .init(origin: origin))
            let errors = zone.problems.filter(\.isError)
            switch verdicts[number] {
            case .accepted:
                accepted += 1
                guard !errors.isEmpty else { continue }
                // The first error may cause others.
                if let why = errors.lazy.compactMap(ReadingPolicy.init).first {
                    policies[why, default: 0] += 1
                } else {
                    failures.append("BIND accepts \(line.debugDescription); our errors: \(errors.map(\.kind))")
                }
            case .refused(let reason):
                refused += 1
                guard errors.isEmpty else { continue }
                failures.append("BIND refuses \(line.debugDescription): \(reason)")
            case .refusedForContents: break
            }
        }
        let summary = policies.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")
        print(
            "mutations: \(lines.count) lines, seed \(Self.seed), of which BIND accepts \(accepted) and refuses \(refused);",
            "\(failures.count) disagreements; policy: \(summary)")
        #expect(accepted + refused > lines.count * 9 / 10)
        #expect(failures.count == 0, "\(failures.prefix(40).joined(separator: "\n"))")
    }
}

/// Files that `$INCLUDE` names.
private struct Texts: IncludeLoading {
    let texts: [String: String]

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        guard let text = texts[path] else { return .notReadable(reason: "no such file") }
        return .read(SourceFile(path: path, text: text), identity: path, folder: nil)
    }
}

extension ZoneProblem {
    /// Whether the Z1xx rule that reports it has the severity error.
    var isError: Bool {
        switch kind {
        case .unquotedSemicolon, .nonASCIIName, .ownerAfterOrigin, .noTTL, .noFinalNewline, .leadingZero,
            .relativeOrigin, .relativeInclude, .includeNotFollowed, .includeLimit, .generateLimit, .entryTooLong,
            .problemLimit:
            false
        default: true
        }
    }
}
