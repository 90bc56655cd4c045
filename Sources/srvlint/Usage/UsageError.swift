import Reporting
import ZoneFile

/// Wrong usage or a wrong configuration: reported on standard error, with exit code 2.
struct UsageError: Error {
    var notice: Notice
    /// Further mistakes, each reported by itself.
    var others: [Notice] = []

    init(_ message: String, at span: SourceSpan? = nil, label: String = "", help: [String] = []) {
        notice = Notice(message, at: span, label: label, help: help)
    }
}
