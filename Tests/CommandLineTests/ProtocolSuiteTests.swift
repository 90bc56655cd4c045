import Foundation
import TestSupport
import Testing

/// The server in real clients. The scripts are in `Protocol`.
@Suite("srvlint lsp in other clients", .timeLimit(.minutes(5)))
struct ProtocolSuiteTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("a.zone", SampleZones.bad)
        // Otherwise Emacs takes a directory above for the project.
        try folder.makeDirectory(".git")
    }

    private func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        try folder.makeDirectory("records")
        process.environment = ProcessInfo.processInfo.environment.merging([
            "SRVLINT": try ProgramRun.program(), "SRVLINT_RECORDS": folder.path + "/records", "HOME": folder.path,
        ]) { $1 }
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    @Test(
        "Every feature works in pytest-lsp, and every message is one of the protocol",
        .enabled(if: EditorPrograms.pytest != nil, "pytest-lsp is not installed: `make test` does it"))
    func features() throws {
        let result = try run(
            #require(EditorPrograms.pytest),
            [
                "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header", "-o", "asyncio_mode=auto",
                "-o", "asyncio_default_fixture_loop_scope=function", EditorPrograms.scripts,
            ])
        #expect(result.status == 0, "\(result.output)")
    }

    /// What the scripts for editors write: the diagnostic, and the records after the fix, formatting and a new name.
    private static let edited = """
        www              IN A     192.0.2.10
        matrix           IN CNAME www
        _submission._tcp IN SRV   10 0 8448 www

        """

    @Test(
        "Neovim shows the diagnostic, fixes, formats and renames",
        .enabled(if: EditorPrograms.find("nvim") != nil, "Neovim is not installed: `make test` does it"))
    func neovim() throws {
        let script = EditorPrograms.scripts + "/neovim.lua"
        let result = try run(
            #require(EditorPrograms.find("nvim")),
            ["--headless", "-u", "NONE", "-n", "-i", "NONE", "-c", "luafile \(script)"])
        #expect(try folder.text("result") == "S301 at 8:35\n" + Self.edited, "\(result.output)")
    }

    @Test(
        "Emacs shows the diagnostic, fixes, formats and renames",
        .enabled(if: EditorPrograms.hasEglot, "Emacs with eglot is not installed"))
    func emacs() throws {
        let result = try run(
            #require(EditorPrograms.find("emacs")), ["--batch", "-l", EditorPrograms.scripts + "/eglot.el"])
        let text = try folder.text("result")
        #expect(text.hasPrefix("srvlint [S301]: SRV target is an alias at 8\n"), "\(text) \(result.output)")
        #expect(text.hasSuffix("\n" + Self.edited), "\(text)")
    }
}

/// The programs of this machine that are clients of language servers.
private enum EditorPrograms {
    private static let root = String(#filePath.split(separator: "/Tests/CommandLineTests/")[0])
    static let scripts = root + "/Tests/CommandLineTests/Protocol"

    /// The Python of the environment from `.ci/install-pytest-lsp`.
    static var pytest: String? {
        let folder = ProcessInfo.processInfo.environment["SRVLINT_PYTEST_LSP"] ?? root + "/.build/pytest-lsp"
        return FileManager.default.isExecutableFile(atPath: folder + "/bin/pytest") ? folder + "/bin/python" : nil
    }

    static func find(_ program: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static var hasEglot: Bool {
        find("emacs") != nil && shell("emacs --batch --eval \"(require 'eglot)\" >/dev/null 2>&1") == 0
    }
}
