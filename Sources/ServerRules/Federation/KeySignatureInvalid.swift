import Diagnostics

/// F109: the keys do not sign themselves.
enum KeySignatureInvalid: DelegationRule {
    static let info = RuleInfo(
        "F109",
        "key-signature-invalid",
        .error,
        summary: "the keys of the homeserver are not signed by themselves as they should be",
        page: RulePage(
            whatItChecks: """
                Verifies the signature of every ed25519 key in `verify_keys` over the canonical JSON of the answer of \
                `/_matrix/key/v2/server`. Keys of other algorithms do not count. A key that did not sign the document \
                is reported as well.
                """,
            whyItMatters: """
                A signature that does not match makes peers refuse the document. Where one key of several did not sign, \
                software on gomatrixserverlib (Dendrite) refuses it, while Synapse is content with one.
                """,
            howToFix: """
                Homeservers sign the document by themselves. See that nothing on the way changes it: a proxy that \
                rewrites host names in bodies, a cache, a document kept as a file.
                """,
            references: ["Matrix server-server, Publishing keys", "Matrix appendices, Signing JSON", "RFC 8032"]
        ),
        examples: [
            FederationExample.bad(FederationExample.answers(FederationExample.keys(.wronglySigned))),
            FederationExample.good(FederationExample.answers(FederationExample.keys(.right))),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { visit -> Outcome? in
            guard visit.place.isMain, let keys = context.keys(at: visit), !keys.judgement.areSignaturesRight,
                // Without a name nobody is known whose signatures they would be.
                keys.judgement.document.serverName != nil
            else { return nil }
            return Outcome(keys.judgement)
        }
        for (outcome, visits) in outcomes { findings.report(invalid(context, outcome, visits)) }
    }

    private struct Outcome: Hashable {
        /// What is wrong with each key that is not right, in words.
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
                "cannot be verified, because the document has the number \(Words.quoted(number)), which canonical JSON "
                    + "does not have"
            }
        }
    }
}

// MARK: - Messages

extension KeySignatureInvalid {
    private static func invalid(
        _ context: DelegationContext, _ outcome: Outcome, _ visits: [AddressVisit]
    ) -> Finding {
        let faults = outcome.faults.prefix(4) + (outcome.faults.count > 4 ? ["\(outcome.faults.count - 4) more"] : [])
        return Finding(
            info,
            "the key document that \(visits.words) gives is not signed as it should be: "
                + (faults.isEmpty ? "it has no ed25519 key" : Words.list(Array(faults))),
            at: nil,
            why: outcome.satisfiesSynapse
                ? "Synapse is content with one signature, software on gomatrixserverlib (Dendrite) wants one by each key"
                : "peers refuse the keys, and with them everything the server signs",
            help: "see that no proxy or cache changes the answers of `/_matrix`, and restart the homeserver if its "
                + "keys were changed",
            subject: context.subject,
            source: visits[0].request(.keys)?.source
        )
    }
}
