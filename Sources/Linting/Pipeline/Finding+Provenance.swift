import Diagnostics
import ZoneFile

extension Finding {
    /// Returns the findings with the spans that reports show. A finding in generated text points at its `$GENERATE` and names
    /// the iteration. A finding in an included file has the line of the `$INCLUDE` as a related span.
    ///
    /// A mistake in the template of a `$GENERATE` is in all of its records, and is shown with the first of them.
    static func mappedToSource(_ findings: [Finding]) -> [Finding] {
        var shown: [Finding] = []
        shown.reserveCapacity(findings.count)
        var generated: [Directive: (index: Int, more: Int)] = [:]
        for finding in findings {
            guard let directive = Directive(finding) else {
                shown.append(finding.mappedToSource())
                continue
            }
            if generated[directive] != nil {
                generated[directive]?.more += 1
            } else {
                generated[directive] = (shown.count, 0)
                shown.append(finding.mappedToSource())
            }
        }
        for (index, more) in generated.values where more > 0 {
            shown[index].primary?.label += "; and \(Words.count(more, "more iteration"))"
        }
        return shown
    }

    /// A rule and a `$GENERATE` directive that it reports.
    private struct Directive: Hashable {
        let rule: String
        let source: ObjectIdentifier
        let start: Int

        init?(_ finding: Finding) {
            guard case .generated(let directive, _, _) = finding.primary?.span.source.provenance else { return nil }
            rule = finding.rule.code
            source = ObjectIdentifier(directive.source)
            start = directive.range.lowerBound
        }
    }

    private func mappedToSource() -> Finding {
        guard let primary else { return self }
        var shown = self
        if case .generated(let directive, let first, let step) = primary.span.source.provenance {
            let line = primary.span.start.line
            let record = primary.span.source.text(in: primary.span.source.range(ofLine: line))
            let iteration = "\(first + (line - 1) * step): \(Words.quoted(record, limit: 60))"
            shown.primary = LabelledSpan(directive, "for \(iteration): \(primary.label)")
            // The template would have to be changed, not the generated text.
            shown.fixes = []
        } else if fixes.contains(where: { $0.edits.contains { $0.span.source.isGenerated } }) {
            shown.fixes = []
        }
        shown.related = related.map { $0.mappedToSource() }
        var source = shown.primary?.span.source
        while case .included(let directive) = source?.provenance {
            shown.related.append(LabelledSpan(directive, "included here"))
            source = directive.source
        }
        return shown
    }
}

extension LabelledSpan {
    fileprivate func mappedToSource() -> LabelledSpan {
        guard case .generated(let directive, let first, let step) = span.source.provenance else { return self }
        return LabelledSpan(directive, "\(label) (made for \(first + (span.start.line - 1) * step))")
    }
}

extension SourceFile {
    fileprivate var isGenerated: Bool {
        if case .generated = provenance { true } else { false }
    }
}
