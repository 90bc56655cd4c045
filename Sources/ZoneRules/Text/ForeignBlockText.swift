import Diagnostics
import ZoneFile

/// The words for lines of another format among the records.
enum ForeignBlockText {
    /// The finding about the block of a problem, if it is the first one of the block.
    static func finding(_ info: RuleInfo, _ number: Int, _ context: ZoneContext) -> Finding? {
        guard let block = context.foreignBlocks[number], block.problems.first == number else { return nil }
        let (first, last) = (block.firstLine.start.line, block.lastLine.start.line)
        return Finding(
            info,
            "lines \(first) to \(last) belong to \(block.format.name), and are not records",
            at: LabelledSpan(block.firstLine, "the first of these lines"),
            why: "name servers refuse to load a zone with lines that are not records",
            help: block.format.help,
            related: [LabelledSpan(block.lastLine, "the last of them")],
            subject: context.subject(of: context.zone.problems[number])
        )
    }
}
