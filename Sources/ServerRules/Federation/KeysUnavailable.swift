import Diagnostics
import Federation

/// F112: there are no keys to be had.
enum KeysUnavailable: DelegationRule {
    static let info = RuleInfo(
        "F112",
        "keys-unavailable",
        .error,
        summary: "`/_matrix/key/v2/server` gives no keys",
        page: RulePage(
            whatItChecks: """
                Looks whether `/_matrix/key/v2/server` is answered with status 200 and a JSON document with \
                `verify_keys`. Silent where F106 or F111 says why it is not.
                """,
            whyItMatters: """
                Without its keys nothing that the server sends can be verified, and peers drop it. As a rule the request \
                ends at a web server: the virtual host is not the one for the name in the Host header, or it does not \
                forward `/_matrix/key`.
                """,
            howToFix: """
                Forward everything below `/_matrix/` to the homeserver. With SRV records peers send the server name in \
                the Host header, not the name of the SRV target: the virtual host has to answer for that.
                """,
            references: ["Matrix server-server, Publishing keys"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.answers(
                    FederationExample.version(),
                    FederationExample.keys(#""status": 404, "body": "<html>Not Found</html>""#))),
            FederationExample.good(
                FederationExample.answers(FederationExample.version(), FederationExample.keys(.right))),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { visit -> String? in
            guard visit.place.isMain, WrongServer.trouble(visit) == nil,
                HostHeaderRejected.outcome(visit)?.isMainRejected != true
            else { return nil }
            return trouble(visit)
        }
        for (words, visits) in outcomes { findings.report(unavailable(context, words, visits)) }
    }

    /// Why the answer has no keys; `nil` where it does, or where nobody asked.
    static func trouble(_ visit: AddressVisit) -> String? {
        guard let entry = visit.request(.keys) else { return nil }
        guard entry.isSuccess else { return "is answered with \(entry.outcomeWords)" }
        guard let body = entry.body else { return nil }
        do throws(KeyDocumentProblem) {
            _ = try KeyDocument(Array(body.utf8))
            return nil
        } catch {
            return "is answered with status 200, but with no key document: \(error.words)"
        }
    }
}

// MARK: - Messages

extension KeysUnavailable {
    private static func unavailable(
        _ context: DelegationContext, _ words: String, _ visits: [AddressVisit]
    ) -> Finding {
        let header = visits[0].request(.keys)?.hostHeader ?? ""
        return Finding(
            info,
            "`\(FederationPath.keys.rawValue)` at \(visits.words) \(words)",
            at: nil,
            why: "TCP and TLS work, but without its keys nothing that the server signs can be verified; "
                + "\(context.stepWords(visits[0].place)), and \(context.visitorWords(visits[0].place))",
            help: visits[0].request(.keys)?.status.map { (502...504).contains($0) } == true
                ? "start the homeserver behind the proxy, or correct the address that the proxy forwards to"
                : "let the virtual host for \(Words.quoted(header, limit: 80)), which peers send in the Host header, "
                    + "forward everything below `/_matrix/` to the homeserver",
            subject: context.subject,
            source: visits[0].request(.keys)?.source
        )
    }
}
