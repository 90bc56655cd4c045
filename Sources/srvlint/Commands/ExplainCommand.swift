import ArgumentParser
import DNS
import Diagnostics
import Federation
import Linting
import Network
import Reporting

struct ExplainCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a rule, or how other servers connect to a Matrix server.",
        discussion: """
            For the code or name of a rule, prints its page: what it checks, why it matters and how to fix it.

            For a server name, prints the verdict, what is wrong and what to do, what to publish, the route that other \
            servers take according to the specification, the hosts they connect to with Host header and SNI, and the name \
            that the certificate must be valid for. --full adds more. The facts come from --zone, --well-known, --certificate and \
            --evidence. Anything else counts as unknown, not as absent. Without these options, the facts are collected \
            over the network, as by `srvlint audit`.

            Exit codes:
              0  no findings at or above --fail-on
              1  findings at or above --fail-on
              2  wrong usage, or a given file could not be read
              3  no findings at or above --fail-on, but something could not be
                 checked
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The code or name of a rule, such as S301 or srv-target-alias, or a server name, such as example.com.",
            valueName: "subject"),
        completion: SettingSchema.ruleCompletion
    )
    var subject: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Explain this server name, even if it looks like a rule.", valueName: "name")
    )
    var server: String?

    @OptionGroup(title: "Known facts") var known: EvidenceOptions
    @OptionGroup(title: "Known facts") var trust: TrustOption
    @OptionGroup var detail: FullOption

    @Option(
        name: .long,
        help: ArgumentHelp("Output format: \(ExplanationFormat.list). (default: text)", valueName: "name"),
        completion: ExplanationFormat.completion,
        transform: ExplanationFormat.parse
    )
    var format = ExplanationFormat.text

    @OptionGroup var failure: FailOnOption
    @OptionGroup var color: ColorOption
    @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

    func validate() throws {
        if subject == nil, server == nil {
            throw ValidationError(
                "a rule or a server name is missing, as in 'srvlint explain S301' or 'srvlint explain example.com'")
        }
        if subject != nil, server != nil {
            throw ValidationError("'--server' replaces the subject: give only one of the two.")
        }
    }

    func execute() throws -> ExitStatus {
        if let server { return try explain(server: server) }
        let subject = subject ?? ""
        if let rule = RuleRegistry.rule(subject) {
            OldRuleName(subject)?.report()
            return try explain(rule)
        }
        guard subject.contains(where: { ".:[".contains($0) }) else { throw RuleReference.unknown(subject) }
        return try explain(server: subject)
    }

    private func explain(_ rule: RuleInfo) throws -> ExitStatus {
        guard known.areEmpty, trust.caFile == nil else {
            throw UsageError("\(rule.code) is a rule, and files can be given for server names only")
        }
        let text =
            switch format {
            case .html: RulePageHTML().render(rule)
            case .json: RuleDocument.page(of: rule)
            case .text, .markdown:
                RulePageText(style: format == .text ? style : .plain, width: Terminal.output.width).render(rule)
            }
        try Terminal.output.writeOrThrow(text)
        return .success
    }

    private var style: Style { Terminal.output.style(color.choice) }

    private func explain(server: String) throws -> ExitStatus {
        let loaded = try configuration.load(near: known.zone.first ?? ".")
        let settings = ResolvedSettings(loaded, for: .explain)
        let facts = try KnownFacts(of: [server], known, loaded)
        let failOn = failure.level(in: settings)
        let rules = RuleSettings(
            selection: try settings.selection().includingNotChecked, policy: settings.policy, failOn: failOn)
        OldRuleName.report(loaded?.oldRuleNames ?? [])
        let linter = KnownFacts.linter(rules)
        let trust = try ChainTrust.needed(for: facts, isLive: known.areEmpty, trust)
        let collection = try known.areEmpty ? trust.flatMap { try collect(server, settings, $0) } : nil
        let report = facts.report(server, collected: collection?.evidence, by: linter, trust: trust)
        let unasked = collection?.unasked ?? []
        let text =
            switch format {
            case .text: ExplanationText(style: style, width: Terminal.output.width, isFull: detail.full).render(report)
            case .markdown: ExplanationMarkdown(isFull: detail.full).render(report)
            case .html: ExplanationHTML(isFull: detail.full).render(report)
            case .json: ExplanationJSON().render(report)
            }
        try Terminal.output.writeOrThrow(text)
        let status = ExitStatus(report, failOn: failOn)
        guard let first = unasked.first else { return status }
        let more = unasked.count == 1 ? "" : ", and \(unasked.count - 1) more"
        Terminal.error.write(
            Notice("some evidence could not be collected: \(first)\(more)").rendered(Terminal.messages, width: nil))
        return status == .success ? .notChecked : status
    }

    private func collect(
        _ server: String, _ settings: ResolvedSettings, _ trust: ChainTrust
    ) throws -> CollectionResult? {
        let collector = try CollectorSetup(CollectingOptions.parse([]), settings, trust)
        return Blocking.run { await collector.collect(server) }
    }
}

extension RuleSelection {
    /// The selection with the rules that report failed checks, which decide about the exit code of `explain`.
    fileprivate var includingNotChecked: RuleSelection {
        let codes = RuleRegistry.infos.filter { contains($0) || $0.isNotChecked }.map(\.code)
        return (try? RuleSelection(select: codes, ignore: [])) ?? self
    }
}
