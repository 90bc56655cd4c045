import Diagnostics
import Federation

/// F106: the proxy answers for one form of the Host header only.
enum HostHeaderRejected: DelegationRule {
    static let info = RuleInfo(
        "F106",
        "host-header-rejected",
        .warning,
        summary: "the endpoint answers with one Host header and not with another that peers send",
        page: RulePage(
            whatItChecks: """
                Compares the answers of `/_matrix/federation/v1/version` to the Host header of the specification, and \
                to that with the port added or left out, as far as some implementation sends it. If it is the \
                specification's that is refused, nearly everybody is, and it is an error. A header that only one \
                program sends by a habit of its own is worth no more than a note.
                """,
            whyItMatters: """
                The server name, or the one it delegates to, is what the specification has in the Host header, without \
                a port that comes from an SRV record or is the default. continuwuity, tuwunel, conduwuit and Conduit \
                add every port but 443. A virtual host that is matched with its port sends one or the other elsewhere.
                """,
            howToFix: """
                Let the virtual host answer for the name whatever port follows it: `server_name example.com;` in nginx \
                does, a rule that compares `$http_host` does not. With SRV records the name is the server name, not the \
                target.
                """,
            references: ["Matrix server-server, Resolving server names", "RFC 9110 §7.2"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.answers(
                    port: 443,
                    FederationExample.version(host: "matrix.example.com:443", port: 443),
                    FederationExample.version(host: "matrix.example.com", port: 443, #""status": 404"#)
                ), port: 443),
            FederationExample.good(
                FederationExample.answers(
                    port: 443,
                    FederationExample.version(host: "matrix.example.com:443", port: 443),
                    FederationExample.version(host: "matrix.example.com", port: 443)
                ), port: 443),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        let outcomes = context.grouped(outcome)
        for (outcome, visits) in outcomes { findings.report(rejected(context, outcome, visits)) }
    }

    struct Outcome: Hashable {
        let accepted: String
        let rejected: String
        let words: String
        let isMainRejected: Bool
    }

    /// Which of two headers is answered, where they are not alike.
    static func outcome(_ visit: AddressVisit) -> Outcome? {
        guard visit.place.isMain, let header = visit.hostHeader, let main = visit.request(.version),
            main.hostHeader.lowercased() == header.lowercased()
        else { return nil }
        let sent = Set(visit.place.manners.map { $0.hostHeader.lowercased() })
        let others = visit.requests.filter {
            $0.path == FederationPath.version.rawValue && $0.hostHeader.lowercased() != header.lowercased()
        }
        for other in others where other.isSuccess != main.isSuccess {
            if main.isSuccess {
                guard sent.contains(other.hostHeader.lowercased()) else { continue }
                return Outcome(
                    accepted: header, rejected: other.hostHeader, words: other.outcomeWords, isMainRejected: false)
            }
            return Outcome(
                accepted: other.hostHeader, rejected: header, words: main.outcomeWords, isMainRejected: true)
        }
        return nil
    }
}

// MARK: - Messages

extension HostHeaderRejected {
    private static func rejected(
        _ context: DelegationContext, _ outcome: Outcome, _ visits: [AddressVisit]
    ) -> Finding {
        let manners = visits[0].place.manners.filter { $0.hostHeader.lowercased() == outcome.rejected.lowercased() }
        let names = Set(manners.flatMap(\.visitors))
        let senders = Implementation.all.filter { names.contains($0.name) && $0.kind != .specification }
        // With the target of an SRV record, nobody means the server but ejabberd.
        let isOwnHabit = !outcome.isMainRejected && senders.allSatisfy { $0.policy.hostHeader == .target }
        let entry = visits[0].requests.first { $0.hostHeader.lowercased() == outcome.rejected.lowercased() }
        return Finding(
            info,
            "the endpoint at \(visits.words) answers the Host header \(Words.quoted(outcome.rejected, limit: 80)) with "
                + "\(outcome.words), while \(Words.quoted(outcome.accepted, limit: 80)) works",
            at: nil,
            why: outcome.isMainRejected
                ? "the specification has peers send \(Words.quoted(outcome.rejected, limit: 80)), and "
                    + "\(Words.list(senders.map(\.shortTitle))) do: they do not reach the homeserver, though TCP and TLS work"
                : "\(Words.list(senders.map(\.shortTitle))) \(senders.count == 1 ? "sends" : "send") it, and "
                    + "\(senders.count == 1 ? "does" : "do") not reach the homeserver",
            help: "let the virtual host answer for \(Words.quoted(outcome.rejected, limit: 80)) as well",
            severity: outcome.isMainRejected ? .error : isOwnHabit ? .info : nil,
            subject: context.subject,
            source: entry?.source
        )
    }
}
