import Diagnostics
import Federation
import Linting
import ServerRules

/// An explanation or audit of one server name as sections of blocks, independent of any format.
///
/// Texts may quote what others chose: a renderer escapes them.
struct ExplanationDocument {
    /// The server name.
    var title: String
    var verdict: ServerVerdict
    /// The verdict and its cause, in one or two sentences.
    var summary: String
    /// What to do first, as a sentence, or `nil` if nothing has to be done.
    var nextAction: String?
    var sections: [Section] = []
    /// Where to find what was left out, as a sentence.
    var footer: String?

    struct Section {
        var kind: Kind
        var heading: String
        var blocks: [Block]

        enum Kind {
            case changes, findings, publishing, route, destinations, addresses, certificate, implementations, notes,
                notChecked
            case commands, questions
        }

        init(_ kind: Kind, _ heading: String, _ blocks: [Block]) {
            self.kind = kind
            self.heading = heading
            self.blocks = blocks
        }
    }

    enum Block {
        case paragraph(String)
        /// A numbered list.
        case steps([String])
        /// Findings, each with those that follow from it.
        case findings([ExplanationFinding])
        /// Findings that need no action, which may be shorter.
        case notes([ExplanationFinding])
        case table(columns: [String], rows: [[String]])
        /// Text to copy, which is never wrapped.
        case code(String, language: String)
    }
}

extension ExplanationDocument {
    /// - Parameter isFull: Whether to include the implementations one by one, the commands and the common questions.
    init(_ report: ServerReport, isFull: Bool = false) {
        let context = report.context
        title = MessageText.value(context.input.serverName)
        verdict = report.verdict
        let sentence = SummarySentence(report)
        summary = sentence.text
        nextAction = sentence.nextAction
        let findings = ExplanationFinding.withoutRepetitions(
            ExplanationFinding.tree(report, isFull: isFull), after: nextAction)
        sections = [
            Self.problems(findings.filter(\.isProblem)), RemedySection.section(report, isFull: isFull),
        ].compactMap(\.self)
        if let routes = context.likelyRoutes {
            sections += [
                Self.route(context, isFull: isFull),
                Self.destinations(routes.specification),
                Self.addresses(context.addressOutcomes),
                Self.certificate(context, routes, isFull: isFull),
            ].compactMap(\.self)
        }
        sections += [Self.notes(findings.filter { !$0.isProblem }, report)].compactMap(\.self)
        guard let routes = context.likelyRoutes else { return }
        guard isFull else {
            footer =
                "`--full` adds details of notes, all implementations, commands to check this, and common questions."
            return
        }
        sections += [Self.implementations(routes), Self.commands(routes), Self.questions(routes)].compactMap(\.self)
    }
}

// MARK: - Findings

extension ExplanationDocument {
    private static func problems(_ problems: [ExplanationFinding]) -> Section? {
        problems.isEmpty ? nil : Section(.findings, "What is wrong", [.findings(problems)])
    }

    private static func notes(_ notes: [ExplanationFinding], _ report: ServerReport) -> Section? {
        var blocks: [Block] = notes.isEmpty ? [] : [.notes(notes)]
        if report.otherFindings > 0 {
            let findings = report.otherFindings == 1 ? "finding that does" : "findings that do"
            blocks.append(
                .paragraph(
                    "The zone files have \(report.otherFindings) more \(findings) not concern the discovery of "
                        + "`\(MessageText.value(report.context.input.serverName))`. Run `srvlint check` to see them."))
        }
        if let known = known(report) { blocks.append(.paragraph(known)) }
        return blocks.isEmpty ? nil : Section(.notes, "Notes", blocks)
    }

    /// The findings that a baseline suppresses, in one sentence.
    private static func known(_ report: ServerReport) -> String? {
        let known = report.findings.filter { $0.suppression != nil }
        guard !known.isEmpty else { return nil }
        var seen: Set<String> = []
        let codes = known.map(\.rule.code).filter { seen.insert($0).inserted }
        return "The baseline has \(Words.count(known.count, "more finding")): \(Words.list(codes, limit: 8))."
    }
}
