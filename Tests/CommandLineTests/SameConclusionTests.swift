import Foundation
import TestSupport
import Testing

/// `explain` and `audit` draw the same conclusions from the same facts, in every format.
@Suite("The conclusions of explain and audit")
struct SameConclusionTests {
    /// The options of a run, without the command and the format.
    struct Facts: Sendable, CustomTestStringConvertible {
        let folder: String
        let server: String
        let options: [String]
        var testDescription: String {
            String(folder.split(separator: "/").last ?? "") + " " + options.joined(separator: " ")
        }
    }

    static let all: [Facts] =
        WorkedCase.all.map { worked in
            // "explain", "--server", the name, the options with facts, "--format", "text".
            let words = worked.arguments
            return Facts(folder: worked.folder, server: words[2], options: Array(words[3...].dropLast(2)))
        }
        + PublicReport.all.flatMap { report in
            [[], ["--ca-file", report.root].compactMap(\.self)].filter { $0.count != 1 }.map {
                Facts(folder: report.folder, server: "example.com", options: ["--evidence", report.path] + $0)
            }
        }

    @Test(
        "Verdict, route, findings and remedies are the same in every format, which is short and begins with what to do",
        arguments: all)
    func sameConclusions(_ facts: Facts) throws {
        let scratch = try ScratchDirectory()
        let outputs = ["text", "markdown", "html", "json"].flatMap { ["--output", "\($0):\(scratch.path)/\($0)"] }
        _ = try run(["audit", facts.server] + outputs, facts)
        let document = try object(try scratch.text("json"))
        let audited = try #require((document["servers"] as? [NSDictionary])?.first)
        let explained = try object(try run(["explain", facts.server, "--format", "json"], facts).output)
        Self.compare(explained, audited)
        let sentence = try #require(audited["sentence"] as? String)
        let verdict = try #require(audited["verdict"] as? String)
        for format in ["text", "markdown", "html"] {
            let text = try run(["explain", facts.server, "--format", format], facts).output
            #expect(Self.lines(text) == Self.lines(try scratch.text(format)), "\(format)")
            if format != "html" { ReportLayout.checkLength(text) }
            guard format == "text" else { continue }
            #expect(text.replacing("\n", with: " ").hasPrefix("\(verdict): \(sentence) "), "\(text)")
            ReportLayout.checkBeginning(text)
            ReportLayout.checkRepetitions(text)
        }
    }

    private static func compare(_ explained: NSDictionary, _ audited: NSDictionary) {
        #expect(explained["verdict"] as? String == audited["sentence"] as? String)
        if let route = audited["route"] as? NSDictionary {
            for key in ["outcome", "reason", "steps", "destinations", "implementations"] {
                #expect(explained[key] as? NSObject == route[key] as? NSObject, "\(key)")
            }
        }
        for key in ["remedies", "beforePublishing", "correction"] {
            #expect(explained[key] as? NSObject == audited[key] as? NSObject, "\(key)")
        }
        // That an audit is incomplete is a finding only of an audit, and decides about its exit code.
        let findings = (audited["findings"] as? [NSDictionary] ?? []).filter { $0["rule"] as? String != "X103" }
        #expect(explained["findings"] as? NSArray == findings as NSArray)
    }

    /// The lines without those that only one of the commands has: the tally of servers, and where to find more.
    private static func lines(_ text: String) -> [String] {
        var lines = text.replacing("Explanation of", with: "Audit of").split(separator: "\n").map(String.init)
        lines.removeAll { line in
            line.firstMatch(of: #/^1 server: /#) != nil || line.contains("--full")
        }
        return lines
    }

    private func run(_ words: [String], _ facts: Facts) throws -> ProgramRun {
        let run = try ProgramRun(words + facts.options + ["--no-config"], folder: facts.folder)
        #expect(run.errors.isEmpty, "\(run.errors)")
        return run
    }

    private func object(_ text: String) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
    }
}
