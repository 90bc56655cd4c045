import DNS
import Diagnostics
import ZoneFile

/// Z270: a DMARC record, or a part of one, that no reader accepts.
enum DMARCInvalid: ZoneRule {
    static let info = RuleInfo(
        "Z270",
        "dmarc-invalid",
        .warning,
        fix: .unsafe,
        summary: "a DMARC record is not valid",
        page: RulePage(
            whatItChecks: """
                Reads TXT records at `_dmarc` names that begin with `v=DMARC1` in any case, or were meant as a DMARC \
                record. Reports a version that is not exactly `v=DMARC1` or not the first tag, a backslash that is \
                published before a semicolon, policies other than `none`, `quarantine` and `reject`, a missing policy, report \
                addresses without `mailto:`, with slashes or a space after it, or with a space between them, tags that occur twice, and values of other tags that are not defined. Unknown tags are ignored, \
                and every valid policy is accepted.
                """,
            whyItMatters: """
                Receivers discard a record with another version or without a valid policy, as if there were none. A \
                report address that is not a URI receives no reports.
                """,
            howToFix: "Write a record such as `v=DMARC1; p=none; rua=mailto:dmarc@example.com`.",
            references: ["RFC 7489 §6.3", "RFC 7489 §6.6.3"]
        ),
        examples: [
            .bad(
                """
                _dmarc      IN TXT "v=DMARC1; p=«blocked»; rua=«dmarc@example.com»"
                _dmarc.a    IN TXT "«v=dmarc1»; p=none"
                _dmarc.x    IN TXT "«v=DMARC» p=quarantine pct=10"
                _dmarc.y    IN TXT "«v=DMARC1»p=reject"
                _dmarc.k    IN TXT "v=DMARC1; p=none; rua=«mailto:a@example.com mailto:b@example.com»"
                _dmarc.l    IN TXT "v=DMARC1; p=none; rua=«mailto://a@example.com»; ruf=«mailto: b@example.com»"
                _dmarc.b    IN TXT "«v=DMARC1,» p=none"
                _dmarc.f    IN TXT "p=reject; v=«DMARC1»"
                _dmarc.g    IN TXT "«DMARC1»; p=none"
                _dmarc.h    IN TXT «"p=none; rua=mailto:dmarc@example.com"»
                _dmarc.i    IN TXT "«v=DMARC»; p=none"
                _dmarc.j    IN TXT «"v=DMARC1\\\\; p=none"»
                _dmarc.c    IN TXT "v=DMARC1; p=none; «quarantine»; pct=«110»"
                _dmarc.d    IN TXT «"v=DMARC1; adkim=s"»
                _dmarc.e    IN TXT «"v=DMARC1"»
                _dmarc.m    IN TXT "v=DMARC1; p=none; rua=«mailto:a@example.com; mailto:b@example.com»"
                _dmarc.n    IN TXT "«Value: »v=DMARC1; p=none"
                _dmarc.o    IN TXT «"\\"v=DMARC1; p=none\\""»
                _dmarc.q    IN TXT "v=DMARC1; p=none; pct=«50%»; aspf=«strict»"

                """
            ),
            .good("_dmarc IN TXT \"DMARC policy is managed by the mail team\"\n"),
            .good("_dmarc IN TXT \"v=DMARC1; p=reject; sp=none; adkim=s; fo=1:d; pct=50; x=y\"\n"),
            .good("_dmarc IN TXT \"v=DMARC1;p=none;rua=mailto:a@example.com!10m,mailto:b@example.net;\"\n"),
            .good(
                "example.net._report._dmarc IN TXT \"v=DMARC1\"\n_dmarc IN TXT \"v=DMARC1; rua=mailto:a@example.com\"\n"
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (id, purpose) in context.mail.policies where purpose == .dmarc {
            guard let record = DMARCRecord(TextValue(of: id, in: context.zone).bytes) else { continue }
            for problem in record.problems { findings.report(isInvalid(context, id, problem)) }
        }
    }
}

// MARK: - Messages

extension DMARCInvalid {
    private static func isInvalid(_ context: ZoneContext, _ id: RecordID, _ problem: DMARCRecord.Problem) -> Finding {
        let text = Words.quoted(problem.text, limit: 80)
        let (message, why, help) = texts(problem, text)
        return Finding(
            info,
            message,
            at: LabelledSpan(span(of: problem, in: id, context), "not valid"),
            why: why,
            help: help,
            fixes: fix(problem, id, context),
            subject: context.subject(of: id)
        )
    }

    /// The addresses as a list of URIs, if that is valid.
    private static func addresses(_ problem: DMARCRecord.Problem, _ otherwise: String) -> String {
        let list = ReportAddresses.corrected(problem.text)
        return isValid("p=none; rua=\(list)") ? "write \(Words.exact(list))" : otherwise
    }

    private static func texts(_ problem: DMARCRecord.Problem, _ text: String) -> (String, String, String) {
        let discarded = "receivers discard the record, as if the domain had none"
        let ignored = "receivers ignore this part of the record"
        return switch problem.kind {
        case .version:
            (
                "the DMARC record does not begin with `v=DMARC1;`", discarded,
                problem.range.isEmpty
                    ? "write `v=DMARC1; ` at the beginning of the value"
                    : problem.text.hasSuffix(",")
                        ? "write `;` in place of the comma after each tag, as in `v=DMARC1; p=none`"
                        : "write `v=DMARC1;` in place of \(text)"
            )
        case .versionNotFirst:
            ("the version of the DMARC record is not its first tag", discarded, "move `v=DMARC1;` to the beginning")
        case .backslash: ("the DMARC record has a backslash before `;`", discarded, EscapedSemicolon.help)
        case .noPolicy:
            (
                "the DMARC record has no policy", discarded,
                "add `p=none`, `p=quarantine` or `p=reject` after the version"
            )
        case .policy(let tag):
            (
                "\(text) is not a DMARC policy", discarded,
                "write `\(tag)=none`, `\(tag)=quarantine` or `\(tag)=reject`"
            )
        case .notAPair:
            (
                "\(text) in the DMARC record is not a tag with a value", ignored,
                Self.pair(problem.text).map { "write \(Words.exact($0))" } ?? "write it as `tag=value`, or remove it"
            )
        case .repeated:
            (
                "a tag of the DMARC record occurs twice, here with the value \(text)",
                "RFC 7489 allows each tag once, and receivers discard the record or use either value",
                "keep one of the two"
            )
        case .noScheme(let tag):
            (
                "the report address \(text) has no scheme",
                "receivers send reports only to a URI, and ignore this address",
                addresses(problem, "write `mailto:` in front of each address of `\(tag)`")
            )
        case .slashesInAddress:
            (
                "the report address \(text) has slashes after `mailto:`",
                "it is not the URI of a mail address, and receivers ignore it",
                addresses(problem, "remove the slashes")
            )
        case .spaceInScheme:
            (
                "the report address \(text) has a space after `mailto:`",
                "a space is not part of a URI, so receivers ignore this address",
                addresses(problem, "remove the space")
            )
        case .spaceInAddresses:
            (
                "the report addresses \(text) have a space between them",
                "a space is not part of a URI, so receivers ignore these addresses",
                addresses(problem, "separate the addresses by a comma")
            )
        case .semicolonInAddresses:
            (
                "the report addresses \(text) have a semicolon between them",
                "a semicolon ends the tag, so receivers ignore the last address",
                addresses(problem, "separate the addresses by a comma")
            )
        case .copiedLabel(let value):
            (
                "the DMARC record does not begin with `v=DMARC1;`", discarded,
                problem.text.contains("\"") && !value.contains("\"")
                    ? "write `\"\(value)\"`, without the other quotation marks"
                    : "remove \(text) in front of `v=DMARC1`"
            )
        case .value(let tag, let expected, _):
            ("\(text) is not valid for the DMARC tag `\(tag)`", ignored, "write \(expected)")
        }
    }
}
