import Foundation
import TestSupport
import Testing

/// The promises of `.github/SECURITY.md`: each names the tests that check it.
@Suite("Security promises")
struct SecurityPromiseTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    struct Promise: Sendable, CustomTestStringConvertible {
        let text: String
        let tests: [String]

        var testDescription: String { text }

        /// The items of the section, each with the titles in its comment `<!-- tests: …; … -->`.
        static let all: [Promise] = {
            let page = (try? String(contentsOf: root.appending(path: ".github/SECURITY.md"), encoding: .utf8)) ?? ""
            let section = page.components(separatedBy: "\n## What is promised\n").dropFirst().first ?? ""
            let body = section.components(separatedBy: "\n## ")[0]
            return body.components(separatedBy: "\n- ").dropFirst().map { item in
                let paragraph = item.components(separatedBy: "\n\n")[0]
                let parts = paragraph.components(separatedBy: "<!-- tests: ")
                let titles = parts.count > 1 ? parts[1].components(separatedBy: " -->")[0] : ""
                return Promise(
                    text: parts[0].split(whereSeparator: \.isWhitespace).joined(separator: " "),
                    tests: titles.components(separatedBy: "; ").filter { !$0.isEmpty })
            }
        }()
    }

    private static let sources: String = {
        let folder = root.appending(path: "Tests")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var text = ""
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            text += (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        }
        return text
    }()

    @Test("The section is there, with a promise for each part of the program")
    func section() {
        #expect(Promise.all.count >= 15)
    }

    @Test("No promise is without a test that exists", arguments: Promise.all)
    func tests(_ promise: Promise) {
        #expect(!promise.tests.isEmpty)
        for title in promise.tests {
            let isTest = ["\"\(title)\"", "`\(title)`"].contains { Self.sources.contains($0) }
            #expect(isTest, "there is no test `\(title)`")
        }
    }

    @Test(
        "no command that works on files opens a network connection",
        arguments: [
            "check .", "check --fix --unsafe-fixes .", "check --against HEAD .",
            "explain example.com --zone zones/example.com.zone",
            "explain S301", "rules", "config show", "config init --print",
        ])
    func noNetwork(words: String) throws {
        let scene = try GitScene()
        let strace = try Program("strace", package: "strace").path
        let log = scene.folder.path + "/strace"
        let command = [try ProgramRun.program()] + words.split(separator: " ").map(String.init)
        scene.attempt(
            "\(strace) -f -qq -e trace=socket,connect,sendto,sendmsg -o \(log) "
                + command.map(GitScene.quoted).joined(separator: " "))
        // Without sockets the file is empty.
        let calls = try scene.folder.text("strace").split(separator: "\n").filter { $0.contains("AF_INET") }
        #expect(calls.isEmpty, "\(calls)")
        #expect(!scene.output.contains("Usage:"), "\(scene.output)")
    }
}
