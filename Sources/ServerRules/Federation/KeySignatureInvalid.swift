import Diagnostics

/// F109: the key document is not signed by its own keys.
enum KeySignatureInvalid: ServerRule {
    static let info = RuleInfo(
        "F109",
        "key-signature-invalid",
        .error,
        summary: "the key document of the homeserver is not correctly signed by its own keys",
        page: RulePage(
            whatItChecks: """
                Verifies the signature of every ed25519 key in `verify_keys` over the canonical JSON of the response \
                of `/_matrix/key/v2/server`. Keys with other algorithms are skipped. A key that did not sign the \
                document is reported, too.
                """,
            whyItMatters: """
                Peers refuse the document if a signature does not match. If one of several keys did not sign it, \
                gomatrixserverlib (Dendrite) refuses it, while Synapse accepts one valid signature.
                """,
            howToFix: """
                Homeservers sign the document automatically. Make sure that nothing on the path changes it: a proxy \
                that rewrites host names in response bodies, a cache, or a copy served from a file.
                """,
            references: ["Matrix server-server, Publishing keys", "Matrix appendices, Signing JSON", "RFC 8032"]
        ),
        examples: [
            FederationExample.bad(FederationExample.answers(FederationExample.keys(.wronglySigned))),
            FederationExample.good(FederationExample.answers(FederationExample.keys(.right))),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { probe -> Outcome? in
            guard probe.endpoint.isMain, let keys = context.keys(at: probe), !keys.judgement.areSignaturesValid,
                // Without a server name, it is unknown whose signatures to expect.
                keys.judgement.document.serverName != nil
            else { return nil }
            return Outcome(keys.judgement)
        }
        for (outcome, probes) in outcomes { findings.report(invalid(context, outcome, probes)) }
    }

    private struct Outcome: Hashable {
        /// A clause for each key with a problem.
        let faults: [String]
        let satisfiesSynapse: Bool

        init(_ judgement: KeyJudgement) {
            faults = judgement.keys.compactMap { key in
                Self.words(key.verdict).map { "\(Words.quoted(key.name, limit: 60)) \($0)" }
            }
            satisfiesSynapse = judgement.satisfiesSynapse
        }

        private static func words(_ verdict: KeyJudgement.Verdict) -> String? {
            switch verdict {
            case .valid: nil
            case .unsigned: "did not sign the document"
            case .wrong: "has a signature that does not match"
            case .unreadableSignature: "has a signature that is not 64 bytes in base64"
            case .unreadableKey: "is not 32 bytes in base64"
            case .unsignable(let number):
                "cannot be verified, because canonical JSON does not allow the number \(Words.quoted(number)) in the "
                    + "document"
            }
        }
    }
}

// MARK: - Messages

extension KeySignatureInvalid {
    private static func invalid(
        _ context: ServerContext, _ outcome: Outcome, _ probes: [EndpointProbe]
    ) -> Finding {
        let faults = outcome.faults.prefix(4) + (outcome.faults.count > 4 ? ["\(outcome.faults.count - 4) more"] : [])
        return Finding(
            info,
            "the key document from \(probes.words) is not correctly signed: "
                + (faults.isEmpty ? "it has no ed25519 key" : Words.list(Array(faults))),
            at: nil,
            why: outcome.satisfiesSynapse
                ? "Synapse accepts one valid signature; gomatrixserverlib (Dendrite) requires one from every key"
                : "peers refuse the keys, and everything that is signed with them",
            help: "make sure that no proxy or cache changes responses below `/_matrix/`, and restart the homeserver if "
                + "its keys were changed",
            subject: context.subject,
            source: probes[0].request(.keys)?.source,
            route: RoutePosition(.responses(probes[0].endpoint))
        )
    }
}
