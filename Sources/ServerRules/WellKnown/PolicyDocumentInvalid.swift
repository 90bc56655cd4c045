import Diagnostics
import Federation
import TLSIdentity

/// W313: the well-known document of the policy server is invalid.
enum PolicyDocumentInvalid: ServerRule {
    static let info = RuleInfo(
        "W313",
        "policy-document-invalid",
        .warning,
        isForClients: true,
        summary: "the well-known document of the policy server is invalid",
        page: RulePage(
            whatItChecks: """
                Checks the document at `/.well-known/matrix/policy_server`, if there is one. It must be JSON with \
                `public_keys`, in which `ed25519` is a public key of 32 octets in unpadded Base64. Other keys are accepted. \
                Status 404 is fine.
                """,
            whyItMatters: """
                Clients copy the key into the state of a room that is to use the policy server. With another key, servers \
                do not accept its signatures, and every event of the room is rejected or the policy has no effect.
                """,
            howToFix: """
                Publish `{"public_keys": {"ed25519": "…"}}` with the public key that the policy server prints when it \
                starts, or return status 404.
                """,
            references: ["Matrix client-server, Policy servers", "MSC4284"]
        ),
        examples: [
            bad(#"{\"ed25519\": \"6yhHGKhCiXTSEN2ksjV7kX\"}"#),
            bad("{}"),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: evidence(#"{\"ed25519\": \"6yhHGKhCiXTSEN2ksjV7kX_N6rBQZ3Xb-M7LlC6NS-s\"}"#))),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{"url": "https://example.com/.well-known/matrix/policy_server", "status": 404}]}
                        """)),
        ]
    )

    private static func bad(_ keys: String) -> RuleExample {
        .bad("", continuation: false, server: ExampleServer(evidence: evidence(keys)))
    }

    private static func evidence(_ keys: String) -> String {
        """
        {"https": [{
          "url": "https://example.com/.well-known/matrix/policy_server", "status": 200,
          "body": "{\\"public_keys\\": \(keys)}"
        }]}
        """
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.policyServer, by: { problem($0)?.words }) {
            guard let problem = problem(entry) else { continue }
            findings.report(invalid(context, entry, problem))
        }
    }

    private static func problem(_ entry: HTTPSEntry) -> DocumentProblem? {
        guard entry.error == nil, entry.status == 200, let body = entry.body else { return nil }
        // Websites that answer every path with a page have no policy server.
        guard ServerDocumentView(fetched: entry)?.firstTag == nil else { return nil }
        return DocumentProblem.first(in: body, problem(ofMembers:))
    }

    private static func problem(ofMembers document: JSONValue) -> DocumentProblem? {
        guard let keys = document["public_keys"] else {
            return DocumentProblem("has no `public_keys`", at: document, "object without `public_keys`")
        }
        guard let key = keys["ed25519"] else {
            return DocumentProblem("has no `ed25519` in `public_keys`", at: keys, "`ed25519` is missing")
        }
        guard let text = key.string else {
            return DocumentProblem("has \(key.kindName) as `ed25519`, not a string", at: key, "expected a string")
        }
        guard octets(text)?.count != 32 else { return nil }
        return DocumentProblem(
            "has \(Words.quoted(text, limit: 60)) as `ed25519`, which is not a key of 32 octets in Base64", at: key,
            "expected 43 characters of Base64")
    }

    /// Decodes Base64 without padding, in either alphabet: the specification uses both (appendices, "Unpadded Base64").
    private static func octets(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 88 else { return nil }
        let standard = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - standard.count % 4) % 4)
        return try? Base64.decode((standard + padding)[...])
    }
}

// MARK: - Messages

extension PolicyDocumentInvalid {
    private static let example = #"{"public_keys": {"ed25519": "…"}}"#

    private static func invalid(_ context: ServerContext, _ entry: HTTPSEntry, _ problem: DocumentProblem) -> Finding {
        context.finding(
            info,
            "\(WellKnown.policyServer.words) \(problem.words(for: entry.body ?? []))",
            of: entry,
            why: "rooms that copy the key from here do not accept the signatures of the policy server",
            help: problem.diagnosis?.mistake.help(example: example) ?? "publish `\(example)`, or return status 404"
        )
    }
}
