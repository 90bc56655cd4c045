import DNS
import Diagnostics
import Federation

/// W211: a redirect leads to an internal address.
enum FetchedRedirectToInternal: ServerRule {
    static let info = RuleInfo(
        "W211",
        "redirect-to-internal",
        .error,
        stopsPeers: true,
        summary: "a well-known document redirects to an internal address",
        page: RulePage(
            whatItChecks: """
                Reports redirects of the documents below `/.well-known/matrix/` that lead from a public server name to \
                an internal address, written in the URL or found in DNS. Internal are private, loopback, link-local \
                and similar addresses (RFC 6890). `audit` does not follow such redirects unless `--allow-private` is \
                given. This is an error for the server document. It is a warning for the other documents, and if the \
                host also has public addresses.
                """,
            whyItMatters: """
                For a peer that follows the redirect, the address is a different machine in the peer's own network. \
                Homeservers that block such addresses, such as Synapse, refuse the redirect and continue as if there \
                were no document. A client that follows it can be made to send requests to machines that must not be \
                reachable from outside.
                """,
            howToFix: "Redirect to a host that has only public addresses, or serve the document without a redirect.",
            references: [
                "RFC 6890", "Matrix server-server, Server discovery", "Synapse configuration, ip_range_blacklist",
            ]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "198.51.100.80",
                          "hops": [
                            {"url": "https://example.com/.well-known/matrix/server", "status": 302,
                             "headers": [["location", "http://169.254.169.254/latest/meta-data/"]]}
                          ],
                          "status": 302, "skippedAddresses": ["169.254.169.254"],
                          "error": "internal-address", "phase": "connect"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "198.51.100.80",
                          "hops": [
                            {"url": "https://example.com/.well-known/matrix/server", "status": 302},
                            {"url": "https://www.example.com/.well-known/matrix/server", "status": 200}
                          ],
                          "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for document in WellKnown.allCases {
            // The same redirect at several addresses is one problem.
            let entries = context.fetchedOnce(document) { entry in
                guard !entry.hops.isEmpty, !entry.skippedAddresses.isEmpty || entry.isRedirectRefused else {
                    return nil
                }
                return "\(entry.isRedirectRefused) \(target(entry) ?? "") \(entry.skippedAddresses)"
            }
            for entry in entries { findings.report(redirect(context, document, entry)) }
        }
    }

    /// Returns the target of the last redirect, followed or not.
    private static func target(_ entry: HTTPSEntry) -> String? {
        entry.isRedirectRefused ? entry.lastHeaders["location"] : entry.lastURL
    }
}

// MARK: - Messages

extension FetchedRedirectToInternal {
    private static func redirect(
        _ context: ServerContext, _ document: WellKnown, _ entry: HTTPSEntry
    ) -> Finding {
        let name = document.words
        let destination = target(entry).map { " to \(Words.quoted($0, limit: 120))" } ?? ""
        let kinds = entry.skippedAddresses.map(InternalAddressPolicy.words)
        let addresses = kinds.isEmpty ? "" : ": \(Words.list(kinds))"
        let isRefused = entry.isRedirectRefused
        return context.finding(
            info,
            isRefused
                ? "\(name) redirects\(destination), an internal address\(addresses); the redirect was not followed"
                : "\(name) redirects\(destination), which also has internal addresses\(addresses)",
            of: entry,
            why: document == .server
                ? "for a peer that follows it, the address is in the peer's own network. Synapse and other homeservers "
                    + "that block such addresses continue as if there were no document"
                : "for a client that follows it, the address is in the client's own network",
            help: "redirect to a host that has only public addresses, or serve the document without a redirect"
                + (isRefused ? ". To follow it anyway, use `--allow-private`" : ""),
            severity: document == .server && isRefused ? .error : .warning
        )
    }
}
