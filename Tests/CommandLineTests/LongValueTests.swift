import TestSupport
import Testing

@Suite("Long values in messages")
struct LongValueTests {
    private let folder: ScratchDirectory
    private static let long = String(repeating: "q", count: 100_000)

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("a.zone", SampleZones.good)
        // A revision is looked up only in a repository.
        #expect(shell("git init -q \(GitScene.quoted(folder.path))") == 0)
    }

    private func expectShort(_ arguments: [String], _ comment: String) throws {
        let run = try ProgramRun(arguments, folder: folder.path)
        #expect(run.status == 2 || run.status == 1, "\(comment)")
        let longest = (run.output + run.errors).split(separator: "\n").map(\.count).max() ?? 0
        // A value with the text around it.
        #expect(longest < 2_100, "\(comment): \(longest)")
        #expect((run.output + run.errors).contains("…"), "\(comment)")
    }

    @Test(
        "on the command line are cut",
        arguments: [
            "check --select Q", "check --origin Q", "check --class Q", "check --output Q:x", "check --output Q/x",
            "check --format Q", "check --target Q", "check --Q", "check --against Q", "check --well-known Q",
            "check --baseline Q", "check --include-base Q", "check --add-ignore Q", "check --config Q",
            "audit --resolver Q a.example", "audit --connect-to Q a.example", "audit --timeout Q a.example",
            "audit --evidence Q a.example", "audit --from Q", "audit Q", "explain Q", "explain Q.example", "rules Q",
            "config show Q", "config init Q", "Q", "--Q", "--origin Q",
        ])
    func typed(words: String) throws {
        let arguments = words.split(separator: " ").map { String($0).replacing("Q", with: Self.long) }
        try expectShort(arguments, words)
    }

    @Test(
        "in a configuration are cut, and quoted in one line",
        arguments: [
            "select: [\"Q\"]", "Q: 1", "fail-on: Q", "targets: [Q]", "resolvers: [Q]", "severity: {Q: error}",
            "severity: {S301: Q}", "per-file-ignores: {\"Q\": [S]}", "per-file-ignores: {\"*\": [Q]}", "baseline: Q",
            "select: Q", "zones: {\"Q\": {}}", "zones: {a.zone: {origin: Q}}", "zones: {a.zone: {parent: ../Q}}",
            "zones: {a.zone: {server-names: [Q]}}", "zones: {a.zone: {Q: 1}}", "zones: {a.zone: {well-known: ../Q}}",
            "{Q: 1, Q: 2}", "select: [\"first\\nq\\nq\"]",
        ])
    func configured(text: String) throws {
        try folder.write(".srvlint.yml", text.replacing("Q", with: Self.long) + "\n")
        if text.contains("first") {
            let run = try ProgramRun(["check", "a.zone"], folder: folder.path)
            #expect(run.errors.hasPrefix("error: there is no rule `first…`\n"), "\(run.errors)")
        } else {
            try expectShort(["check", "a.zone"], text)
        }
    }

    @Test(
        "in evidence are cut",
        arguments: [
            #"{"schema": 1, "Q": 1}"#, #"{"schema": 1, "collected": "Q"}"#,
            #"{"schema": 1, "collected": "2026-11-21T08:00:00Z", "dns": [{"name": "Q", "type": "Q", "status": "Q"}]}"#,
        ])
    func evidence(text: String) throws {
        try folder.write("case.json", text.replacing("Q", with: Self.long))
        try expectShort(["explain", "example.com", "--evidence", "case.json"], text)
    }
}
