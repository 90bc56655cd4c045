import Federation
import Foundation
import Linting
import Reporting
import ServerRules
import TLSIdentity
import TestSupport
import Testing
import ZoneFile

/// `PROPERTY_CASES=n` sets the number of cases, and `PROPERTY_SEED=n` the first seed.
@Suite("For any facts about a server")
struct ExplanationFuzzingTests {
    @Test("damaged facts are refused, or explained in every format within seconds and without control characters")
    func damagedFacts() throws {
        let cases = try WorkedFacts.all()
        #expect(cases.count >= 28)
        let first = environmentNumber("PROPERTY_SEED") ?? 0
        var explained = 0
        for seed in first..<first + (environmentNumber("PROPERTY_CASES") ?? 12) {
            var random = SeededGenerator(seed: UInt64(seed))
            let facts = random.pick(cases).damaged(by: &random, others: cases)
            guard let input = facts.input else { continue }
            explained += 1
            let start = ContinuousClock.now
            let report = facts.report(input)
            let violation = Self.violation(report)
            if let violation { Issue.record("seed \(seed): \(violation)") }
            #expect(ContinuousClock.now - start < .seconds(20), "seed \(seed)")
        }
        // Otherwise nearly everything was refused before it was judged.
        #expect(explained * 3 > (environmentNumber("PROPERTY_CASES") ?? 12))
    }

    private static func violation(_ report: ServerReport) -> String? {
        var texts = [
            "text": ExplanationText(style: .plain, width: 80, isFull: true).render(report),
            "markdown": ExplanationMarkdown(isFull: true).render(report), "html": ExplanationHTML().render(report),
            "json": ExplanationJSON().render(report),
        ]
        for format in [OutputFormat.text, .json, .jsonl, .markdown] {
            texts["audit \(format)"] = format.auditReporter(ReportSettings())?.render(ServerAudit(report))
        }
        for (format, text) in texts.sorted(by: { $0.key < $1.key }) {
            guard !text.isEmpty else { return "\(format) is empty" }
            let isControl = { (scalar: Unicode.Scalar) in
                scalar.properties.generalCategory == .control && scalar != "\n"
                    || [0x202E, 0x2066, 0x200B].contains(scalar.value)
            }
            if let scalar = text.unicodeScalars.first(where: isControl) {
                return "\(format) has U+\(String(scalar.value, radix: 16))"
            }
        }
        if texts["html"]?.contains("<script") == true { return "HTML has a script" }
        guard (try? JSONReader.read(Array(texts["json"]?.utf8 ?? "".utf8))) != nil else { return "JSON is invalid" }
        return nil
    }
}

/// The files of a worked case.
private struct WorkedFacts {
    /// By their names.
    var files: [String: [UInt8]]

    static func all() throws -> [WorkedFacts] {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return try ["cases", "reports"].flatMap { directory -> [WorkedFacts] in
            let path = "\(root)/fixtures/\(directory)"
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted().compactMap { name in
                let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)")) ?? []
                guard !files.isEmpty else { return nil }
                return WorkedFacts(
                    files: Dictionary(
                        uniqueKeysWithValues: files.compactMap { file in
                            FileManager.default.contents(atPath: "\(path)/\(name)/\(file)").map { (file, Array($0)) }
                        }))
            }
        }
    }

    /// One or more files damaged: bytes, or values of JSON.
    func damaged(by random: inout SeededGenerator, others: [WorkedFacts]) -> WorkedFacts {
        var facts = self
        for name in files.keys.sorted() where name != "explanation.txt" && random.oneIn(2) {
            guard let bytes = files[name] else { continue }
            if name.hasSuffix(".json"), !random.oneIn(4),
                let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            {
                var damage = JSONDamage(random: random)
                let other = random.pick(others).files[name].flatMap {
                    try? JSONSerialization.jsonObject(with: Data($0), options: .fragmentsAllowed)
                }
                let new = damage.apply(to: value, other)
                random = damage.random
                facts.files[name] = (try? JSONSerialization.data(withJSONObject: new, options: .fragmentsAllowed))
                    .map { Array($0) }
            } else {
                facts.files[name] = random.mutated(bytes, others: others.compactMap { $0.files[name] })
            }
        }
        return facts
    }

    /// `nil` if the evidence is refused.
    var input: ServerInput? {
        func file(_ name: String) -> SourceFile? { files[name].map { SourceFile(path: name, bytes: $0) } }
        let name = files["server-name"].map { String(decoding: $0, as: UTF8.self).filter { $0 != "\n" } }
        var input = ServerInput(
            name ?? "example.com", wellKnown: file("well-known.json"), certificate: file("certificate.pem"))
        if let evidence = files.first(where: { $0.key.hasPrefix("evidence") })?.value {
            let (read, problems) = EvidenceReader.read(evidence)
            guard problems.isEmpty else { return nil }
            input.evidence = read
        }
        return input
    }

    func report(_ input: ServerInput) -> ServerReport {
        var linter = Linter()
        linter.time = Timestamp("2026-11-28T00:00:00Z")
        let zone = files["example.com.zone"].map { SourceFile(path: "example.com.zone", bytes: $0) }
        return linter.report(on: input, zone.map { [ZoneInput(.source($0))] } ?? [])
    }
}

/// Damages values of JSON, and keeps it JSON.
private struct JSONDamage {
    var random: SeededGenerator

    mutating func apply(to value: Any, _ other: Any?) -> Any {
        var value = value
        for _ in 0..<Int.random(in: 1...4, using: &random) { value = damaged(value, other) }
        return value
    }

    private mutating func damaged(_ value: Any, _ other: Any?) -> Any {
        if let object = value as? [String: Any], let key = object.keys.sorted().randomElement(using: &random) {
            return damaged(object, key, other)
        }
        if var array = value as? [Any], let index = array.indices.randomElement(using: &random) {
            switch Int.random(in: 0..<8, using: &random) {
            case 0: array.remove(at: index)
            case 1: array += Array(repeating: array[index], count: Int.random(in: 1...40, using: &random))
            case 2: array.shuffle(using: &random)
            default: array[index] = damaged(array[index], other)
            }
            return array
        }
        if let text = value as? String, !random.oneIn(3) {
            return String(decoding: random.mutated(Array(text.utf8)), as: UTF8.self)
        }
        return random.pick(Self.scalars)
    }

    private mutating func damaged(_ object: [String: Any], _ key: String, _ other: Any?) -> Any {
        var object = object
        switch Int.random(in: 0..<10, using: &random) {
        case 0: object[key] = nil
        case 1:
            guard let second = object.keys.sorted().randomElement(using: &random) else { break }
            (object[key], object[second]) = (object[second], object[key])
        case 2:
            if let value = (other as? [String: Any])?[key] { object[key] = value }
        default: object[key] = object[key].map { damaged($0, other) }
        }
        return object
    }

    private static var scalars: [Any] {
        [
            0, -1, 443, 65_535, 65_536, Int.max, 1.5, true, NSNull(), "", ".", "..", "NXDOMAIN", "SERVFAIL", "timeout",
            "NOERROR",
            "connection-refused", "tls-failed", "redirect-loop", "2001:db8::1", "0.0.0.0", "https://[::1]:0/",
            "https://example.com/.well-known/matrix/client", "\u{202E}\u{1B}[31m<script>alert(1)</script>`|\n",
            String(repeating: "a.", count: 200), String(repeating: "é", count: 4_000), "example.com.", "A", "SRV",
            "_matrix._tcp.example.com. 0 IN SRV 0 0 0 .", "example.com. 0 IN CNAME example.com.",
        ]
    }
}
