import ZoneFile

extension Finding {
    /// The finding as it is shown: what stands in a generated text points at its `$GENERATE` and says which iteration it
    /// is; what stands in an included file names the line that includes it.
    func shownWhereWritten() -> Finding {
        guard let primary else { return self }
        var shown = self
        if case .generated(let directive, let first, let step) = primary.span.source.provenance {
            let line = primary.span.start.line
            let record = primary.span.source.text(in: primary.span.source.range(ofLine: line))
            shown.primary = LabelledSpan(directive, "for \(first + (line - 1) * step): \(record): \(primary.label)")
            // The text to change is the template, not what it made.
            shown.fixes = []
        }
        shown.related = related.map { $0.shownWhereWritten() }
        var source = shown.primary?.span.source
        while case .included(let directive) = source?.provenance {
            shown.related.append(LabelledSpan(directive, "included here"))
            source = directive.source
        }
        return shown
    }
}

extension LabelledSpan {
    fileprivate func shownWhereWritten() -> LabelledSpan {
        guard case .generated(let directive, let first, let step) = span.source.provenance else { return self }
        return LabelledSpan(directive, "\(label) (made for \(first + (span.start.line - 1) * step))")
    }
}
