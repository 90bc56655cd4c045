import ArgumentParser
import DNS
import Linting
import Reporting

struct ExplainCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show the page of a rule: what it checks, why it matters, examples, how to fix it."
    )

    @Argument(
        help: ArgumentHelp("A rule's code or name, such as S301 or srv-target-alias.", valueName: "rule"),
        completion: .list(RuleRegistry.infos.flatMap { [$0.code, $0.name] })
    )
    var subject: String

    @OptionGroup var page: PageOptions

    func execute() throws -> ExitStatus {
        guard let rule = RuleRegistry.rule(subject) else { throw RuleWord.unknown(subject) }
        let text =
            switch page.format {
            case .json: RuleDocument.page(of: rule)
            case .text: RulePageText(style: page.style, width: Terminal.output.width).render(rule)
            }
        return try page.write(text)
    }
}

/// A code or name of a rule, as people write it.
enum RuleWord {
    static func isOne(_ word: String) -> Bool {
        RuleRegistry.rule(word) != nil
    }

    static func unknown(_ word: String) -> UsageError {
        let family = RuleRegistry.infos.filter { !word.isEmpty && $0.code.hasPrefix(word.uppercased()) }
        if !family.isEmpty {
            let codes = family.prefix(12).map(\.code)
            let rest = family.count > codes.count ? " and \(family.count - codes.count) more" : ""
            return UsageError(
                "`\(word)` is more than one rule",
                help: ["name one of them: \(codes.joined(separator: ", "))\(rest)"]
            )
        }
        return UsageError("there is no rule `\(word)`", help: help(for: RuleRegistry.nearest(to: word)))
    }

    static func help(for nearest: String?) -> [String] {
        nearest.map { ["did you mean `\($0)`?"] } ?? ["`srvlint rules` lists them"]
    }
}
