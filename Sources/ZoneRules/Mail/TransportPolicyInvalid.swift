import DNS
import Diagnostics
import ZoneFile

/// Z246: an MTA-STS or TLS reporting record that no reader accepts.
enum TransportPolicyInvalid: ZoneRule {
    static let info = RuleInfo(
        "Z246",
        "transport-policy-invalid",
        .warning,
        fix: .unsafe,
        summary: "an MTA-STS or TLS reporting record is not valid",
        page: RulePage(
            whatItChecks: """
                Reports TXT records at `_mta-sts` names whose version is not exactly `v=STSv1`, or whose `id` is missing or \
                not 1 to 32 letters and digits, and TXT records at `_smtp._tls` names whose version is not exactly \
                `v=TLSRPTv1`, or whose `rua` is missing or has an address without `mailto:` or `https:`.
                """,
            whyItMatters: """
                Mail servers discard such a record. Without a valid MTA-STS record they do not fetch the policy, so mail is \
                sent without verified TLS. Without a valid TLS reporting record no reports are sent.
                """,
            howToFix: """
                Write records such as `v=STSv1; id=20261130T1200;` and `v=TLSRPTv1; rua=mailto:tls@example.com`.
                """,
            references: ["RFC 8461 §3.1", "RFC 8460 §3"]
        ),
        examples: [
            .bad(
                """
                _mta-sts      IN TXT "v=STSv1; id=«2026-11-30»"
                _mta-sts.chat IN TXT "v=«STSV1»; id=20261130"
                _mta-sts.shop IN TXT «"v=STSv1;"»
                _mta-sts.new  IN TXT "«Value: »v=STSv1; id=20261130;"
                _smtp._tls      IN TXT "v=TLSRPTv1; rua=«tls@example.com»"
                _smtp._tls.chat IN TXT «"v=TLSRPTv1;"»

                """
            ),
            .good("_mta-sts IN TXT \"v=STSv1; id=20261130T120000Z;\"\n_mta-sts IN TXT \"a note\"\n"),
            .good("_smtp._tls IN TXT \"v=TLSRPTv1;rua=mailto:a@example.com,https://tls.example.net/v1;x=y\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (id, purpose) in context.mail.policies {
            let version: String
            switch purpose {
            case .mtaSTS: version = "STSv1"
            case .tlsReporting: version = "TLSRPTv1"
            case .dmarc, .dkim: continue
            }
            guard let policy = TransportPolicy(TextValue(of: id, in: context.zone).bytes, version: version) else {
                continue
            }
            for problem in policy.problems { findings.report(isInvalid(context, id, problem, version)) }
        }
    }
}

// MARK: - Messages

extension TransportPolicyInvalid {
    /// The addresses as a list of URIs, if that is valid.
    private static func addresses(_ text: String) -> String? {
        let list = ReportAddresses.corrected(text)
        let record = TransportPolicy(Array("v=TLSRPTv1; rua=\(list)".utf8), version: "TLSRPTv1")
        return record?.problems.isEmpty ?? false ? "write \(Words.exact(list))" : nil
    }

    /// A date or time without the signs in it: `2026-11-30` as `20261130`.
    private static func identifier(_ text: String) -> String? {
        let meant = text.filter { !"-:._ +/".contains($0) }
        let isNumber = text.utf8.first.map { $0 &- 0x30 < 10 } ?? false
        guard isNumber, meant.utf8.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }) else { return nil }
        return 1...32 ~= meant.utf8.count ? meant : nil
    }

    private static func fix(_ problem: TransportPolicy.Problem, _ span: SourceSpan) -> [Fix] {
        guard span.text == problem.text else { return [] }
        switch problem.kind {
        case .copiedLabel: return CopiedLabel.removal(of: problem.text, at: span)
        case .identifier:
            return identifier(problem.text).map {
                [Fix("write `\($0)`", .unsafe, [Edit(replace: span, with: $0)])]
            } ?? []
        default: return []
        }
    }

    private static func isInvalid(
        _ context: ZoneContext, _ id: RecordID, _ problem: TransportPolicy.Problem, _ version: String
    ) -> Finding {
        let noun = version == "STSv1" ? "MTA-STS record" : "TLS reporting record"
        let text = Words.quoted(problem.text, limit: 80)
        let (message, help): (String, String) =
            switch problem.kind {
            case .version:
                ("the \(noun) does not begin with `v=\(version);`", "write `\(version)` in place of \(text)")
            case .tagInCapitals:
                ("the \(noun) does not begin with `v=\(version);`", "write `v=\(version);`, with a small `v`")
            case .noSemicolon(let meant):
                (
                    "the \(noun) has no semicolon after its version",
                    meant.utf8.count <= 120 ? "write \(Words.quoted(meant, limit: 130))" : "write `v=\(version);`"
                )
            case .copiedLabel:
                ("the \(noun) does not begin with `v=\(version);`", "remove \(text) in front of `v=\(version)`")
            case .noIdentifier:
                ("the \(noun) has no identifier", "add one that changes with the policy, such as `id=20261130;`")
            case .identifier:
                (
                    "\(text) is not a valid identifier of an \(noun)",
                    identifier(problem.text).map { "write `\($0)`" }
                        ?? "write 1 to 32 letters and digits, such as `20261130T1200`"
                )
            case .noAddress: ("the \(noun) has no address", "add one, such as `rua=mailto:tls@example.com`")
            case .noScheme:
                (
                    "the report address \(text) has no scheme",
                    addresses(problem.text)
                        ?? "write `mailto:` or `https://` in front of each address of `rua`"
                )
            }
        var isWhole = problem.range.lowerBound == 0
        if case .copiedLabel = problem.kind { isWhole = false }
        let span = isWhole ? context.dataSpan(of: id) : TextValue.span(of: problem.range, in: id, context.zone)
        return Finding(
            info,
            message,
            at: LabelledSpan(span, "not valid"),
            why: "mail servers discard the record, as if the domain had none",
            help: help,
            fixes: fix(problem, span),
            subject: context.subject(of: id)
        )
    }
}
