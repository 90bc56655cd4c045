import Federation
import Linting

/// The remedies of a report as JSON.
enum RemedyJSON {
    static func remedies(_ report: ServerReport) -> JSONValue {
        JSONValue(report.remedies.map(remedy))
    }

    /// The edits of the zones that correct the first mistake, or `nil`.
    static func correction(_ report: ServerReport) -> JSONValue? {
        report.correction.map { correction in
            [
                "title": JSONValue(correction.title),
                "edits": JSONValue(correction.edits.map(ReportJSON.edit)),
                "resolved": JSONValue(correction.resolved),
                "remaining": JSONValue(correction.remaining),
                "unverified": JSONValue(correction.unverified),
            ]
        }
    }

    private static func remedy(_ tried: TriedRemedy) -> JSONValue {
        [
            "kind": JSONValue(tried.remedy.kind.rawValue),
            "title": JSONValue(tried.remedy.title),
            "publish": JSONValue(tried.remedy.publications.map(publication)),
            "certificateNames": JSONValue(tried.certificateNames),
            "outcome": JSONValue(tried.route.outcome.rawValue),
            "verdict": JSONValue(tried.verdict.rawValue),
            "resolved": JSONValue(tried.resolved),
            "remaining": JSONValue(tried.remaining),
            "unverified": JSONValue(tried.unverified),
            "differing": JSONValue(tried.differing.map(\.name.rawValue)),
        ]
    }

    private static func publication(_ publication: Remedy.Publication) -> JSONValue {
        [
            "where": JSONValue(publication.place), "text": JSONValue(publication.text),
            "language": JSONValue(publication.language.rawValue),
        ]
    }
}
