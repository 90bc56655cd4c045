import DNS
import Diagnostics
import ZoneFile

// The fixes of a DMARC record.

extension DMARCInvalid {
    /// Corrects a part that has no escapes.
    static func fix(_ problem: DMARCRecord.Problem, _ id: RecordID, _ context: ZoneContext) -> [Fix] {
        let span = span(of: problem, in: id, context)
        func fix(_ text: String) -> [Fix] {
            guard span.text == problem.text, !problem.text.isEmpty else { return [] }
            return [Fix("write \(Words.exact(text))", .unsafe, [Edit(replace: span, with: text)])]
        }
        switch problem.kind {
        case .noScheme, .slashesInAddress, .spaceInScheme, .spaceInAddresses, .semicolonInAddresses:
            let list = ReportAddresses.corrected(problem.text)
            return isValid("p=none; rua=\(list)") ? fix(list) : []
        case .version where problem.text.lowercased() == "v=dmarc1" && !problem.text.hasSuffix(","):
            let rest = TextValue(of: id, in: context.zone).text.dropFirst(problem.text.count).drop { $0 == " " }
            guard isValid(String(rest)) else { return [] }
            return fix(
                rest.isEmpty || span.source[span.range.upperBound] == UInt8(ascii: " ") ? "v=DMARC1;" : "v=DMARC1; ")
        case .value(_, _, let meant?): return fix(meant)
        case .copiedLabel(let value) where isValid(of: value):
            guard problem.text.contains("\"") else { return CopiedLabel.removal(of: problem.text, at: span) }
            guard !value.contains(where: { "\"\\".contains($0) }), value.utf8.count <= 255 else { return [] }
            return [
                Fix("write the value alone", .unsafe, [Edit(replace: context.dataSpan(of: id), with: "\"\(value)\"")])
            ]
        default: return []
        }
    }

    static func span(of problem: DMARCRecord.Problem, in id: RecordID, _ context: ZoneContext) -> SourceSpan {
        if case .noPolicy = problem.kind { return context.dataSpan(of: id) }
        return TextValue.span(of: problem.range, in: id, context.zone)
    }

    /// The tag and its value, if another sign is between them: `p:none`.
    static func pair(_ text: String) -> String? {
        guard let sign = text.firstIndex(where: { !$0.isLetter }), ":= ~-".contains(text[sign]) else { return nil }
        let (tag, value) = (text[..<sign], text[text.index(after: sign)...].drop { $0 == " " || $0 == "=" })
        let tags = ["p", "sp", "np", "rua", "ruf", "pct", "adkim", "aspf", "fo"]
        let pair = "\(tag)=\(value)"
        guard tags.contains(tag.lowercased()), isValid(tag.lowercased() == "p" ? pair : "p=none; \(pair)") else {
            return nil
        }
        return pair
    }

    /// Whether these tags of a record have no problem.
    static func isValid(_ tags: String) -> Bool {
        isValid(of: "v=DMARC1; \(tags)")
    }

    static func isValid(of record: String) -> Bool {
        DMARCRecord(Array(record.utf8))?.problems.isEmpty ?? false
    }
}
