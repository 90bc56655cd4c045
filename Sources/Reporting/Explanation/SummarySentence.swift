import DNS
import Diagnostics
import Federation
import Linting
import ServerRules

/// The first two lines of an explanation or audit, which a support desk reads: the verdict with its cause, and what to do.
struct SummarySentence {
    /// The verdict with its cause, in one or two sentences.
    var text: String
    /// What to do first, as a sentence, or `nil` if nothing has to be done.
    var nextAction: String?

    /// - Parameter unasked: The exchanges that could not be completed.
    init(_ report: ServerReport, unasked: [String] = []) {
        let facts = SummaryFacts(report)
        let unfinished = report.context.unfinishedExchanges + unasked
        if report.verdict == .unknown, let first = unfinished.first {
            text = "\(facts.name) could not be checked completely: \(first)."
            nextAction = facts.repair ?? "Find out why, then run `srvlint audit \(facts.argument)` again."
        } else {
            text = facts.sentence
            nextAction = facts.nextAction
        }
    }
}
