import Diagnostics
import ZoneFile

extension Finding {
    /// A span that is outside of its text, if any.
    public var spanViolation: String? {
        var spans = related.map(\.span)
        if let primary { spans.append(primary.span) }
        for fix in fixes { spans += fix.edits.map(\.span) }
        return spans.first { !$0.isInside }.map { "\(rule.code) points at \($0.range) of \($0.source.count) bytes" }
    }
}
