import DNS
import Diagnostics
import ZoneFile

extension ZoneContext {
    /// Returns the finding that an NSEC or NSEC3 record lists other types than its name has.
    func finding(_ rule: RuleInfo, _ fault: TypesFault, _ type: RecordType) -> Finding {
        let absent = Words.list(fault.absent.map(\.description), limit: 6)
        let unlisted = Words.list(fault.unlisted.map(\.description), limit: 6)
        var parts: [String] = []
        if !fault.absent.isEmpty { parts.append("lists \(absent), which the name does not have") }
        if !fault.unlisted.isEmpty { parts.append("does not list \(unlisted)") }
        let firstField = type == .nsec ? 1 : 5
        let fields = zone.fields(of: fault.record)
        let isGeneric = zone.records[fault.record].flags.contains(.genericRDATA)
        let listed = isGeneric ? [] : Array(fields.rdata.dropFirst(firstField))
        let extra = listed.first { field in fault.absent.contains { $0.description == field.text.uppercased() } }
        let span = extra?.span ?? Self.joined(listed) ?? fields.type.span
        let named = zone.records(at: fault.name).first { fault.unlisted.contains(zone.records[$0].type) }
        return Finding(
            rule,
            "the \(type) record of \(quoted(fault.name)) \(Words.list(parts))",
            at: LabelledSpan(span, fault.unlisted.isEmpty ? "not at this name" : "\(unlisted) missing"),
            why: fault.unlisted.isEmpty
                ? "validating resolvers return SERVFAIL for types that are listed but not answered"
                : "the record proves that types do not exist which do: resolvers that use cached proofs deny them",
            help: "change the unsigned zone rather than the signed file, and \(resigning)",
            related: named.map { [typeSpan(of: $0, "not listed")] } ?? [],
            subject: subject(owner: fault.name)
        )
    }

    private static func joined(_ fields: [RecordFields.Field]) -> SourceSpan? {
        guard let first = fields.first?.span, let last = fields.last?.span else { return nil }
        return SourceSpan(first.source, first.range.lowerBound..<last.range.upperBound)
    }
}
