import DNS
import Diagnostics
import ZoneFile

extension FieldInFirstColumn {
    /// - Parameter problems: those of consecutive lines; at least one.
    static func inFirstColumn(_ problems: [ZoneProblem], _ context: ZoneContext) -> Finding {
        let problem = problems[0]
        let text = problem.span.text
        let isClass = problem.kind == .fieldAsOwner(.recordClass)
        let owner = problem.owner.map { context.quoted($0) } ?? "the owner before it"
        let lines = problems.count > 1 ? " in \(problems.count) lines" : ""
        // The first record of a file has no owner to continue with.
        let edits = problems.map { problem in
            let start = problem.span.range.lowerBound
            return Edit(
                replace: SourceSpan(problem.span.source, start..<start), with: problem.related == nil ? "    " : "@ ")
        }
        // Records after those of a host are as likely meant for the zone as for the host.
        let isCertain = problem.owner == context.zone.apex && !problem.span.source.isGenerated
        return Finding(
            info,
            isClass
                ? "the class `\(text)` in the first column is read as the owner\(lines)"
                : "expected an owner in the first column, found the type `\(text)`\(lines)",
            at: LabelledSpan(problem.span, "no owner and no space before it"),
            why: isClass
                ? "servers take `\(text)` for a name below the origin: they publish the data there and not at \(owner), or refuse "
                    + "the zone"
                : "name servers read it as the owner and refuse to load the zone",
            help: problem.related == nil
                ? "put a space before it if the record belongs to \(owner), or write the owner there"
                : "write the owner before it, such as `@` for \(owner)",
            related: problems.dropFirst().prefix(3).map { LabelledSpan($0.span, "also here") },
            fixes: isCertain ? [Fix("write its owner or a space before it", .unsafe, edits)] : [],
            subject: context.subject(of: problem)
        )
    }

    static func isTimeToLive(_ id: RecordID, _ span: SourceSpan, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the TTL \(Words.quoted(span.text)) in the first column is read as the owner",
            at: LabelledSpan(span, "no owner and no space before it"),
            why:
                "servers publish the record at \(context.quoted(context.zone.records[id].owner)), and not at the owner before it",
            help: "put a space before it, or write the owner there",
            subject: context.subject(of: id)
        )
    }

    static func isBeforeOwner(_ problem: ZoneProblem, _ type: RecordType, _ context: ZoneContext) -> Finding {
        let owner = problem.related?.text ?? ""
        return Finding(
            info,
            "the type `\(type)` is before the owner \(Words.quoted(owner))",
            at: LabelledSpan(problem.span, "read as the owner"),
            why: "name servers refuse to load a zone with such a record",
            help: "write the owner first: `\(owner) \(type)` and then the data",
            related: problem.related.map { [LabelledSpan($0, "the owner")] } ?? [],
            subject: context.subject(of: problem)
        )
    }
}
