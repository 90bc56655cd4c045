import ArgumentParser
import Linting
import Reporting

struct RulesCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List all rules.",
        discussion: """
            Shows the code, name, severity, kind of fix and summary of each rule. For details of a rule, run \
            `srvlint explain CODE`.
            """
    )

    @OptionGroup var page: PageOptions

    func execute() throws -> ExitStatus {
        let text =
            switch page.format {
            case .json: RuleDocument.table(of: RuleRegistry.infos)
            case .text: RuleTable(style: page.style, width: Terminal.output.width).render(RuleRegistry.infos)
            }
        return try page.write(text)
    }
}
