import Foundation
import TestSupport
import Testing

/// What `srvlint version` reports must be true: packagers and bug reports rely on it.
@Suite("Versions")
struct VersionTests {
    @Test("`version` names every library, and agrees with `--version` and the JSON")
    func texts() throws {
        let text = try ProgramRun(["version"])
        #expect(text.status == 0 && text.errors.isEmpty)
        let short = try ProgramRun(["--version"])
        #expect(text.output.hasPrefix(short.output))
        let json = try ProgramRun(["version", "--format", "json"])
        let document = try JSONDecoder().decode(Document.self, from: Data(json.output.utf8))
        #expect(short.output == "srvlint \(document.tool.version)\n")
        let libraries = document.libraries
        #expect(text.output.contains("Swift      \(libraries.swift)\n"))
        for (name, version) in [
            ("ldns", libraries.ldns), ("OpenSSL", libraries.openssl), ("libyaml", libraries.libyaml),
        ] {
            #expect(version.wholeMatch(of: /\d+\.\d+\.\d+.*/) != nil, "\(name) \(version)")
            #expect(text.output.contains(version))
        }
        #expect(libraries.boringssl.count == 2)
        #expect(text.output.contains("commit     \(document.commit ?? "unknown")\n"))
    }

    @Test(
        "The version of Swift is that of the compiler; of a patch that the sources do not know, the first two numbers")
    func swift() throws {
        let run = try ProgramRun(["version", "--format", "json"])
        let printed = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8)).libraries.swift
        let compiler = Process()
        let output = Pipe()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = ["swift", "--version"]
        compiler.standardOutput = output
        compiler.standardError = Pipe()
        try compiler.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        compiler.waitUntilExit()
        let version = try #require(text.firstMatch(of: /Swift version (\d+\.\d+(?:\.\d+)?)/), "\(text)").1
        #expect(version == printed || version.hasPrefix(printed + "."))
        // Add the patch to `SwiftVersion` if this fails.
        if version.hasPrefix("6.3.") { #expect(version == printed) }
    }

    @Test("The revisions of BoringSSL are those of the packages that are built")
    func boringSSL() throws {
        let checkouts = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/.build/checkouts"
        let files = [
            "/swift-nio-ssl/Sources/CNIOBoringSSL/hash.txt", "/swift-crypto/Sources/CCryptoBoringSSL/hash.txt",
        ].compactMap { try? String(contentsOfFile: checkouts + $0, encoding: .utf8) }
        // With `--scratch-path` they are elsewhere.
        guard files.count == 2 else { return }
        let run = try ProgramRun(["version", "--format", "json"])
        let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
        for (file, revision) in zip(files, document.libraries.boringssl) {
            #expect(file.contains("at revision \(revision)"), "update ComponentVersions: \(file)")
        }
    }

    private struct Document: Decodable {
        struct Tool: Decodable { let version: String }
        struct Libraries: Decodable {
            let swift, ldns, openssl, libyaml: String
            let boringssl: [String]
        }
        let tool: Tool
        let commit: String?
        let libraries: Libraries
    }
}
