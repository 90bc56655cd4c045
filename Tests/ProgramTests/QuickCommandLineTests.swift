import ArgumentParser
import TestSupport
import Testing

@testable import srvlint

/// Command lines that are read without ArgumentParser have the meaning that ArgumentParser gives them.
@Suite("Quick command lines")
struct QuickCommandLineTests {
    /// Words that are likely to be read differently: options with and without values, in all forms, and what looks like one.
    private static let words: [String] = {
        let names = CheckCommand.optionNames.sorted()
        let values = [
            "a.zone", "zones/", "-", "--", "json", "text", "JSON", "xml", "always", "error", "never", "S301", "bind",
            "knot",
            "example.com", "help", "check", "a=b", "=", "-q", "-v", "-qv", "-vq", "-x", "-1", "--colour", "--help",
            "-h",
            "--version", "--add-ignore= ", "--quiet=true", "-q=1", "--no-color", "---", "--generate-completion-script",
            "--no-config=", "ä.zone", "--ä", "-ä",
        ]
        return names + names.map { $0 + "=json" } + names.map { $0 + "=-" } + values + values
    }()

    /// The values of a command, or `nil` if the words are not a valid command line.
    private func parsed(_ words: [String]) -> [String: String]? {
        guard let command = try? Srvlint.parseAsRoot(words) as? CheckCommand else { return nil }
        return values(command)
    }

    /// The values of all properties by their paths, found by reflection so that none is forgotten.
    private func values(_ options: some ParsableArguments, _ path: String = "") -> [String: String] {
        var values: [String: String] = [:]
        for (label, wrapper) in Mirror(reflecting: options).children {
            let name = path + (label ?? "")
            guard let parsed = Mirror(reflecting: wrapper).descendant("_parsedValue") else {
                values[name] = String(reflecting: wrapper)
                continue
            }
            // `.value(…)`, or `.definition(…)` of a property that was not set: to read it ends the program.
            let content = Mirror(reflecting: parsed).children.first
            switch content?.value {
            case _ where content?.label != "value": values[name] = "not set"
            case let group as any ParsableArguments: values.merge(self.values(group, name + ".")) { $1 }
            case let value: values[name] = String(reflecting: value)
            }
        }
        return values
    }

    @Test("Every property of `check` and its groups has an entry in the tables")
    func completeTables() throws {
        let quick = values(try #require(QuickCommandLine.command(["check"])))
        #expect(quick.filter { $0.value == "not set" }.keys.sorted() == [])
        #expect(quick == parsed(["check"]))
        // Otherwise reflection found nothing.
        #expect(quick.count > 25)
    }

    @Test("Thousands of random command lines are read as ArgumentParser reads them, or left to it")
    func random() {
        var generator = SeededGenerator(seed: 20_261_128)
        var quick = 0
        for _ in 0..<6000 {
            let count = Int.random(in: 0...5, using: &generator)
            let words = ["check"] + (0..<count).compactMap { _ in Self.words.randomElement(using: &generator) }
            guard let command = QuickCommandLine.command(words) else { continue }
            quick += 1
            #expect(parsed(words) == values(command), "\(words)")
        }
        // Otherwise nothing was compared.
        #expect(quick > 500)
    }

    @Test("Every valid use of one option is read without ArgumentParser", arguments: CheckCommand.optionNames.sorted())
    func everyOption(_ name: String) {
        guard !["--help", "-h", "--version"].contains(name) else { return }
        let uses = [[name], [name, "a"], [name, "json"], [name, "error"], [name, "always"], [name, "bind"]]
        let valid = uses.map { ["check", "a.zone"] + $0 }.filter { words in
            // The other options that these need are not of interest.
            parsed(words) != nil
        }
        if name == "--stdin-filename" {
            #expect(QuickCommandLine.command(["check", "-", name, "a"]) != nil)
            return
        }
        #expect(!valid.isEmpty)
        for words in valid { #expect(QuickCommandLine.command(words) != nil, "\(words)") }
    }

    @Test("Mistakes and other commands are left to ArgumentParser, which has the messages")
    func others() {
        for words in [
            [], ["explain", "S301"], ["check", "--formt", "json"], ["check", "--format", "xml"], ["check", "--format"],
            ["check", "--fix=1"], ["check", "--help"], ["check", "--", "a.zone"], ["check", "-qv"],
            ["check", "--config", "a", "--no-config"], ["check", "--stdin-filename", "a"],
            ["check", "--add-ignore=a", "--fix", "a"],
        ] {
            #expect(QuickCommandLine.command(words) == nil, "\(words)")
        }
    }
}
