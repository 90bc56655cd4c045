import Foundation
import Linting
import Testing

/// What belongs to a rule is stated in the rule, so that a new rule needs no change elsewhere.
@Suite("Facts about rules")
struct RuleKnowledgeTests {
    @Test("No code outside a rule's own file names the rule by its code")
    func codes() throws {
        let code = try Regex("\"[ZSMWCNFX][0-9]{3}\"")
        let others = try Regex("alsoFires: \\[[^\\]]*\\]")
        let codes = Set(RuleRegistry.infos.map(\.code))
        for file in Self.sources where !file.path.hasSuffix("/Registry/RenamedRules.swift") {
            // Examples name the rules that fire as well, and comments are documentation.
            let text = file.text.replacing(others, with: "")
                .components(separatedBy: "\n").filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
                .joined(separator: "\n")
            let named = text.matches(of: code).map { String(text[$0.range].dropFirst().dropLast()) }
            let own = text.contains("RuleInfo(") ? 1 : 0
            #expect(named.filter(codes.contains).count <= own, "\(file.path): \(named)")
        }
    }

    @Test("No code outside RuleFamily tells families by the letters of codes")
    func families() throws {
        let letters = try Regex("(code|family)[a-zA-Z.()]*(hasPrefix|prefix|first|starts)[^\n]*\"[ZSMWCNFX][0-9]?\"")
        for file in Self.sources where !file.path.hasSuffix("/RuleFamily.swift") {
            #expect(!file.text.contains(letters), "\(file.path)")
        }
    }

    private struct Source {
        let path: String
        let text: String
    }

    private static let sources: [Source] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        return (found?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .compactMap { url in
                (try? String(contentsOf: url, encoding: .utf8)).map {
                    Source(path: url.path(percentEncoded: false), text: $0)
                }
            }
    }()
}
