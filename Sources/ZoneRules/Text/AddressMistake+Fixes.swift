import DNS
import Diagnostics
import ZoneFile

extension AddressMistake {
    /// The help, which is another one for an address that a `$GENERATE` counts beyond its last number.
    func help(_ span: SourceSpan) -> String {
        guard hasLargeNumber, case .generated(_, let first, let step) = span.source.provenance else { return help }
        let line = span.start.line
        return line > 1
            ? "end the range of the `$GENERATE` at \(first + (line - 2) * step), so that no number of the address is over 255"
            : "write a range for the `$GENERATE` in which no number of the address is over 255"
    }

    /// The corrections of a record with this mistake. Empty if there is more than one sensible correction.
    func fixes(_ problem: ZoneProblem, _ type: RecordType, _ entry: SourceEntry?, _ context: ZoneContext) -> [Fix] {
        if let address {
            let edit = Edit(replace: problem.span, with: address)
            return [Fix("write `\(address)`", isCertain ? .safe : .unsafe, [edit])]
        }
        guard let owner = problem.owner, let record = entry.flatMap({ UnreadRecord($0, in: problem.span.source) })
        else { return [] }
        let typeSpan = SourceSpan(problem.span.source, record.typeRange)
        if isOfOtherFamily { return otherType(type == .a ? .aaaa : .a, typeSpan, owner, context) }
        return name.map { alias(problem.span, $0, typeSpan, owner, context) } ?? []
    }

    /// Changes the type to that of the address, unless the name has such records already: one of them may be meant.
    ///
    /// This is not safe: the address may be wrong as well as the type. With the other type, the zone loads and publishes an
    /// address that the author perhaps did not mean to publish, and the one that was meant is still missing.
    private func otherType(
        _ other: RecordType, _ type: SourceSpan, _ owner: NameID, _ context: ZoneContext
    ) -> [Fix] {
        guard context.zone.records(at: owner, type: other).isEmpty else { return [] }
        return [Fix("change the type to `\(other)`", .unsafe, [Edit(replace: type, with: other.description)])]
    }

    /// Changes the type to CNAME, unless the owner has other records, which an alias must not have (RFC 1034 §3.6.2).
    ///
    /// This is not safe: the address of the host may be meant, which can change.
    private func alias(
        _ data: SourceSpan, _ name: String, _ type: SourceSpan, _ owner: NameID, _ context: ZoneContext
    ) -> [Fix] {
        let zone = context.zone
        let isAlone =
            owner != zone.apex && zone.records(at: owner).isEmpty && zone.problems.count { $0.owner == owner } == 1
        guard isAlone else { return [] }
        let edits = [Edit(replace: type, with: "CNAME"), Edit(replace: data, with: name)]
        return [Fix("change the type to `CNAME`", .unsafe, edits)]
    }
}
