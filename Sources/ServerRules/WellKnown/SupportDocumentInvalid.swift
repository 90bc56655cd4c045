import Diagnostics
import Federation

/// W303: the support well-known document is invalid.
enum SupportDocumentInvalid: ServerRule {
    static let info = RuleInfo(
        "W303",
        "support-document-invalid",
        .warning,
        fix: .unsafe,
        summary: "the support well-known document is invalid",
        page: RulePage(
            whatItChecks: """
                Checks the document at `/.well-known/matrix/support`, if there is one. It must be JSON with `contacts` \
                or `support_page`, and each contact needs a `role` and a `matrix_id` (such as `@admin:example.com`) or an \
                `email_address`. Other roles and other keys are accepted. Status 404 is fine. \
                `--well-known-support FILE` checks a file before it is published.
                """,
            whyItMatters: """
                The document lists the contacts for abuse and security reports. If it cannot be read, people cannot \
                reach you when it matters.
                """,
            howToFix: """
                Publish `{"contacts": [{"role": "m.role.admin", "email_address": "admin@example.com"}]}`, or return \
                status 404. In a file, mistakes in the notation have a fix.
                """,
            references: ["Matrix client-server, Server support", "MSC1929"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(support: #"{"support_page": "https://example.com/support"}«;»"#)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    support: #"{"contacts": [{"role": "m.role.admin", "matrix_id": «"admin:example.com"»}]}"#)),
            .bad("", continuation: false, server: ExampleServer(support: #"{"contacts": «[]»}"#)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/support", "status": 200,
                          "body": "{\\"contacts\\": [{\\"email_address\\": \\"admin@example.com\\"}]}"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    support: """
                        {"contacts": [{"role": "org.matrix.msc4265.role.dpo", "email_address": "dpo@example.com",
                                       "pgp_key": "https://example.com/dpo.asc"}],
                         "org.matrix.msc4266.policies": {"privacy": "https://example.com/privacy"}}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/support", "status": 200,
                          "body": "{\\"contacts\\": [{\\"role\\": \\"m.role.admin\\", \\"matrix_id\\": \\"@admin:example.com\\"}]}"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: #"{"https": [{"url": "https://example.com/.well-known/matrix/support", "status": 404}]}"#)
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        if let given = context.given(.support),
            let problem = DocumentProblem.first(in: given.file.contents, problem(ofMembers:))
        {
            findings.report(invalid(context, given, problem))
        }
        for entry in context.fetchedOnce(.support, by: { problem($0)?.words }) {
            guard let problem = problem(entry) else { continue }
            findings.report(invalid(context, entry, problem))
        }
    }

    private static func problem(_ entry: HTTPSEntry) -> DocumentProblem? {
        guard entry.error == nil, entry.status == 200, let body = entry.body else { return nil }
        return DocumentProblem.first(in: body, problem(ofMembers:))
    }

    /// Returns the first problem of an object (client-server API, "Server support").
    private static func problem(ofMembers document: JSONValue) -> DocumentProblem? {
        let contacts = document["contacts"]
        guard contacts != nil || document["support_page"] != nil else {
            return DocumentProblem(
                "has neither `contacts` nor `support_page`", at: document, "object without either of them")
        }
        if let page = document["support_page"], page.string == nil {
            return DocumentProblem(
                "has \(page.kindName) as `support_page`, not a string", at: page, "expected a string")
        }
        guard let contacts else { return nil }
        guard let list = contacts.array else {
            return DocumentProblem(
                "has \(contacts.kindName) as `contacts`, not an array", at: contacts, "expected an array")
        }
        guard !list.isEmpty || document["support_page"] != nil else {
            return DocumentProblem("has neither contacts nor a `support_page`", at: contacts, "there is no contact")
        }
        for (number, contact) in list.enumerated() {
            let name = "contact (number \(number + 1))"
            if let problem = problem(ofContact: contact) {
                return DocumentProblem("has a \(name) \(problem)", at: contact, "contact number \(number + 1)")
            }
            if let problem = problem(ofReachability: contact, name) { return problem }
        }
        return nil
    }

    /// Returns the problem of a value that is not an address. Other keys, such as for PGP, are not checked.
    private static func problem(ofReachability contact: JSONValue, _ name: String) -> DocumentProblem? {
        if let id = contact["matrix_id"], let text = id.string, !isUserID(text) {
            return DocumentProblem(
                "has \(Words.quoted(text, limit: 80)) as `matrix_id` of a \(name), which is not a user ID", at: id,
                "expected a user ID such as `@admin:example.com`")
        }
        if let mail = contact["email_address"], let text = mail.string, !text.contains("@") {
            return DocumentProblem(
                "has \(Words.quoted(text, limit: 80)) as `email_address` of a \(name), which is not an e-mail address",
                at: mail, "expected an e-mail address")
        }
        return nil
    }

    /// Whether a text is `@localpart:server` (appendices, "User Identifiers"). Historical IDs allow any local part.
    private static func isUserID(_ text: String) -> Bool {
        guard text.hasPrefix("@"), let colon = text.firstIndex(of: ":") else { return false }
        return (try? ServerName(text[text.index(after: colon)...])) != nil
    }

    private static func problem(ofContact contact: JSONValue) -> String? {
        guard contact.members != nil else { return "that is \(contact.kindName), not an object" }
        guard contact["role"]?.string != nil else { return "without a `role`" }
        guard contact["matrix_id"]?.string != nil || contact["email_address"]?.string != nil else {
            return "with neither `matrix_id` nor `email_address`"
        }
        return nil
    }
}

// MARK: - Messages

extension SupportDocumentInvalid {
    private static let example = #"{"contacts": [{"role": "m.role.admin", "email_address": "…"}]}"#
    private static let why = "people who want to report abuse or a security problem cannot find your contacts"

    private static func invalid(
        _ context: ServerContext, _ document: ServerDocumentView, _ problem: DocumentProblem
    ) -> Finding {
        context.finding(
            info, "the support well-known document \(problem.words)", of: document, problem, why: why,
            help: problem.diagnosis?.mistake.help(example: example) ?? "publish `\(example)`")
    }

    private static func invalid(_ context: ServerContext, _ entry: HTTPSEntry, _ problem: DocumentProblem) -> Finding {
        context.finding(
            info,
            "the support well-known document \(problem.words(for: entry.body ?? []))",
            of: entry,
            why: why,
            help: problem.diagnosis?.mistake.help(example: example) ?? "publish `\(example)`, or return status 404"
        )
    }
}
