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
    private func parsed(_ words: [String]) -> String? {
        guard let command = try? Srvlint.parseAsRoot(words) as? CheckCommand else { return nil }
        return shown(command)
    }

    private func shown(_ command: CheckCommand) -> String {
        var text = ""
        dump(values(command), to: &text)
        return text
    }

    private func values(_ command: CheckCommand) -> [Any] {
        let (reading, rules, output) = (command.reading, command.rules, command.output)
        return [
            command.paths, command.showFiles, reading.origin as Any, reading.zoneClass as Any,
            reading.stdinFilename as Any, reading.includeBase as Any, reading.target, reading.against as Any,
            command.delegation.serverName, command.delegation.wellKnown, command.delegation.certificate, rules.select,
            rules.ignore, rules.failure.failOn as Any, rules.exitZero, command.silencing.baseline as Any,
            command.silencing.writeBaseline as Any, command.silencing.addIgnore as Any, command.fixes.fix,
            command.fixes.unsafeFixes, command.fixes.diff, output.format, output.output, output.color.choice,
            output.noProgress, output.quiet, output.verbose, command.configuration.config as Any,
            command.configuration.noConfig,
        ]
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
            #expect(parsed(words) == shown(command), "\(words)")
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
