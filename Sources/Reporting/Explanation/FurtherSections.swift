import Federation
import Linting

extension ExplanationDocument {
    /// Commands that show the facts.
    static func commands(_ routes: RouteSet) -> Section? {
        let commands = DiagnosticCommands.commands(routes.specification)
        guard !commands.isEmpty else { return nil }
        return Section(
            .commands, "Commands to check this yourself",
            [.code(commands.joined(separator: "\n") + "\n", language: "sh")]
        )
    }

    /// The common questions about delegation, answered for this server.
    static func questions(_ routes: RouteSet) -> Section? {
        Section(
            .questions, "Frequently asked questions",
            CommonQuestion.answered(routes).map { .paragraph("\($0.question) \($0.answer)") }
        )
    }
}
