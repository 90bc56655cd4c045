import TestSupport
import Testing

/// An old name works wherever a rule is named, and its first use prints the new one.
@Suite("Old names of rules on the command line")
struct OldRuleNameTests {
    private let folder: ScratchDirectory
    private static let note = "note: the rule `foreign-comment` is now named `wrong-comment-marker`"

    init() throws {
        folder = try ScratchDirectory()
        try folder.makeDirectory(".git")
        try folder.write("a.zone", "$ORIGIN example.com.\nwww 3600 IN A 192.0.2.1 # x\n")
    }

    private func errors(_ words: String...) throws -> String { try ProgramRun(words, folder: folder.path).errors }

    @Test("an option prints the new name once, and --quiet keeps it silent")
    func option() throws {
        let errors = try errors("check", "a.zone", "--select", "foreign-comment,FOREIGN-COMMENT")
        #expect(errors.components(separatedBy: Self.note).count == 2, "\(errors)")
        #expect(try self.errors("check", "a.zone", "--select", "foreign-comment", "--quiet").isEmpty)
    }

    @Test("the configuration prints the new name with the location of the old one")
    func configuration() throws {
        for text in ["ignore: [foreign-comment]", "severity: {foreign-comment: info}"] {
            try folder.write(".srvlint.yml", text + "\n")
            let errors = try errors("check", "a.zone")
            #expect(errors.contains(".srvlint.yml:1: the rule `foreign-comment` is now named"), "\(errors)")
        }
    }

    @Test("a suppression comment works with the old name and prints the new one")
    func comment() throws {
        try folder.write(
            "a.zone", "$ORIGIN example.com.\nwww 3600 IN A 192.0.2.1 # x ; srvlint: ignore[foreign-comment]\n")
        let run = try ProgramRun(["check", "a.zone", "--select", "Z120"], folder: folder.path)
        #expect(run.errors.contains(Self.note) && !run.output.contains("Z120"), "\(run.output)\(run.errors)")
    }

    @Test("explain shows the page and prints the new name")
    func explain() throws {
        let run = try ProgramRun(["explain", "foreign-comment"], folder: folder.path)
        #expect(run.status == 0 && run.output.contains("Z120") && run.errors.contains(Self.note))
    }
}
