import ArgumentParser
import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import ZoneFile

struct ExplainCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Explain a rule, or a Matrix server name: where servers connect, which certificate they want, and why.",
        discussion: """
            A rule is named by its code or name; its page tells what it checks, why it matters, and how to fix it.

            Of a server name it tells the route that other servers take, step by step as the specification has it, \
            where they connect with which Host header and SNI, which name the certificate must carry and why, which \
            implementations do otherwise, what is wrong, and what to publish instead. What is known comes from \
            --zone, --well-known, --certificate and --evidence; what is in none of them counts as not asked, never as \
            absent. Without any of them the network is asked, as by audit.

            Exit codes:
              0  nothing at or above --fail-on (default: error) was found
              1  something at or above it was found
              2  wrong usage, or a file that cannot be read
              3  nothing to fail for was found, but something could not be
                 checked
            """
    )

    @Argument(
        help: ArgumentHelp(
            "A rule's code or name, such as S301 or srv-target-alias, or a server name, such as example.com.",
            valueName: "subject"),
        completion: .list(RuleRegistry.infos.flatMap { [$0.code, $0.name] })
    )
    var subject: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A server name, whatever it looks like.", valueName: "name")
    )
    var server: String?

    @OptionGroup(title: "What is known of a server") var known: EvidenceOptions

    @Option(
        name: .long,
        help: ArgumentHelp("How to show it: \(ExplanationFormat.list). (default: text)", valueName: "name"),
        completion: ExplanationFormat.completion,
        transform: ExplanationFormat.parse
    )
    var format = ExplanationFormat.text

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The least finding that makes the exit code 1: \(FailureLevel.list). (default: error)",
            valueName: "level"
        ),
        completion: FailureLevel.completion,
        transform: FailureLevel.parse
    )
    var failOn = FailureLevel.error

    @OptionGroup var color: ColorOption
    @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

    func validate() throws {
        if subject == nil, server == nil {
            throw ValidationError(
                "a rule or a server name is missing: srvlint explain S301, srvlint explain example.com")
        }
        if subject != nil, server != nil {
            throw ValidationError("'--server' takes the place of the subject: give one of them.")
        }
    }

    func execute() throws -> ExitStatus {
        if let server { return try explain(server: server) }
        let subject = subject ?? ""
        if let rule = RuleRegistry.rule(subject) { return try explain(rule) }
        guard subject.contains(where: { ".:[".contains($0) }) else { throw RuleWord.unknown(subject) }
        return try explain(server: subject)
    }

    private func explain(_ rule: RuleInfo) throws -> ExitStatus {
        guard known.areEmpty else {
            throw UsageError("\(rule.code) is a rule, and files are read for server names only")
        }
        let text =
            switch format {
            case .json: RuleDocument.page(of: rule)
            case .text, .markdown:
                RulePageText(style: format == .text ? style : .plain, width: Terminal.output.width).render(rule)
            }
        try Terminal.output.writeOrThrow(text)
        return .success
    }

    private var style: Style { Terminal.output.style(color.choice) }

    /// What the network says, where nothing else does, and what could not be asked.
    private func collected(_ server: String, _ facts: KnownFacts) throws -> (DelegationReport, unasked: [String]) {
        let trust = try ChainTrust(caFile: nil)
        let collector = try CollectorSetup(CollectingOptions.parse([]), configuration.load(near: "."), trust)
        let collection = Blocking.run { await collector.collect(server) }
        let report = facts.report(server, collected: collection?.evidence, trust: trust)
        return (report, collection?.unasked ?? [])
    }

    private func explain(server: String) throws -> ExitStatus {
        let facts = try KnownFacts(known)
        let (report, unasked) = try known.areEmpty ? collected(server, facts) : (facts.report(server), [])
        let text =
            switch format {
            case .text: ExplanationText(style: style, width: Terminal.output.width).render(report)
            case .markdown: ExplanationMarkdown().render(report)
            case .json: ExplanationJSON().render(report)
            }
        try Terminal.output.writeOrThrow(text)
        let status = ExitStatus(LintReport(findings: report.findings, files: report.files), failOn: failOn)
        guard let first = unasked.first else { return status }
        let more = unasked.count == 1 ? "" : ", and \(unasked.count - 1) more"
        Terminal.error.write(
            Notice("not everything could be asked: \(first)\(more)").rendered(Terminal.messages, width: nil))
        return status == .success ? .notChecked : status
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
