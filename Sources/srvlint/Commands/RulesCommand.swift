import ArgumentParser
import Linting
import Reporting

struct RulesCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the rules: code, name, severity, fix, summary.",
        discussion: "`srvlint explain CODE` shows the page of a rule."
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
