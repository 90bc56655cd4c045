import Foundation
import TestSupport
import Testing

/// `srvlint lsp`, run as an editor runs it.
@Suite("srvlint lsp", .timeLimit(.minutes(2)))
struct EditorSessionTests {
    private let folder: ScratchDirectory

    init() throws { folder = try ScratchDirectory() }

    private func uri(_ name: String) -> String { "file://\(folder.path)/\(name)" }

    private func open(_ name: String, _ text: String) -> [String: Any] {
        ["uri": uri(name), "languageId": "bindzone", "version": 1, "text": text]
    }

    private func codes(_ diagnostics: [[String: Any]]) -> [String] { diagnostics.compactMap { $0["code"] as? String } }

    @Test("An unsaved mistake is shown where `check` would show it, and disappears with its correction")
    func edits() throws {
        // Characters outside ASCII precede the finding on its line.
        let bad =
            SampleZones.beginning.replacing("\n", with: "\r\n")
            + "matrix IN CNAME web\r\n\"\u{1D11E}\u{E9}\" IN A 192.0.2.1\r\n_submission._tcp\tIN SRV 10 0 8448 matrix\r\n"
        try folder.write("a.zone", bad)
        let check = try ProgramRun(["check", "--format", "json", "a.zone"], folder: folder.path)
        try folder.write("a.zone", SampleZones.good)
        let expected = try #require(
            JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any])["findings"]
        let findings = try #require(expected as? [[String: Any]])
        let editor = try EditorProcess(encoding: "utf-32")
        try editor.notify("textDocument/didOpen", ["textDocument": open("a.zone", bad)])
        let shown = try editor.diagnostics(of: uri("a.zone"))
        #expect(codes(shown) == findings.compactMap { $0["rule"] as? String } && codes(shown).contains("S301"))
        let starts = shown.compactMap { ($0["range"] as? [String: [String: Int]])?["start"] }
        let locations = findings.compactMap { ($0["location"] as? [String: Any])?["start"] as? [String: Int] }
        #expect(!starts.isEmpty && starts.count == locations.count)
        #expect(
            starts.map { [$0["line"], $0["character"]] }
                == locations.map { [$0["line"].map { $0 - 1 }, $0["column"].map { $0 - 1 }] })
        try editor.notify(
            "textDocument/didChange",
            [
                "textDocument": ["uri": uri("a.zone"), "version": 2],
                "contentChanges": [["text": SampleZones.good]],
            ])
        #expect(try editor.diagnostics(of: uri("a.zone")).isEmpty)
        try editor.notify("textDocument/didClose", ["textDocument": ["uri": uri("a.zone")]])
        #expect(try editor.diagnostics(of: uri("a.zone")).isEmpty)
        #expect(try editor.end() == 0)
    }

    @Test("An edit of an included file is checked as a part of the zone, before it is saved")
    func included() throws {
        let zone = SampleZones.beginning + "$INCLUDE part.inc\n_submission._tcp IN SRV 10 0 8448 host\n"
        try folder.write("a.zone", zone)
        try folder.write("part.inc", "host IN A 192.0.2.11\n")
        let editor = try EditorProcess(encoding: "utf-16")
        try editor.notify("textDocument/didOpen", ["textDocument": open("a.zone", zone)])
        #expect(try editor.diagnostics(of: uri("a.zone")).isEmpty)
        try editor.notify("textDocument/didOpen", ["textDocument": open("part.inc", "host IN A 192.0.2.11\n")])
        #expect(try editor.diagnostics(of: uri("part.inc")).isEmpty)
        try editor.notify(
            "textDocument/didChange",
            [
                "textDocument": ["uri": uri("part.inc"), "version": 2],
                "contentChanges": [
                    [
                        "range": ["start": ["line": 0, "character": 5], "end": ["line": 0, "character": 20]],
                        "text": "IN CNAME web",
                    ]
                ],
            ])
        #expect(try codes(editor.diagnostics(of: uri("a.zone"))) == ["S301"])
        #expect(try editor.end() == 0)
    }

    @Test("Comments suppress, JSON is left alone, and a wrong configuration is reported")
    func settings() throws {
        let silenced = SampleZones.bad.replacing("8448 matrix\n", with: "8448 matrix ; srvlint: ignore[S301] known\n")
        try folder.write("a.zone", silenced)
        let log = folder.path + "/log"
        let editor = try EditorProcess(encoding: "utf-16", arguments: ["--log", log])
        try editor.notify("textDocument/didOpen", ["textDocument": open("a.zone", silenced)])
        #expect(try editor.diagnostics(of: uri("a.zone")).isEmpty)
        var document = open("b.json", "{}")
        document["languageId"] = "json"
        try editor.notify("textDocument/didOpen", ["textDocument": document])
        #expect(try editor.next("window/logMessage")["message"] as? String != nil)
        try folder.write(".srvlint.yml", "selct: [S]\n")
        try editor.notify("textDocument/didSave", ["textDocument": ["uri": uri("a.zone")]])
        let message = try editor.next("window/logMessage")["message"] as? String
        #expect(message?.contains("could not be checked") == true && message?.contains("selct") == true)
        let shown = try editor.diagnostics(of: uri("a.zone"))
        #expect((shown.first?["message"] as? String)?.contains("selct") == true)
        #expect(try editor.end() == 0)
        #expect(try folder.text("log").contains("selct"))
    }
}

/// A running server and the client's side of its pipes.
private final class EditorProcess {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var buffer = Data()

    struct Ended: Error {}

    init(encoding: String, arguments: [String] = []) throws {
        process.executableURL = URL(filePath: try ProgramRun.program())
        process.arguments = ["lsp"] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try send([
            "id": 1, "method": "initialize",
            "params": ["capabilities": ["general": ["positionEncodings": [encoding]]]],
        ])
        _ = try message()
        try notify("initialized", [:])
    }

    func notify(_ method: String, _ params: [String: Any]) throws { try send(["method": method, "params": params]) }

    private func send(_ message: [String: Any]) throws {
        let content = try JSONSerialization.data(withJSONObject: message.merging(["jsonrpc": "2.0"]) { old, _ in old })
        try input.fileHandleForWriting.write(
            contentsOf: Data("Content-Length: \(content.count)\r\n\r\n".utf8) + content)
    }

    private func message() throws -> [String: Any] {
        while true {
            if let end = buffer.firstRange(of: Data("\r\n\r\n".utf8)) {
                let header = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
                guard let length = Int(header.replacing("Content-Length: ", with: "")) else { throw Ended() }
                if buffer.count - end.upperBound >= length {
                    let content = buffer[end.upperBound..<end.upperBound + length]
                    buffer = Data(buffer[(end.upperBound + length)...])
                    return try JSONSerialization.jsonObject(with: Data(content)) as? [String: Any] ?? [:]
                }
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Ended() }
            buffer += more
        }
    }

    /// The parameters of the next notification of a method.
    func next(_ method: String) throws -> [String: Any] {
        while true {
            let message = try message()
            if message["method"] as? String == method { return message["params"] as? [String: Any] ?? [:] }
        }
    }

    /// The next diagnostics that are published for a document.
    func diagnostics(of uri: String) throws -> [[String: Any]] {
        while true {
            let params = try next("textDocument/publishDiagnostics")
            if params["uri"] as? String == uri { return params["diagnostics"] as? [[String: Any]] ?? [] }
        }
    }

    /// Ends the server as the specification says, and returns its exit code.
    func end() throws -> Int32 {
        try send(["id": 2, "method": "shutdown"])
        try send(["method": "exit"])
        process.waitUntilExit()
        return process.terminationStatus
    }
}
