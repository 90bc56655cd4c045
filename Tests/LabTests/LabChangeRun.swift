import Dispatch
import Federation
import TestSupport

/// Servers that are audited, changed, and audited again twice, each time with the evidence of the audit before.
struct LabChangeRun: Sendable {
    struct Row: Sendable {
        var edit: ServerEdit
        var lines: [Line]
    }

    /// A change as `audit --since` reports it.
    struct Line: Sendable {
        var kind: String
        var sentence: String
    }

    let rows: [Row]
    /// The lines of the audit after the one that found the changes.
    let later: [Line]
    /// Whether each server was compared.
    let isCompared: Bool
    /// The exit code of the audit that found the changes, and of the later one.
    let statuses: [Int]

    /// The shared run of all tests.
    static let shared = Task {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try LabChangeRun() }) }
        }
    }

    private init() throws {
        let edits = ServerEdit.all
        let lab = try Lab(edits.map(\.before), hasSynapse: false)
        defer { lab.stop() }
        let saved = lab.path(of: "case.json")
        _ = try Self.audit(lab, ["--save", saved])
        try lab.change(to: edits.map(\.after))
        let changed = try Self.audit(lab, ["--since", saved, "--save", saved])
        let unchanged = try Self.audit(lab, ["--since", saved])
        let servers = try Self.servers(changed.output)
        rows = try zip(edits, lab.serverNames).map { edit, name in
            guard let lines = servers[name] else { throw ProgramError("there is no result for \(name)") }
            return Row(edit: edit, lines: lines)
        }
        let others = try Self.servers(unchanged.output)
        later = others.values.flatMap(\.self)
        isCompared = servers.count == edits.count && others.count == edits.count
        statuses = [changed.status, unchanged.status]
    }

    private static func audit(_ lab: Lab, _ arguments: [String]) throws -> LabNamespace.Run {
        let run = try lab.run(
            LabReport.program(),
            ["audit"] + lab.serverNames + [
                "--no-config", "--ca-file", lab.authorities, "--allow-private", "--format", "json",
            ] + LabRun.ignored + arguments)
        guard run.status <= 1, run.errors.isEmpty else { throw ProgramError("\(run.status): \(run.errors)") }
        return run
    }

    /// Returns the lines about each server that was compared with earlier evidence.
    private static func servers(_ report: String) throws -> [String: [Line]] {
        var servers: [String: [Line]] = [:]
        for server in try JSONReader.read(Array(report.utf8))["servers"]?.array ?? [] {
            guard let name = server["serverName"]?.string, let since = server["since"],
                let changes = since["changes"]?.array, since["compared"]?.bool == true
            else { continue }
            servers[name] = changes.compactMap { change in
                guard let kind = change["kind"]?.string, let sentence = change["sentence"]?.string else { return nil }
                return Line(kind: kind, sentence: sentence)
            }
        }
        return servers
    }

    /// The changes and their lines as Markdown, which is the same in every run.
    var table: String {
        rows.map { row in
            // The days left change with the hour at which the lab runs.
            let lines = row.lines.map { line in
                let sentence = line.sentence.replacing(/\d{4}-\d\d-\d\d/, with: "DATE")
                return "- \(sentence.replacing(/\d+ days left/, with: "N days left"))\n"
            }
            return "\(row.edit.title):\n\n\(lines.isEmpty ? "- (no change)\n" : lines.joined())"
        }.joined(separator: "\n")
    }
}
