import FoundationEssentials
import TestSupport
import Testing

/// The completions of option values. `.ci/try-install` tests them in the shells.
@Suite("Completions")
struct CompletionTests {
    /// Options without completions.
    private static let freeTexts: Set<String> = [
        "check --origin", "check --server-name", "check --time", "check --jobs", "check --add-ignore", "audit <server>",
        "audit --resolver",
        "audit --connect-to", "audit --timeout", "audit --concurrency", "audit --max-queries", "explain --server",
        "diff --origin", "diff --server-name", "bump --origin", "help <subcommands>",
    ]

    @Test("Every option and argument that takes a value has a completion, and every one a help text")
    func nothingIsForgotten() throws {
        let run = try ProgramRun(["--experimental-dump-help"])
        let dump = try JSONDecoder().decode(HelpDump.self, from: Data(run.output.utf8))
        let all = dump.command.everything(after: "")
        #expect(all.count > 50)
        let open = Set(all.filter { $0.argument.kind != "flag" && $0.argument.completionKind == nil }.map(\.name))
        #expect(open.subtracting(Self.freeTexts).isEmpty, "give them `completion:`")
        #expect(Self.freeTexts.subtracting(open).isEmpty, "these have one now, or are gone")
        // An option without a command is taken for one of `check`.
        let options = dump.command.subcommands?.first { $0.commandName == "check" }?.everything(after: "") ?? []
        #expect(options.count > 25)
        for name in options.map(\.name) where name.hasPrefix("--") && !["--help", "--version"].contains(name) {
            let run = try ProgramRun([name, "x"])
            #expect(run.errors.contains("`\(name)` needs a command before it"), "\(run.errors)")
        }
        #expect(all.filter { !$0.name.hasPrefix("help ") && $0.argument.abstract == nil }.map(\.name).isEmpty)
    }
}

/// The description of commands that ArgumentParser prints for tools.
private struct HelpDump: Decodable {
    let command: Command

    struct Command: Decodable {
        let commandName: String
        let arguments: [Argument]?
        let subcommands: [Command]?

        func everything(after path: String) -> [(name: String, argument: Argument)] {
            let own = (arguments ?? []).map { argument in
                let name = argument.preferredName.map { "--\($0.name)" } ?? "<\(argument.valueName ?? "")>"
                return (name: "\(path)\(name)", argument: argument)
            }
            return own
                + (subcommands ?? []).flatMap { $0.everything(after: "\(path)\($0.commandName) ") }
        }
    }

    struct Argument: Decodable {
        let kind: String
        let preferredName: Name?
        let valueName: String?
        let abstract: String?
        let completionKind: Completion?
    }

    struct Name: Decodable {
        let name: String
    }

    /// Whether there is any completion.
    struct Completion: Decodable {
        init(from decoder: any Decoder) throws {}
    }
}
