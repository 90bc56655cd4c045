import DNS
import Diagnostics
import ZoneFile

/// Z274: a CAA record whose value is not valid for its tag.
enum CAAInvalidValue: ZoneRule {
    static let info = RuleInfo(
        "Z274",
        "caa-invalid-value",
        .warning,
        fix: .unsafe,
        summary: "the value of a CAA record is not valid for its tag",
        page: RulePage(
            whatItChecks: """
                Reports values of `issue`, `issuewild`, `issuemail` and `issuevmc` that are not one domain of a CA, \
                with parameters such as `; accounturi=…` after it. The value `;`, which allows no CA, is valid. Also \
                reports values of `iodef` that are not a mail or web URL, values of `contactemail` that are not an \
                address, quotation marks that are part of the value, and the flags 1, in place of 128.
                """,
            whyItMatters: """
                A CA treats a value that it cannot read as one that allows no CA, or as that of another CA. It then \
                refuses to issue or renew the certificate. An address that is not a URL receives no reports.
                """,
            howToFix: """
                Write the domain that the CA documents, such as `0 issue "letsencrypt.org"`, in one record for each CA, \
                and `0 iodef "mailto:security@example.com"`.
                """,
            references: ["RFC 8659 §4.1", "RFC 8659 §4.2", "RFC 8659 §4.4", "RFC 8657"]
        ),
        examples: [
            .bad(
                """
                @    IN CAA 0 issue «"https://letsencrypt.org"»
                @    IN CAA 0 iodef «"security@example.com"»
                chat IN CAA 0 issue «"ca.example.net, ca.example.org"»
                chat IN CAA 0 issuewild «'ca.example.net'»
                mail IN CAA «1» issue "ca.example.net"
                mail IN CAA 0 issue «"ca.example.net; validationmethods"»

                """
            ),
            .good(
                """
                @ IN CAA 0 issue "ca.example.net; accounturi=https://ca.example.net/acct/1; validationmethods=dns-01"
                @ IN CAA 0 issue "letsencrypt.org;"
                @ IN CAA 0 issuewild ";"
                @ IN CAA 0 iodef "mailto:security@example.com"
                @ IN CAA 0 iodef "https://iodef.example.com/"

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.kind != .responsePolicy else { return }
        for number in context.zone.records(ofType: .caa) {
            let id = Int(number)
            guard let record = CAAValue(of: id, in: context.zone) else { continue }
            let mistake = record.mistake
            guard mistake != nil || record.hasReservedFlags, context.isPublished(id) else { continue }
            if record.hasReservedFlags { findings.report(hasReservedFlags(context, id, record)) }
            if let mistake { findings.report(isInvalid(context, id, record, mistake)) }
        }
    }
}

// MARK: - Messages

extension CAAInvalidValue {
    private static func hasReservedFlags(_ context: ZoneContext, _ id: RecordID, _ record: CAAValue) -> Finding {
        let fields = context.zone.fields(of: id)
        let isWritten = !context.zone.records[id].flags.contains(.genericRDATA) && fields.rdata.count > 2
        let isCritical = record.flags & 0x80 != 0
        return Finding(
            info,
            "the bit 1 in the flags \(record.flags) of the CAA record has no meaning",
            at: LabelledSpan(
                isWritten ? fields.rdata[0].span : fields.type.span, isCritical ? "expected 128" : "expected 0 or 128"),
            why: "the bit for critical records is that of 128, and CAs ignore the others",
            help: isCritical
                ? "write `128`: CAs that do not know the tag must not issue certificates"
                : "write `0`, or `128` if CAs that do not know the tag must not issue certificates",
            subject: context.subject(of: id)
        )
    }

    private static func isInvalid(
        _ context: ZoneContext,
        _ id: RecordID,
        _ record: CAAValue,
        _ mistake: CAAValue.Mistake
    ) -> Finding {
        let zone = context.zone
        let fields = zone.fields(of: id)
        let isWritten = !zone.records[id].flags.contains(.genericRDATA) && fields.rdata.count > 2
        let value = Words.quoted(String(decoding: record.value, as: UTF8.self), limit: 80)
        let content = String(decoding: record.value, as: UTF8.self)
        let (message, help) = texts(mistake, value, content)
        return Finding(
            info,
            message,
            at: LabelledSpan(isWritten ? fields.rdata[2].span : fields.type.span, "not valid for `\(record.tag)`"),
            why: record.authorizesIssuers
                ? "no CA recognises its domain in this value, so no CA may issue a certificate"
                : "CAs cannot send reports to it",
            help: help,
            fixes: isWritten ? fix(mistake, content, fields) : [],
            subject: context.subject(of: id)
        )
    }

    /// Writes the host of a URL, or one record for each of several domains.
    private static func fix(_ mistake: CAAValue.Mistake, _ content: String, _ fields: RecordFields) -> [Fix] {
        let span = fields.rdata[2].span
        switch mistake {
        case .url:
            return CAAValue.host(ofURL: content).map {
                [Fix("write `\"\($0)\"`", .unsafe, [Edit(replace: span, with: "\"\($0)\"")])]
            } ?? []
        case .severalDomains:
            // The further records inherit the owner, and begin with the same fields.
            guard let domains = CAAValue.domains(in: content), let beginning = beginning(of: fields) else { return [] }
            let text = domains.map { "\"\($0)\"" }.joined(separator: "\n" + beginning)
            return [Fix("write one record for each CA", .unsafe, [Edit(replace: span, with: text)])]
        default: return []
        }
    }

    /// The text of a record in one line behind its owner and in front of its value.
    private static func beginning(of fields: RecordFields) -> String? {
        let value = fields.rdata[2].span
        var start = fields.type.span.range.lowerBound
        let end = fields.owner?.span.range.upperBound ?? 0
        while start > end, value.source[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        let text = SourceSpan(value.source, start..<value.range.lowerBound).text
        let isPlain = text.utf8.allSatisfy { !"();\r\n\"".utf8.contains($0) }
        return isPlain && (text.first == " " || text.first == "\t") ? text : nil
    }

    private static func texts(
        _ mistake: CAAValue.Mistake,
        _ value: String,
        _ content: String
    ) -> (message: String, help: String) {
        switch mistake {
        case .quoted(let content):
            (
                "the quotation marks are part of the CAA value \(value)",
                "write `\"\(content)\"`, with plain double quotes only"
            )
        case .url:
            (
                "the CAA value \(value) is a URL",
                CAAValue.host(ofURL: content).map { "write `\"\($0)\"`" }
                    ?? "write only the domain that the CA documents"
            )
        case .severalDomains:
            (
                "the CAA value \(value) is not a single domain",
                CAAValue.domains(in: content).map {
                    "write one record for each CA, with the values \(Words.list($0.map { "`\"\($0)\"`" }))"
                } ?? "write one record for each CA, and parameters after a semicolon"
            )
        case .domain(let domain):
            (
                "\(Words.quoted(domain, limit: 80)) in the CAA record is not a domain",
                "write the domain that the CA documents, or `\";\"` to allow no CA"
            )
        case .parameter(let parameter):
            (
                "\(Words.quoted(parameter, limit: 80)) in the CAA record is not a parameter",
                "write it as `name=value`, or remove it"
            )
        case .noScheme:
            (
                "the address \(value) in the CAA record is not a URL",
                content.contains("@") && !content.contains(where: { "\"` ".contains($0) })
                    ? "write `\"mailto:\(content)\"`" : "write `mailto:` or `https://` in front of it"
            )
        case .scheme(let scheme):
            (
                "the URL \(value) in the CAA record has the scheme \(Words.quoted(scheme))",
                "write a `mailto:` or `https:` URL"
            )
        case .address:
            ("the CAA value \(value) is not a mail address", "write an address such as `security@example.com`")
        }
    }
}
