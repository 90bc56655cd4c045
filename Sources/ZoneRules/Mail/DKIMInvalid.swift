import DNS
import Diagnostics
import ZoneFile

/// Z271: a DKIM key that no verifier can use.
enum DKIMInvalid: ZoneRule {
    static let info = RuleInfo(
        "Z271",
        "dkim-invalid",
        .warning,
        fix: .unsafe,
        summary: "a DKIM key is not valid",
        page: RulePage(
            whatItChecks: """
                Reads TXT records below `_domainkey` that have a tag of a DKIM key. Reports a version other than \
                `DKIM1` or after another tag, a missing key, a key that is not base64, and a key whose data is cut \
                off, the lines around the key in its file, tags without a semicolon between them, a backslash that is \
                published before a semicolon, tags that occur twice, and misspelt key types and hash algorithms. Empty keys, \
                which revoke a selector, and unknown tags and key types are not reported.
                """,
            whyItMatters: """
                Verifiers treat a signature with such a key as failed. Keys are long, and many user interfaces cut them \
                off at 255 characters.
                """,
            howToFix: "Copy the whole key again. Split values of over 255 characters into several quoted strings.",
            references: ["RFC 6376 §3.6.1", "RFC 6376 §3.6.2.2", "RFC 8463 §4"]
        ),
        examples: [
            .bad(
                """
                cut._domainkey  IN TXT "v=DKIM1; k=ed25519; p=«11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcH»"
                bad._domainkey  IN TXT "v=«DKIM2»; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                none._domainkey IN TXT «"v=DKIM1; k=rsa"»
                esc._domainkey  IN TXT «"v=DKIM1\\\\; k=ed25519\\\\; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="»
                rsa._domainkey  IN TXT "v=DKIM1; p=«MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAL»"
                bare._domainkey IN TXT "v=«DKIM1 k=rsa p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAL»"
                two._domainkey  IN TXT v=«DKIM1 k=rsa»
                hash._domainkey IN TXT "v=DKIM1; h=«sha265»; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                type._domainkey IN TXT "v=DKIM1; k=«ed2559»; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                file._domainkey IN TXT "v=DKIM1; p=«-----BEGIN PUBLIC KEY-----MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAL-----END PUBLIC KEY-----»"
                list._domainkey IN TXT "v=DKIM1«,» k=ed25519, p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                name._domainkey IN TXT "«TXT: »v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                typo._domainkey IN TXT "v=DKIM1; p=«11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=»"

                """
            ),
            .good("a._domainkey IN TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n"),
            .good("b._domainkey IN TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo\"\n"),
            .good("note._domainkey IN TXT \"v=DKIM1; n=see \\\\; p=\"\n"),
            .good("old._domainkey IN TXT \"v=DKIM1; p=\"\n_adsp._domainkey IN TXT \"dkim=all\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (id, purpose) in context.mail.policies where purpose == .dkim {
            guard let key = DKIMKey(TextValue(of: id, in: context.zone).bytes) else { continue }
            for problem in key.problems { findings.report(isInvalid(context, id, problem)) }
        }
    }
}

// MARK: - Messages

extension DKIMInvalid {
    private static func isInvalid(_ context: ZoneContext, _ id: RecordID, _ problem: DKIMKey.Problem) -> Finding {
        var span = TextValue.span(of: problem.range, in: id, context.zone)
        if case .keyMissing = problem.kind { span = context.dataSpan(of: id) }
        let (message, help) = texts(problem.kind, Words.quoted(problem.text, limit: 60))
        return Finding(
            info,
            message,
            at: LabelledSpan(span, "not valid"),
            why:
                "verifiers cannot use the key, so signatures with this selector fail",
            help: help,
            fixes: fix(problem, id, context),
            subject: context.subject(of: id)
        )
    }

    /// Replaces the commas, or removes what was copied with the key.
    private static func fix(_ problem: DKIMKey.Problem, _ id: RecordID, _ context: ZoneContext) -> [Fix] {
        let value = TextValue(of: id, in: context.zone)
        var edits: [Edit] = []
        func replace(_ range: Range<Int>, with text: String) {
            let span = TextValue.span(of: range, in: id, context.zone)
            if span.text == String(decoding: value.bytes[range], as: UTF8.self) {
                edits.append(Edit(replace: span, with: text))
            }
        }
        switch problem.kind {
        case .commas:
            let commas = value.bytes.indices.filter { value.bytes[$0] == UInt8(ascii: ",") }
            for comma in commas { replace(comma..<comma + 1, with: ";") }
            return edits.count == commas.count ? [Fix("write semicolons", .unsafe, edits)] : []
        case .fileLines:
            let lines = DKIMKey.fileLines(in: value.bytes)
            for line in lines { replace(line, with: "") }
            var rest = value.bytes
            for line in lines.reversed() { rest.removeSubrange(line) }
            let isValid = DKIMKey(rest)?.problems.isEmpty ?? false
            return isValid && edits.count == lines.count ? [Fix("remove the lines", .unsafe, edits)] : []
        case .copiedLabel:
            return CopiedLabel.removal(
                of: problem.text, at: TextValue.span(of: problem.range, in: id, context.zone))
        default: return []
        }
    }

    private static func texts(_ kind: DKIMKey.Problem.Kind, _ text: String) -> (message: String, help: String) {
        switch kind {
        case .version: ("\(text) is not a version of DKIM keys", "write `v=DKIM1`, or omit the version")
        case .versionNotFirst: ("the version of the DKIM key is not its first tag", "move `v=DKIM1;` to the beginning")
        case .notAPair: ("\(text) in the DKIM key is not a tag with a value", "write it as `tag=value`, or remove it")
        case .backslash: ("the DKIM key has a backslash before `;`", EscapedSemicolon.help)
        case .noSemicolon:
            ("tags of the DKIM key have no semicolon between them", "write `;` after each tag: `v=DKIM1; k=rsa; p=…`")
        case .commas:
            ("the tags of the DKIM key have commas between them", "write `;` in place of the comma after each tag")
        case .copiedLabel:
            ("the DKIM key does not begin with `v=DKIM1`", "remove \(text) in front of `v=DKIM1`")
        case .repeated: ("a tag of the DKIM key occurs twice, here with the value \(text)", "keep one of the two")
        case .keyMissing:
            ("the DKIM key has no tag `p`", "add `p=` with the public key; an empty one revokes the selector")
        case .tagInCapitals:
            ("the key of the DKIM record has the tag `P` in place of `p`", "write `p=` in small letters in front of it")
        case .tagMissing: ("the key of the DKIM record is without its tag", "write `p=` in front of it")
        case .notBase64:
            ("the public key of the DKIM record is not base64", "copy the whole key again, without other characters")
        case .length(let expected, let found):
            (
                "the DKIM key has \(Words.count(found, "octet")) of \(expected)",
                found < expected
                    ? "copy the whole key again; split values of over 255 characters into several quoted strings"
                    : "copy the key again"
            )
        case .fileLines:
            (
                "the lines around the key in its file are part of the DKIM record",
                "write only the base64 text between the lines `BEGIN` and `END`"
            )
        case .unknownType(let right):
            ("\(text) is not the type of the DKIM key", "write `k=\(right)`")
        case .unknownHash: ("the DKIM key allows no known hash algorithm", "write `h=sha256`, or omit the tag")
        case .notAKey:
            (
                "the public key of the DKIM record is not an RSA key",
                "copy the whole key again, or write its type as `k=`"
            )
        }
    }
}
