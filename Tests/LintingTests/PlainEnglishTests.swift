import Foundation
import Testing

/// Keeps out the phrases of the private dialect in which the first version was written (`Sources/README.md`).
@Suite("Plain English")
struct PlainEnglishTests {
    /// What a native engineer would not write, with what to write instead.
    static let phrases: [(pattern: String, instead: String)] = [
        ("\\b(?!there\\b|There\\b)[\\w`]+ is no (?!longer|more than)", "is not a"),
        ("there no more", "no longer found"),
        ("\\bsets? aside", "override"),
        ("leave it away", "remove it"),
        ("once more\\b", "again, or: duplicate"),
        ("\\bstands? twice", "duplicate"),
        ("\\bdo(es)? without", "ignore, or: fall back"),
        ("\\bgets? through", "reachable"),
        ("\\bpasses over", "ignore, or: skip"),
        ("\\bspeaks? of|\\bspoken of", "report"),
        ("\\b(is|are) told\\b", "is reported"),
        ("\\b(is|are) meant\\b", "is intended"),
        ("\\bmend(s|ed|ing)?\\b", "fix"),
        ("\\bhe(ld|olds?) against", "compare with"),
        ("in its place\\b", "instead"),
        ("who does otherwise", "implementations that differ"),
        ("\\blost (final )?dots?", "missing final dot"),
        ("looked into\\b", "skipped, or: searched"),
        ("\\bputs? right|\\bput right", "fix"),
        ("\\bought to\\b", "should"),
        ("no way (to|leads)", "unreachable, or: not discoverable"),
    ]

    @Test("Texts and comments contain none of these phrases", arguments: Self.phrases.map(\.pattern))
    func phrase(_ pattern: String) throws {
        let regex = try Regex(pattern)
        let instead = Self.phrases.first { $0.pattern == pattern }?.instead ?? ""
        for file in Self.files {
            for (number, line) in file.lines.enumerated() where line.contains(regex) {
                Issue.record(
                    "\(file.path):\(number + 1): write \(instead): \(line.trimmingCharacters(in: .whitespaces))")
            }
        }
    }

    private struct File {
        let path: String
        let lines: [String]
    }

    /// The sources and the documentation. Zone text in examples is part of them and contains none of the phrases either.
    private static let files: [File] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var files: [File] = []
        for name in ["Sources", "README.md", ".github"] {
            let start = root.appending(path: name)
            let found = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
            for case let url as URL in [start] as [Any] + (found?.allObjects ?? []) {
                guard ["swift", "md", "yml"].contains(url.pathExtension),
                    let text = try? String(contentsOf: url, encoding: .utf8)
                else { continue }
                files.append(
                    File(path: url.path(percentEncoded: false), lines: text.components(separatedBy: "\n")))
            }
        }
        return files
    }()
}
