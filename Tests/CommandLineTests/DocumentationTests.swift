import Foundation
import TestSupport
import Testing

/// The documentation that people read on a code host: README.md, the articles of the DocC catalogue, the pages for
/// contributors, and the READMEs in Sources.
struct DocumentationPage: Sendable, CustomTestStringConvertible {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Relative to the root of the repository.
    let path: String
    let text: String

    var testDescription: String { path }

    /// The pages for users.
    static let all: [DocumentationPage] = {
        let articles = "Sources/Linting/Linting.docc"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: articles).path)) ?? []
        return pages(["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "\(articles)/\($0)" })
    }()

    /// The pages for contributors.
    static let forContributors: [DocumentationPage] = {
        let sources = (try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: "Sources").path)) ?? []
        let guides = ["CHANGELOG", "CONTRIBUTING", "SECURITY"].map { ".github/\($0).md" }
        return pages(guides + sources.filter { $0.hasSuffix("README.md") }.sorted().map { "Sources/\($0)" })
    }()

    private static func pages(_ paths: [String]) -> [DocumentationPage] {
        paths.compactMap { path in
            guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else { return nil }
            return DocumentationPage(path: path, text: text)
        }
    }

    /// A fenced block: the language behind its fence, and its lines.
    struct Block: Sendable, CustomTestStringConvertible {
        let page: String
        let language: String
        let lines: [String]

        var text: String { lines.joined(separator: "\n") + "\n" }
        var testDescription: String { "\(page), \(language): \(lines.first ?? "")" }

        static let all = DocumentationPage.all.flatMap(\.blocks)

        static func of(_ language: String) -> [Block] { all.filter { $0.language == language } }

        /// The YAML block that contains a text.
        static func yaml(with text: String) throws -> Block {
            try #require(of("yaml").first { $0.text.contains(text) })
        }
    }

    var blocks: [Block] {
        var blocks: [Block] = []
        var open: (language: String, lines: [String])?
        for line in text.components(separatedBy: "\n") {
            if line.hasPrefix("```"), let block = open {
                blocks.append(Block(page: path, language: block.language, lines: block.lines))
                open = nil
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst(3)), [])
            } else {
                open?.lines.append(line)
            }
        }
        return blocks
    }

    /// The text without fenced blocks.
    var prose: String {
        text.components(separatedBy: "\n```").enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
            .joined(separator: "\n")
    }
}

@Suite("The documentation")
struct DocumentationTests {
    @Test("The pages exist, and the README is short")
    func pages() throws {
        #expect(DocumentationPage.all.count >= 10)
        #expect(DocumentationPage.forContributors.count >= 5)
        let readme = try #require(DocumentationPage.all.first { $0.path == "README.md" })
        #expect(readme.text.components(separatedBy: "\n").count <= 251)
    }

    @Test("Its links lead to files", arguments: DocumentationPage.all + DocumentationPage.forContributors)
    func linksLead(_ page: DocumentationPage) {
        let directory = DocumentationPage.root.appending(path: page.path).deletingLastPathComponent()
        for link in page.prose.matches(of: /\]\(([^)#:]+)(?:#[^)]*)?\)|<a href="([^"#:]+)">/) {
            let target = String(link.1 ?? link.2 ?? "")
            let path = directory.appending(path: target).standardizedFileURL.path(percentEncoded: false)
            #expect(FileManager.default.fileExists(atPath: path), "\(target)")
        }
    }

    @Test("The README leads to every article")
    func articlesAreLinked() throws {
        let readme = try #require(DocumentationPage.all.first { $0.path == "README.md" })
        for page in DocumentationPage.all.dropFirst() where !page.path.hasSuffix("/Linting.md") {
            #expect(readme.text.contains("](\(page.path))"), "\(page.path)")
        }
    }

    @Test("Its make targets exist", arguments: DocumentationPage.all + DocumentationPage.forContributors)
    func targetsExist(_ page: DocumentationPage) throws {
        let makefile = try String(contentsOf: DocumentationPage.root.appending(path: "Makefile"), encoding: .utf8)
        for target in page.text.matches(of: /(?:`|\n)make ((?:[a-z]+ ?)+)/) {
            for word in target.1.split(separator: " ") {
                let exists = makefile.contains("\n\(word): ")
                #expect(exists, "there is no `make \(word)`")
            }
        }
    }

    /// The words of all Swift sources.
    private static let sourceWords: Set<Substring> = {
        var words: Set<Substring> = []
        for directory in ["Sources", "Tests"] {
            let directory = DocumentationPage.root.appending(path: directory)
            let files = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                // A target or a directory is a name as well.
                words.insert(Substring(file.deletingPathExtension().lastPathComponent))
                guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8) else {
                    continue
                }
                words.formUnion(text.matches(of: /[A-Za-z_][A-Za-z0-9_]*/).map(\.output))
            }
        }
        return words
    }()

    @Test(
        "The types and files that it names exist",
        arguments: DocumentationPage.forContributors.filter {
            $0.path == "Sources/README.md" || $0.path.hasSuffix("CONTRIBUTING.md")
        })
    func namesExist(_ page: DocumentationPage) {
        for name in page.prose.matches(of: /`([A-Z][A-Za-z]*[a-z][A-Za-z]*)[`.(]/).map(\.1) {
            let exists = Self.sourceWords.contains(name) || name == "Package"
            #expect(exists, "there is no `\(name)`")
        }
        for path in page.prose.matches(of: /`([A-Za-z]+(?:\/[A-Za-z]+)+(?:\.swift)?)`/).map({ String($0.1) }) {
            let exists = ["", "Sources/"].contains { prefix in
                FileManager.default.fileExists(atPath: DocumentationPage.root.appending(path: prefix + path).path)
            }
            #expect(exists, "there is no `\(path)`")
        }
    }
}
